import type { DocumentHistory, Kind, Problem, Revision } from '@pih/schemas/types';
import { shallowRef, watch } from 'vue';
import { problemOf, type Loaded } from '../../../api/index.ts';
import { listRevisions, readHistory } from '../api.ts';

interface Past {
  events: DocumentHistory['data'];
  revisions: Revision[];
}

/** Everything that happened to a document, newest first; read again whenever `changed` gives something else. */
export function useHistory(kind: Kind, id: string, changed: () => unknown) {
  const past = shallowRef<Loaded<Past>>({ status: 'loading' });
  let asked = 0;
  async function load(): Promise<void> {
    const question = ++asked;
    const isLatest = (): boolean => question === asked;
    try {
      const [events, revisions] = await Promise.all([readHistory(kind, id), listRevisions(kind, id)]);
      if (isLatest()) past.value = { status: 'ready', value: { events, revisions } };
    } catch (error) {
      const problem: Problem = problemOf(error);
      if (isLatest()) past.value = { status: 'failed', problem };
    }
  }
  watch(changed, () => void load(), { immediate: true });
  return { past, load };
}
