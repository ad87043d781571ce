import type { Problem } from '@pih/schemas/types';
import { ref, shallowRef } from 'vue';
import { problemOf } from '../../api/index.ts';

/** Sends something once: a second press while the first is on its way does nothing, and a refusal is kept to be told. */
export function useTask<Args extends unknown[], Answer>(send: (...args: Args) => Promise<Answer>) {
  const isBusy = ref(false);
  const problem = shallowRef<Problem>();

  /** The answer; undefined when it was refused (see `problem`) or is already on its way. */
  async function run(...args: Args): Promise<Answer | undefined> {
    if (isBusy.value) return undefined;
    isBusy.value = true;
    problem.value = undefined;
    try {
      return await send(...args);
    } catch (error) {
      problem.value = problemOf(error);
      return undefined;
    } finally {
      isBusy.value = false;
    }
  }
  return { isBusy, problem, run };
}
