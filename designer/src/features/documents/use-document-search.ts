import type { DocumentSummary } from '@pih/schemas/types';
import { computed, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue';
import { ProblemError } from '../../api/index.ts';
import { useSession } from '../session/index.ts';
import { listDocuments } from './api.ts';
import { shelfOf, shelves } from './shelves.ts';

/** A document that a search found, with where it stands. */
export interface FoundDocument extends DocumentSummary {
  icon: ReturnType<typeof shelfOf>['icon'];
}

/** Finds documents of all kinds by title or identifier. They are read when `isOpen` turns true, and searched here. */
export function useDocumentSearch(text: MaybeRefOrGetter<string>, isOpen: MaybeRefOrGetter<boolean>) {
  const session = useSession();
  const known = shallowRef<readonly DocumentSummary[]>([]);

  async function load(): Promise<void> {
    const lists = shelves.map(({ kind }) => listDocuments(kind));
    const answers = await Promise.allSettled(lists);
    // Without them the palette still does all else; a fault of our own is not hidden.
    for (const answer of answers)
      if (answer.status === 'rejected' && !(answer.reason instanceof ProblemError)) throw answer.reason;
    known.value = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  }
  watch(
    () => toValue(isOpen),
    (open) => void (open && session.may('config.read') && load()),
    { immediate: true },
  );

  const found = computed<FoundDocument[]>(() => {
    const sought = toValue(text).trim().toLowerCase();
    if (!sought) return [];
    return known.value
      .filter(({ id, title }) => `${title} ${id}`.toLowerCase().includes(sought))
      .slice(0, 6)
      .map((summary) => ({ ...summary, icon: shelfOf(summary.kind).icon }));
  });
  return { found };
}
