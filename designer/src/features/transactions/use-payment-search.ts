import type { PaymentSummary } from '@pih/schemas/types';
import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import { ProblemError } from '../../api/index.ts';
import { findPayments } from './api.ts';

const pauseMs = 200;
const shortest = 2;

/** Finds payments by what is being typed, a moment after typing stops; the latest text wins. */
export function usePaymentSearch(text: Ref<string>) {
  const found = shallowRef<readonly PaymentSummary[]>([]);
  const isSearching = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | undefined;

  async function search(sought: string): Promise<void> {
    const call = new AbortController();
    running = call;
    try {
      found.value = await findPayments(sought, call.signal);
    } catch (error) {
      if (call.signal.aborted) return;
      // Nothing found is all that a suggestion has to say about a failure; the list itself tells what is wrong.
      if (!(error instanceof ProblemError)) throw error;
      found.value = [];
    } finally {
      if (running === call) isSearching.value = false;
    }
  }

  function stop(): void {
    clearTimeout(timer);
    running?.abort();
  }
  watch(text, (now) => {
    stop();
    const sought = now.trim();
    isSearching.value = sought.length >= shortest;
    if (isSearching.value) timer = setTimeout(() => void search(sought), pauseMs);
    else found.value = [];
  });
  onScopeDispose(stop);

  return { found, isSearching };
}
