import type { Payment, Problem } from '@pih/schemas/types';
import { ref, shallowRef } from 'vue';
import { intentions, problemOf } from '../../../api/index.ts';

/**
 * Sends one money action. A second press while the first is on its way does nothing; a retry repeats the intention's
 * key. Nothing counts as done before the engine said so.
 * @param send calls the engine with the body and the key of its intention
 */
export function useAction<Body>(send: (body: Body, idempotencyKey: string) => Promise<Payment>) {
  const keyFor = intentions();
  const isBusy = ref(false);
  const problem = shallowRef<Problem>();

  /** The payment after it; undefined when it was refused (see `problem`) or is already on its way. */
  async function run(body: Body): Promise<Payment | undefined> {
    if (isBusy.value) return undefined;
    isBusy.value = true;
    problem.value = undefined;
    try {
      return await send(body, keyFor(body));
    } catch (error) {
      problem.value = problemOf(error);
      return undefined;
    } finally {
      isBusy.value = false;
    }
  }

  return { isBusy, problem, run };
}
