import type { Approval } from '@pih/schemas/types';
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { problemOf, type Loaded } from '../../api/index.ts';
import { useSession } from '../session/index.ts';
import { listWaiting } from './api.ts';

/** Refunds, captures and cancelations that wait for a second person. */
export const useActionApprovals = defineStore('action-approvals', () => {
  const session = useSession();
  const inbox = shallowRef<Loaded<Approval[]>>({ status: 'loading' });
  const waiting = shallowRef(0);
  let asked = 0;

  async function load(): Promise<void> {
    if (!session.may('payments.read')) {
      inbox.value = { status: 'ready', value: [] };
      return;
    }
    const ask = ++asked;
    try {
      const { data, waiting: count } = await listWaiting();
      if (ask !== asked) return;
      inbox.value = { status: 'ready', value: data };
      waiting.value = count;
    } catch (error) {
      // What is shown stays when a later look fails; the next news brings another.
      if (ask === asked && inbox.value.status !== 'ready')
        inbox.value = { status: 'failed', problem: problemOf(error) };
    }
  }

  return { inbox, load, /** How many wait for the reader. */ count: computed(() => waiting.value) };
});
