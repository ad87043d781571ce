import type { Kind } from '@pih/schemas/types';
import { shallowRef, watch } from 'vue';
import { problemOf, type Loaded } from '../../../api/index.ts';
import { readRevision } from '../api.ts';
import type { Content } from '../model.ts';

/** Two revisions of a document to look at side by side. */
export function useVersions(
  kind: Kind,
  id: string,
  wanted: () => readonly [before: number | undefined, after: number],
) {
  const versions = shallowRef<Loaded<{ before: Content | undefined; after: Content }>>({ status: 'loading' });
  let asked = 0;
  async function load(): Promise<void> {
    const question = ++asked;
    versions.value = { status: 'loading' };
    const [before, after] = wanted();
    try {
      const [then, now] = await Promise.all([
        before === undefined ? undefined : readRevision(kind, id, before),
        readRevision(kind, id, after),
      ]);
      if (question === asked)
        versions.value = { status: 'ready', value: { before: then?.document, after: now.document } };
    } catch (error) {
      const problem = problemOf(error);
      if (question === asked) versions.value = { status: 'failed', problem };
    }
  }
  watch(
    () => wanted().join(),
    () => void load(),
    { immediate: true },
  );
  return { versions, load };
}
