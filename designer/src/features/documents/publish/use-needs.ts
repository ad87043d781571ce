import type { Kind, NeedsRequest } from '@pih/schemas/types';
import { computed, shallowRef, watch } from 'vue';
import { ProblemError } from '../../../api/index.ts';
import { readNeeds } from '../api.ts';

/** Titles of the approval rules that something would meet; empty while nobody else is needed, or as long as it is not known. */
export function useNeeds(kind: Kind, id: string, wanted: () => NeedsRequest) {
  const known = shallowRef<readonly string[]>([]);
  let asked = 0;
  async function ask(): Promise<void> {
    const question = ++asked;
    try {
      const { needs } = await readNeeds(kind, id, wanted());
      if (question === asked) known.value = needs;
    } catch (error) {
      // The engine judges in any case; without its answer the button only says less.
      if (!(error instanceof ProblemError)) throw error;
    }
  }
  watch(
    () => JSON.stringify(wanted()),
    () => void ask(),
    { immediate: true },
  );
  return { needs: computed(() => known.value), ask };
}
