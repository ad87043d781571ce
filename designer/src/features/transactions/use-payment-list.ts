import type { PaymentSummary, Problem } from '@pih/schemas/types';
import { computed, ref, shallowRef, watch, type Ref } from 'vue';
import { problemOf } from '../../api/index.ts';
import { useLive } from '../../live/index.ts';
import { listPayments } from './api.ts';
import { listQueryOf, matches, type Filters } from './filters.ts';
import { settled, withNews } from './live-rows.ts';

interface Options {
  filters: Ref<Filters>;
  pageSize: Ref<number>;
  timeZone: Ref<string>;
  /** Whether rows may move now: the list is at its top, and neither pointer nor focus rests on a row. */
  mayMove: () => boolean;
}

/** One page of the list at a time, kept up to date; the cursors of the pages before it are remembered. */
export function usePaymentList({ filters, pageSize, timeZone, mayMove }: Options) {
  const list = shallowRef(settled([]));
  const status = ref<'loading' | 'ready' | 'failed'>('loading');
  const isFetching = ref(false);
  const problem = shallowRef<Problem>();
  /** Where each page up to the present one begins; the first begins at the beginning. */
  const cursors = shallowRef<readonly (string | undefined)[]>([undefined]);
  const nextCursor = ref<string | null>(null);
  let running: AbortController | undefined;

  const calendar = () => ({ now: new Date(), timeZone: timeZone.value });

  /** Fetches the page that begins at the last of some cursors; what is shown stays until the answer is there. */
  async function fetchPage(wanted: readonly (string | undefined)[]): Promise<void> {
    running?.abort();
    const call = new AbortController();
    running = call;
    isFetching.value = true;
    try {
      const page = { limit: pageSize.value, cursor: wanted.at(-1) };
      const answer = await listPayments(listQueryOf(filters.value, calendar()), page, call.signal);
      if (call.signal.aborted) return;
      list.value = settled(answer.data);
      nextCursor.value = answer.nextCursor;
      cursors.value = wanted;
      status.value = 'ready';
    } catch (error) {
      if (call.signal.aborted) return;
      problem.value = problemOf(error);
      status.value = 'failed';
    } finally {
      if (running === call) isFetching.value = false;
    }
  }

  const first = (): Promise<void> => fetchPage([undefined]);
  const reload = (): Promise<void> => fetchPage(cursors.value);
  async function next(): Promise<void> {
    if (nextCursor.value !== null) await fetchPage([...cursors.value, nextCursor.value]);
  }
  async function previous(): Promise<void> {
    if (cursors.value.length > 1) await fetchPage(cursors.value.slice(0, -1));
  }

  function hear(payment: PaymentSummary): void {
    if (status.value !== 'ready') return;
    list.value = withNews(list.value, payment, {
      matches: (one) => matches(filters.value, one, calendar()),
      isFirstPage: cursors.value.length === 1,
      isLastPage: nextCursor.value === null,
      mayMove: mayMove(),
    });
  }
  useLive({ payment: ({ summary }) => hear(summary), missed: () => void reload() });

  watch([() => JSON.stringify(filters.value), pageSize], () => void first(), { immediate: true });

  return {
    rows: computed(() => list.value.rows),
    fresh: computed(() => list.value.fresh),
    waiting: computed(() => list.value.waiting.size),
    status,
    isFetching,
    problem,
    page: computed(() => cursors.value.length),
    hasNext: computed(() => nextCursor.value !== null),
    first,
    next,
    previous,
    reload,
  };
}
