import type { AuditEntry, AuditQuery } from '@pih/schemas/types';
import { onScopeDispose, ref, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue';
import { problemOf, type Loaded } from '../../api/index.ts';
import { listAudit } from './api.ts';

const pageSize = 50;

/** Rows of the trail that fit some filters, page after page. */
export function useAuditList(query: MaybeRefOrGetter<AuditQuery>) {
  const list = shallowRef<Loaded<AuditEntry[]>>({ status: 'loading' });
  const nextCursor = ref<string | null>(null);
  const isLoadingMore = ref(false);
  const isMoreFailed = ref(false);
  let underWay: AbortController | undefined;

  /** From the beginning; quietly, what is shown stays until the answer is there, and pages that were loaded stay below it. */
  async function load(quietly = false): Promise<void> {
    underWay?.abort();
    const mine = (underWay = new AbortController());
    const known = quietly && list.value.status === 'ready' ? list.value.value : undefined;
    if (!known) list.value = { status: 'loading' };
    try {
      const page = await listAudit({ ...toValue(query), limit: pageSize }, mine.signal);
      if (mine !== underWay) return;
      const last = page.data.at(-1)?.sequence ?? 0;
      const below = page.nextCursor ? (known?.filter(({ sequence }) => sequence < last) ?? []) : [];
      list.value = { status: 'ready', value: [...page.data, ...below] };
      if (!below.length) nextCursor.value = page.nextCursor;
      isMoreFailed.value = false;
    } catch (error) {
      if (!mine.signal.aborted && !known) list.value = { status: 'failed', problem: problemOf(error) };
    }
  }

  async function more(): Promise<void> {
    const cursor = nextCursor.value;
    if (!cursor || isLoadingMore.value || list.value.status !== 'ready') return;
    const during = underWay;
    isLoadingMore.value = true;
    try {
      const page = await listAudit({ ...toValue(query), limit: pageSize, cursor });
      if (during !== underWay || list.value.status !== 'ready') return;
      list.value = { status: 'ready', value: [...list.value.value, ...page.data] };
      nextCursor.value = page.nextCursor;
      isMoreFailed.value = false;
    } catch {
      // What is there stays; the foot of the list offers to ask again.
      isMoreFailed.value = true;
    } finally {
      isLoadingMore.value = false;
    }
  }

  watch(
    () => JSON.stringify(toValue(query)),
    () => void load(),
    { immediate: true },
  );
  onScopeDispose(() => underWay?.abort());
  return { list, nextCursor, isLoadingMore, isMoreFailed, load, more };
}
