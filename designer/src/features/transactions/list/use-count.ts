import type { PaymentCount, PaymentQuery } from '@pih/schemas/types';
import { onScopeDispose, shallowRef, watch, type Ref } from 'vue';
import { problemOf } from '../../../api/index.ts';
import { countPayments } from '../api.ts';
import { listQueryOf } from './list-query.ts';

/** How many payments a question leaves, as far as the engine counts; undefined until it is known. */
export function useCount(asked: Ref<PaymentQuery>) {
  const count = shallowRef<PaymentCount>();
  let running: AbortController | undefined;

  async function read(query: PaymentQuery): Promise<void> {
    running?.abort();
    const call = new AbortController();
    running = call;
    count.value = undefined;
    try {
      const answer = await countPayments(listQueryOf(query), call.signal);
      if (!call.signal.aborted) count.value = answer;
    } catch (error) {
      // The list itself tells what is wrong; without a number it is still a list.
      if (!call.signal.aborted) problemOf(error);
    }
  }
  watch(asked, (query) => void read(query), { immediate: true });
  onScopeDispose(() => running?.abort());
  return count;
}
