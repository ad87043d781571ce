import type { InvoiceQuery, InvoiceSummary } from '@pih/schemas/types';
import { onScopeDispose, ref, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue';
import { problemOf, type Loaded } from '../../api/index.ts';
import { useLive } from '../../live/index.ts';
import { listInvoices } from './api.ts';

const pageSize = 50;
/** News of payments come in bursts; the list follows once they pause. */
const pauseMs = 400;

/** What is known of the list, besides its rows. */
interface About {
  nextCursor: string | null;
  /** Of the numbers, as filters name them. */
  series: readonly string[];
  isSearchedInPart: boolean;
}

/** Invoices that fit some filters, page after page; what is issued meanwhile shows by itself. */
export function useInvoiceList(query: MaybeRefOrGetter<InvoiceQuery>) {
  const list = shallowRef<Loaded<InvoiceSummary[]>>({ status: 'loading' });
  const about = shallowRef<About>({ nextCursor: null, series: [], isSearchedInPart: false });
  const isLoadingMore = ref(false);
  const isMoreFailed = ref(false);
  let underWay: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function load(quietly = false): Promise<void> {
    underWay?.abort();
    const mine = (underWay = new AbortController());
    if (!quietly) list.value = { status: 'loading' };
    try {
      const {
        data,
        nextCursor,
        series,
        notes = [],
      } = await listInvoices({ ...toValue(query), limit: pageSize }, mine.signal);
      if (mine !== underWay) return;
      const known = list.value.status === 'ready' ? list.value.value : [];
      const last = data.at(-1)?.id ?? '';
      // Pages that were loaded before stay below what is new.
      const below = quietly && nextCursor ? known.filter(({ id }) => id < last) : [];
      const next = below.length ? about.value.nextCursor : nextCursor;
      list.value = { status: 'ready', value: [...data, ...below] };
      about.value = { nextCursor: next, series, isSearchedInPart: notes.includes('masked_field_not_searched') };
      isMoreFailed.value = false;
    } catch (error) {
      if (!mine.signal.aborted && !quietly) list.value = { status: 'failed', problem: problemOf(error) };
    }
  }

  async function more(): Promise<void> {
    const { nextCursor: cursor } = about.value;
    if (!cursor || isLoadingMore.value || list.value.status !== 'ready') return;
    const during = underWay;
    isLoadingMore.value = true;
    try {
      const page = await listInvoices({ ...toValue(query), limit: pageSize, cursor });
      if (during !== underWay || list.value.status !== 'ready') return;
      list.value = { status: 'ready', value: [...list.value.value, ...page.data] };
      about.value = { ...about.value, nextCursor: page.nextCursor };
      isMoreFailed.value = false;
    } catch {
      // What is there stays; the foot of the list offers to ask again.
      isMoreFailed.value = true;
    } finally {
      isLoadingMore.value = false;
    }
  }

  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void load(true), pauseMs);
  };
  useLive({ payment: ({ event }) => event.type.endsWith('.issued') && soon(), missed: soon });
  watch(
    () => JSON.stringify(toValue(query)),
    () => void load(),
    { immediate: true },
  );
  onScopeDispose(() => {
    clearTimeout(timer);
    underWay?.abort();
  });
  return { list, about, isLoadingMore, isMoreFailed, load, more };
}
