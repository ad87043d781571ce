import type { PaymentQuery, PaymentSummary, Problem } from '@pih/schemas/types';
import { computed, ref, shallowRef, watch, type Ref } from 'vue';
import { problemOf } from '../../../api/index.ts';
import { useLive } from '../../../live/index.ts';
import { listPayments } from '../api.ts';
import type { Filters } from './filters.ts';
import { listQueryOf, matches, paymentQueryOf } from './list-query.ts';
import { settled, withNews, withoutGone, withPage, withWaiting } from './live-rows.ts';

interface Options {
  filters: Ref<Filters>;
  timeZone: Ref<string>;
  /** Whether rows may move now: the list is at its top, and neither pointer nor focus rests on a row. */
  mayMove: () => boolean;
}

/** So many more rows each time the end comes near: the engine's largest page. */
const pageSize = 100;

/**
 * The list as far as it was loaded, kept up to date. A search that has to look at very many payments answers in short
 * pages; it goes on by itself until it has found a page full, and says how far it got.
 */
export function usePaymentList({ filters, timeZone, mayMove }: Options) {
  const list = shallowRef(settled([]));
  const status = ref<'loading' | 'ready' | 'failed'>('loading');
  const isFetching = ref(false);
  const problem = shallowRef<Problem>();
  const nextCursor = ref<string | null>(null);
  const searchedTo = ref<string>();
  /** A field that is shown in part only was asked about, and not searched. */
  const isMasked = ref(false);
  /** What the rows on show were asked with: it stays the same from page to page, whatever the clock says. */
  const asked = shallowRef<PaymentQuery>({});
  let running: AbortController | undefined;

  const calendar = () => ({ now: new Date(), timeZone: timeZone.value });

  function start(): AbortSignal {
    running?.abort();
    running = new AbortController();
    isFetching.value = true;
    return running.signal;
  }

  /** Loads pages until enough rows came, or there are no more. */
  async function load(cursor: string | undefined, signal: AbortSignal): Promise<void> {
    let [next, missing, isFirst]: [string | null | undefined, number, boolean] = [
      cursor,
      pageSize,
      cursor === undefined,
    ];
    while (isFirst || (missing > 0 && next)) {
      const page = { limit: pageSize, cursor: next ?? undefined };
      const answer = await listPayments(listQueryOf(asked.value), page, signal);
      if (signal.aborted) return;
      list.value = withPage(isFirst ? settled([]) : list.value, answer.data);
      nextCursor.value = next = answer.nextCursor;
      searchedTo.value = answer.searchedTo;
      isMasked.value = answer.notes?.includes('masked_field_not_searched') === true;
      status.value = 'ready';
      missing -= answer.data.length;
      isFirst = false;
    }
  }

  async function attempt(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const signal = start();
    try {
      await work(signal);
      if (!signal.aborted) problem.value = undefined;
    } catch (error) {
      if (signal.aborted) return;
      problem.value = problemOf(error);
      // Rows that are there stay: only what comes behind them is missing.
      if (!list.value.rows.length) status.value = 'failed';
    } finally {
      if (running?.signal === signal) isFetching.value = false;
    }
  }

  /** From the beginning. */
  const reload = (): Promise<void> =>
    attempt((signal) => {
      asked.value = paymentQueryOf(filters.value, calendar());
      return load(undefined, signal);
    });
  /** The rows behind the last one. */
  async function more(): Promise<void> {
    const cursor = nextCursor.value;
    if (cursor !== null && !isFetching.value) await attempt((signal) => load(cursor, signal));
  }
  /** Stops looking further back; `more` goes on. */
  function stop(): void {
    running?.abort();
    isFetching.value = false;
  }

  function hear(payment: PaymentSummary): void {
    if (status.value !== 'ready') return;
    list.value = withNews(list.value, payment, {
      matches: (one) => matches(filters.value, one, calendar()),
      isWhole: nextCursor.value === null,
      mayMove: mayMove(),
      order: filters.value.order,
    });
  }

  /** The line was cut: what came meanwhile is fetched, and the rows that are read stay where they are. */
  async function catchUp(): Promise<void> {
    const [first] = list.value.rows;
    if (!first || filters.value.order === 'oldest' || mayMove()) return reload();
    try {
      const query = listQueryOf(paymentQueryOf(filters.value, calendar()));
      const { data } = await listPayments(query, { limit: pageSize });
      // Nothing in common: more came than one page holds, and what lies between is unknown.
      if (!data.some(({ id }) => list.value.rows.some((row) => row.id === id))) return await reload();
      data.forEach(hear);
    } catch (error) {
      problemOf(error);
    }
  }
  useLive({
    payment: ({ summary }) => hear(summary),
    gone: (id) => void (list.value = withoutGone(list.value, id)),
    missed: () => void catchUp(),
  });

  watch(
    // Where it is today matters only to what is asked by day.
    () => JSON.stringify([filters.value, filters.value.range && timeZone.value]),
    () => {
      list.value = settled([]);
      status.value = 'loading';
      void reload();
    },
    { immediate: true },
  );

  return {
    rows: computed(() => list.value.rows),
    fresh: computed(() => list.value.fresh),
    waiting: computed(() => list.value.waiting.size),
    status,
    isFetching,
    problem,
    searchedTo,
    isMasked,
    asked,
    hasMore: computed(() => nextCursor.value !== null),
    reload,
    more,
    stop,
    showWaiting: (): void => void (list.value = withWaiting(list.value, filters.value.order)),
  };
}
