import type { Job } from '@pih/schemas';
import type { StoredJob } from './model.ts';
import { wishes } from './store.ts';
import type { Work } from './work.ts';

function possible(job: StoredJob, work: Work): Job['can'] {
  const { state, progress } = job;
  const hasFailed = state === 'failed' || progress.failed > 0;
  return [
    ...(work.isPausable && wishes.pause.from.includes(state) ? (['pause'] as const) : []),
    ...(wishes.resume.from.includes(state) ? (['resume'] as const) : []),
    ...(wishes.cancel.from.includes(state) ? (['cancel'] as const) : []),
    ...(wishes['retry-failed'].from.includes(state) && hasFailed ? (['retry_failed'] as const) : []),
    ...(work.hasFile(job) ? (['download'] as const) : []),
  ];
}

/** A job as its owner sees it. */
export function jobView(job: StoredJob, work: Work): Job {
  const { _id: id, kind, by, state, progress, because, createdAt, startedAt, endedAt } = job;
  return {
    id,
    kind,
    by,
    state,
    progress,
    createdAt: createdAt.toISOString(),
    ...(startedAt && { startedAt: startedAt.toISOString() }),
    ...(endedAt && { endedAt: endedAt.toISOString() }),
    ...(because && { because }),
    ...work.view(job),
    can: possible(job, work),
  };
}
