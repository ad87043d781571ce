import { ref, watch } from 'vue';

let last = 0;
const fresh = (): string => `part-${++last}`;

/**
 * Names for the parts of a list that have none of their own, so that a field keeps its focus and what is typed in it while
 * its part changes and moves. Told of each step made here; a list that changes from outside gets new names at its end.
 */
export function usePartKeys(count: () => number) {
  const keys = ref<string[]>([]);
  const fit = (): void => {
    const missing = Math.max(0, count() - keys.value.length);
    keys.value = [...keys.value, ...Array.from({ length: missing }, fresh)].slice(0, count());
  };
  fit();
  watch(count, fit, { flush: 'sync' });
  return {
    keys,
    /** Lets the names follow a step that is about to be made. */
    step(change: (keys: readonly string[], fresh: () => string) => string[]): void {
      keys.value = change(keys.value, fresh);
    },
  };
}
