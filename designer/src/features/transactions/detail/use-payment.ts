import type { Payment } from '@pih/schemas/types';
import { shallowRef } from 'vue';
import { problemOf, type Loaded } from '../../../api/index.ts';
import { useLive } from '../../../live/index.ts';
import { readPayment } from '../api.ts';

/** One payment, read again whenever something happens to it. */
export function usePayment(id: string) {
  const payment = shallowRef<Loaded<Payment>>({ status: 'loading' });
  let isReading = false;
  let isStale = false;

  /** The answer of an action is newer than anything read before it. */
  function show(value: Payment): void {
    payment.value = { status: 'ready', value };
  }

  /** Reads it again. What is shown stays meanwhile, and stays when the reading fails: old news beats none. */
  async function refresh(): Promise<void> {
    isStale = true;
    if (isReading) return;
    isReading = true;
    try {
      // News that arrives while reading may not be in the answer: read once more.
      while (isStale) {
        isStale = false;
        show(await readPayment(id));
      }
    } catch (error) {
      const problem = problemOf(error);
      if (payment.value.status !== 'ready') payment.value = { status: 'failed', problem };
    } finally {
      isReading = false;
    }
  }

  function readAnew(): void {
    payment.value = { status: 'loading' };
    void refresh();
  }

  useLive({
    payment: ({ summary }) => void (summary.id === id && refresh()),
    // It lies outside of what the reader may see now: what is shown must not stay.
    gone: (left) => void (left === id && readAnew()),
    missed: () => void refresh(),
  });
  void refresh();

  return {
    payment,
    show,
    refresh,
    retry: readAnew,
  };
}
