import type { DocumentSummary, Kind } from '@pih/schemas/types';
import { computed, ref, shallowRef, watch, type MaybeRefOrGetter, toValue } from 'vue';
import { problemOf, type Loaded } from '../../../api/index.ts';
import { useLive } from '../../../live/index.ts';
import { listDocuments } from '../api.ts';

/**
 * All documents of a kind, kept up to date; `text` leaves those whose title or identifier contains it, and `withArchived`
 * those that were put away. They are known in any case: their identifiers are taken.
 */
export function useDocumentList(kind: MaybeRefOrGetter<Kind>) {
  const all = shallowRef<Loaded<DocumentSummary[]>>({ status: 'loading' });
  const text = ref('');
  const withArchived = ref(false);
  let running: AbortController | undefined;

  async function load(): Promise<void> {
    running?.abort();
    const call = (running = new AbortController());
    try {
      const value = await listDocuments(toValue(kind), true, call.signal);
      if (!call.signal.aborted) all.value = { status: 'ready', value };
    } catch (error) {
      if (!call.signal.aborted) all.value = { status: 'failed', problem: problemOf(error) };
    }
  }
  watch(
    () => toValue(kind),
    () => void load(),
    { immediate: true },
  );
  useLive({ document: (news) => void (news.kind === toValue(kind) && load()), missed: () => void load() });

  const rows = computed(() => {
    const sought = text.value.trim().toLowerCase();
    const known = all.value.status === 'ready' ? all.value.value : [];
    return known
      .filter(({ archived }) => withArchived.value || !archived)
      .filter(({ id, title }) => `${title} ${id}`.toLowerCase().includes(sought));
  });
  return { all, rows, text, withArchived, load };
}
