import type { MessageQuery, MessageSummary } from '@pih/schemas/types';
import { onScopeDispose, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue';
import { problemOf, type Loaded } from '../../../api/index.ts';
import { useLive } from '../../../live/index.ts';
import { listMessages } from '../api.ts';

const pageSize = 50;
/** News of payments come in bursts; the list follows once they pause. */
const pauseMs = 400;
/** A message that waits leaves by itself, and one that belongs to no payment tells nobody: the list looks again. */
const lookAgainMs = 4_000;

/** The messages that fit some filters, page after page; what is sent meanwhile shows by itself. */
export function useMessageList(filters: MaybeRefOrGetter<MessageQuery>) {
  const list = shallowRef<Loaded<MessageSummary[]>>({ status: 'loading' });
  const nextCursor = shallowRef<string | null>(null);
  const isLoadingMore = shallowRef(false);
  let underWay: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function load(quietly = false): Promise<void> {
    underWay?.abort();
    const mine = (underWay = new AbortController());
    if (!quietly) list.value = { status: 'loading' };
    try {
      const { data, nextCursor: next } = await listMessages({ ...toValue(filters), limit: pageSize }, mine.signal);
      if (mine !== underWay) return;
      const known = list.value.status === 'ready' ? list.value.value : [];
      const last = data.at(-1)?.id ?? '';
      // Pages that were loaded before stay below what is new.
      const below = quietly && next ? known.filter(({ id }) => id < last) : [];
      list.value = { status: 'ready', value: [...data, ...below] };
      if (!below.length) nextCursor.value = next;
    } catch (error) {
      if (!mine.signal.aborted && !quietly) list.value = { status: 'failed', problem: problemOf(error) };
    }
  }

  async function more(): Promise<void> {
    if (!nextCursor.value || isLoadingMore.value || list.value.status !== 'ready') return;
    isLoadingMore.value = true;
    try {
      const page = await listMessages({ ...toValue(filters), limit: pageSize, cursor: nextCursor.value });
      list.value = { status: 'ready', value: [...list.value.value, ...page.data] };
      nextCursor.value = page.nextCursor;
    } catch {
      // What is there stays; coming to the end again asks again.
    } finally {
      isLoadingMore.value = false;
    }
  }

  const after = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void load(true), ms);
  };
  const soon = (): void => after(pauseMs);
  watch(
    list,
    (now) => now.status === 'ready' && now.value.some(({ state }) => state === 'waiting') && after(lookAgainMs),
  );
  // Each message that leaves, or does not, is told in its payment's history.
  useLive({ payment: ({ event }) => event.type.startsWith('message.') && soon(), missed: soon });
  watch(
    () => JSON.stringify(toValue(filters)),
    () => void load(),
    { immediate: true },
  );
  onScopeDispose(() => {
    clearTimeout(timer);
    underWay?.abort();
  });
  return { list, nextCursor, isLoadingMore, load, more };
}
