import type { AttentionItem, PaymentSummary } from '@pih/schemas/types';
import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import { problemOf, type Loaded } from '../../../api/index.ts';
import { useLive } from '../../../live/index.ts';
import { listAttention } from '../api.ts';
import { useInbox } from './store.ts';

const pageSize = 50;
const pauseMs = 1_500;

/** Payments that need a look, the longest waiting first, followed while something happens to them. */
export function useAttention(reasons: Ref<readonly string[]>) {
  const inbox = useInbox();
  const items = shallowRef<Loaded<readonly AttentionItem[]>>({ status: 'loading' });
  const nextCursor = shallowRef<string | null>(null);
  const isFetching = ref(false);
  /** So many pages are on show; news reads them all again. */
  let pages = 1;
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function load(wanted = pages): Promise<void> {
    const ask = ++asked;
    isFetching.value = true;
    try {
      const found: AttentionItem[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < wanted; page++) {
        const answer = await listAttention({ reason: reasons.value.join(',') }, { limit: pageSize, cursor });
        if (ask !== asked) return;
        found.push(...answer.data);
        nextCursor.value = answer.nextCursor;
        if (!reasons.value.length) inbox.know(answer.total);
        if (answer.nextCursor === null) break;
        cursor = answer.nextCursor;
      }
      pages = wanted;
      items.value = { status: 'ready', value: found };
    } catch (error) {
      const problem = problemOf(error);
      if (ask === asked && items.value.status !== 'ready') items.value = { status: 'failed', problem };
    } finally {
      if (ask === asked) isFetching.value = false;
    }
  }
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void load(), pauseMs);
  };
  onScopeDispose(() => clearTimeout(timer));

  const concerns = ({ id, attention }: PaymentSummary): boolean =>
    attention !== undefined ||
    (items.value.status === 'ready' && items.value.value.some(({ payment }) => payment.id === id));
  useLive({ payment: ({ summary }) => concerns(summary) && later(), missed: () => void load() });
  watch(
    reasons,
    () => {
      items.value = { status: 'loading' };
      void load(1);
    },
    { immediate: true },
  );

  return { items, nextCursor, isFetching, load, more: () => load(pages + 1) };
}
