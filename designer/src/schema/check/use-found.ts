import type { FieldError } from '@pih/schemas/types';
import { computed, shallowRef, watch, type ComputedRef } from 'vue';
import type { DocumentDraft } from '../../features/documents/index.ts';
import type { JsonSchema } from '../json-schema.ts';
import { pathOf, valueAt } from '../path.ts';
import type { Resolve } from '../resolve.ts';
import { checkOf } from './check.ts';
import type { Found } from './found.ts';

/** Rules that the schema alone decides: the browser knows them at every key, the engine a moment later. */
const ofSchema = new Set(
  (
    'required additionalProperties type enum const minimum maximum minLength maxLength multipleOf minItems maxItems minProperties ' +
    'maxProperties uniqueItems pattern format discriminator oneOf anyOf propertyNames'
  ).split(' '),
);

const told = ({ path, rule, message, params, value }: FieldError): Found => ({
  pointer: path,
  rule,
  message,
  params: {
    ...params,
    ...(value !== undefined && { value: typeof value === 'string' ? value : JSON.stringify(value) }),
  },
});

/**
 * What is wrong with a draft. The schema is judged here, while somebody is typing; what only the engine can know is
 * shown until the value that it is about is another one.
 */
export function useFound(draft: DocumentDraft, root: JsonSchema, resolve: Resolve): ComputedRef<readonly Found[]> {
  const check = checkOf(root, resolve);
  const judged = shallowRef<unknown>(draft.document.value);
  watch(draft.check, () => (judged.value = draft.document.value), { flush: 'sync' });

  const isStill = ({ pointer }: Found): boolean => {
    const [then, now] = [judged.value, draft.document.value];
    return pointer === '' || valueAt(then, pathOf(pointer, then)) === valueAt(now, pathOf(pointer, now));
  };
  return computed(() => {
    const here = check(draft.document.value);
    const errors = (draft.check.value?.errors ?? []).map(told).filter(isStill);
    return [...here, ...errors.filter(({ rule }) => !ofSchema.has(rule) || !here.length)];
  });
}
