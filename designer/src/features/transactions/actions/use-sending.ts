import type { Problem } from '@pih/schemas/types';
import { ref, shallowRef } from 'vue';
import { problemOf } from '../../../api/index.ts';

/** Sends something that a dialog asks for. A second press while the first is on its way does nothing. */
export function useSending<Body, Answer>(send: (body: Body) => Promise<Answer>) {
  const isBusy = ref(false);
  const problem = shallowRef<Problem>();
  /** What came of it; undefined when it was refused (see `problem`) or is already on its way. */
  async function run(body: Body): Promise<{ answer: Answer } | undefined> {
    if (isBusy.value) return undefined;
    isBusy.value = true;
    problem.value = undefined;
    try {
      return { answer: await send(body) };
    } catch (error) {
      problem.value = problemOf(error);
      return undefined;
    } finally {
      isBusy.value = false;
    }
  }
  return { isBusy, problem, run };
}
