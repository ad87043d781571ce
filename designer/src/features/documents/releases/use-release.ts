import type { Release, ReleaseDocument } from '@pih/schemas/types';
import { onScopeDispose, shallowRef } from 'vue';
import { problemOf, type Loaded } from '../../../api/index.ts';
import { readRelease } from '../api.ts';

/** A release with its document and figures; read again every `everyMs` while it is shown. */
export function useRelease(release: Release, everyMs?: number) {
  const loaded = shallowRef<Loaded<ReleaseDocument>>({ status: 'loading' });
  async function load(): Promise<void> {
    try {
      loaded.value = { status: 'ready', value: await readRelease(release) };
    } catch (error) {
      const problem = problemOf(error);
      if (loaded.value.status !== 'ready') loaded.value = { status: 'failed', problem };
    }
  }
  void load();
  if (everyMs !== undefined) {
    const timer = setInterval(() => void load(), everyMs);
    onScopeDispose(() => clearInterval(timer));
  }
  return { loaded, load };
}
