import type { Kind } from '@pih/schemas/types';
import { shallowRef, type ShallowRef } from 'vue';
import { http, problemOf, type Loaded } from '../api/index.ts';
import type { JsonSchema } from './json-schema.ts';

const readSchema = (kind: Kind) => http.get<JsonSchema>(`/v1/config-schemas/${kind}`);

/** The schema of a kind, as the engine that runs now has it. Asked once per place that shows it, and again on `retry`. */
export function useKindSchema(kind: Kind): {
  schema: Readonly<ShallowRef<Loaded<JsonSchema>>>;
  retry(): Promise<void>;
} {
  const schema = shallowRef<Loaded<JsonSchema>>({ status: 'loading' });
  async function retry(): Promise<void> {
    schema.value = { status: 'loading' };
    try {
      schema.value = { status: 'ready', value: await readSchema(kind) };
    } catch (error) {
      schema.value = { status: 'failed', problem: problemOf(error) };
    }
  }
  void retry();
  return { schema, retry };
}
