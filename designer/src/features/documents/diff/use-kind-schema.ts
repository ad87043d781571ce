import type { Kind } from '@pih/schemas/types';
import { computed } from 'vue';
import { useKindSchema as useSchema } from '../../../schema/index.ts';
import type { Content } from '../model.ts';

/** The schema of a kind, for the words of its fields. Empty until it is there: plain names beat showing nothing. */
export function useKindSchema(kind: Kind) {
  const { schema } = useSchema(kind);
  return computed(() => (schema.value.status === 'ready' ? (schema.value.value as Content) : {}));
}
