import type { Job, Problem } from '@pih/schemas/types';
import { onScopeDispose, shallowRef, watch } from 'vue';
import { problemOf, type Loaded } from '../../api/index.ts';
import { useLive } from '../../live/index.ts';
import { readJob, wishFor, type Wish } from './api.ts';
import { isAtWork } from './looks.ts';

/** Between two looks at a job that works without a word, in milliseconds. */
const patienceMs = 5_000;

/**
 * One job, followed while it works. The engine tells of every step; should nothing be heard for a while, it is asked.
 * @param known as it was when it was started
 */
export function useJob(id: string, known?: Job) {
  const job = shallowRef<Loaded<Job>>(known ? { status: 'ready', value: known } : { status: 'loading' });
  const problem = shallowRef<Problem>();
  const asked = shallowRef<Wish>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const show = (value: Job): void => void (job.value = { status: 'ready', value });
  async function refresh(): Promise<void> {
    try {
      show(await readJob(id));
    } catch (error) {
      const refused = problemOf(error);
      // What is shown stays when a later look fails.
      if (job.value.status !== 'ready') job.value = { status: 'failed', problem: refused };
    }
  }

  async function wish(what: Wish): Promise<void> {
    if (asked.value) return;
    asked.value = what;
    problem.value = undefined;
    try {
      show(await wishFor(id, what));
    } catch (error) {
      problem.value = problemOf(error);
    } finally {
      asked.value = undefined;
    }
  }

  useLive({ job: (news) => void (news.id === id && show(news)), missed: () => void refresh() });
  watch(
    job,
    (now) => {
      clearTimeout(timer);
      if (now.status === 'ready' && isAtWork(now.value)) timer = setTimeout(() => void refresh(), patienceMs);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearTimeout(timer));
  if (!known) void refresh();

  return { job, problem, asked, wish, refresh };
}
