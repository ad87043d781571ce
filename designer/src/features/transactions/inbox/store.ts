import type { AttentionList } from '@pih/schemas/types';
import { defineStore } from 'pinia';
import { ref } from 'vue';
import { problemOf } from '../../../api/index.ts';
import { useSession } from '../../session/index.ts';
import { listAttention } from '../api.ts';

/** How many payments wait for somebody to look at them. */
export const useInbox = defineStore('inbox', () => {
  const session = useSession();
  const total = ref<AttentionList['total']>({ count: 0, isExact: true });
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const pauseMs = 1_500;

  async function load(): Promise<void> {
    if (!session.may('payments.read')) return;
    const ask = ++asked;
    try {
      const answer = await listAttention({}, { limit: 1 });
      if (ask === asked) total.value = answer.total;
    } catch (error) {
      // The last number stays; the next news brings another.
      problemOf(error);
    }
  }

  return {
    total,
    load,
    /** Something happened to a payment: counts again, once for many things at a time. */
    later: (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => void load(), pauseMs);
    },
    know: (now: AttentionList['total']): void => void (total.value = now),
  };
});
