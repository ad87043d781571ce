import type { Problem } from '@pih/schemas/types';
import { onScopeDispose, readonly, ref, type Ref } from 'vue';
import { problemOf, slugOf } from '../../../api/index.ts';
import type { Saving } from './document-draft.ts';

const pauseMs = 800;
const firstRetryMs = 1_000;
const longestRetryMs = 30_000;

/** Problems that pass by themselves: the engine is away, busy, or something stands between it and the browser. */
const passes = ({ status }: Problem): boolean => status === 0 || status === 429 || status >= 500;

interface Work {
  /** Whether there is something that the engine does not have. */
  isUnsaved: () => boolean;
  /** Sends what there is; gives the time at which it was saved. @throws ProblemError */
  send: () => Promise<string>;
  /** Somebody else changed the draft. Resolves to true when that needs no decision and sending may go on. */
  settle: () => Promise<boolean>;
}

/** Saves by itself: a moment after the last change, at once when told to, and again and again while the engine is away. */
export function useAutosave(work: Work, savedAt: string | undefined) {
  const saving: Ref<Saving> = ref({ status: 'saved', at: savedAt });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | undefined;
  let failures = 0;

  function plan(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void now(), ms);
  }

  async function failed(error: unknown): Promise<boolean> {
    const problem = problemOf(error);
    if (slugOf(problem) === 'draft-changed') {
      if (await work.settle()) return true;
      saving.value = { status: 'conflict', problem };
    } else if (passes(problem)) {
      saving.value = { status: 'offline', problem };
      plan(Math.min(longestRetryMs, firstRetryMs * 2 ** failures++));
    } else saving.value = { status: 'refused', problem };
    return false;
  }

  async function sendAll(): Promise<void> {
    let at = saving.value.status === 'saved' ? saving.value.at : undefined;
    while (work.isUnsaved()) {
      saving.value = { status: 'saving' };
      try {
        at = await work.send();
        failures = 0;
      } catch (error) {
        // `settle` may fail as sending does: then the engine is away.
        const goesOn = await failed(error).catch(failed);
        if (!goesOn) return;
      }
    }
    saving.value = { status: 'saved', at };
  }

  /** Saves what is unsaved; never rejects: `saving` says how it went. */
  function now(): Promise<void> {
    clearTimeout(timer);
    if (saving.value.status === 'conflict') return Promise.resolve();
    running ??= sendAll().finally(() => (running = undefined));
    return running;
  }

  onScopeDispose(() => clearTimeout(timer));
  return {
    saving: readonly(saving) as Readonly<Ref<Saving>>,
    now,
    isSending: (): boolean => running !== undefined,
    /** Something changed. */
    soon(): void {
      const { status } = saving.value;
      if (status === 'conflict' || status === 'offline') return;
      if (!work.isUnsaved()) saving.value = status === 'unsaved' ? { status: 'saved', at: undefined } : saving.value;
      else if (status !== 'saving') {
        saving.value = { status: 'unsaved' };
        plan(pauseMs);
      }
    },
    /** Nothing is sent until `decided`. */
    stop(problem: Problem): void {
      clearTimeout(timer);
      saving.value = { status: 'conflict', problem };
    },
    /** The conflict is settled, or what was loaded replaced what was here. */
    decided(at?: string): void {
      failures = 0;
      saving.value = work.isUnsaved() ? { status: 'unsaved' } : { status: 'saved', at };
    },
  };
}
