import type { Release } from '@pih/schemas/types';
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { Loaded } from '../../../api/index.ts';
import { problemOf } from '../../../api/index.ts';
import { useSession } from '../../session/index.ts';
import { listReleases } from '../api.ts';

/** Releases that wait for a second person, over all kinds. */
export const useApprovals = defineStore('approvals', () => {
  const session = useSession();
  const inbox = shallowRef<Loaded<Release[]>>({ status: 'loading' });
  let asked = 0;

  async function load(): Promise<void> {
    if (!session.may('config.read')) {
      inbox.value = { status: 'ready', value: [] };
      return;
    }
    const ask = ++asked;
    try {
      const value = await listReleases('awaiting_approval');
      if (ask === asked) inbox.value = { status: 'ready', value };
    } catch (error) {
      const problem = problemOf(error);
      // What is shown stays when a later look fails; the next news brings another.
      if (ask === asked && inbox.value.status !== 'ready') inbox.value = { status: 'failed', problem };
    }
  }

  const me = computed(() => session.session?.operator.id);
  /** Whoever asked or wrote part of it may not approve it, nor who has said yes already. */
  const isMine = ({ requestedBy, editors }: Release): boolean =>
    [requestedBy, ...editors].some(({ id }) => id === me.value);
  const mayApprove = (release: Release): boolean =>
    session.mayWith('approve', release.kind) &&
    !isMine(release) &&
    !release.approvals.some(({ by }) => by.id === me.value);

  const waiting = computed(() => (inbox.value.status === 'ready' ? inbox.value.value : []));
  return {
    inbox,
    load,
    isMine,
    mayApprove,
    /** How many wait for the reader. */
    count: computed(() => waiting.value.filter(mayApprove).length),
  };
});
