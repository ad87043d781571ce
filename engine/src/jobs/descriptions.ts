import { FileDamaged } from '../files/index.ts';
import { described } from '../http/index.ts';
import { JobFileGone, JobFileNotReady, JobNotFound, JobNotSo } from './problems.ts';

const chapter = 'Jobs';
const oneJob = { chapter, path: { id: 'jobId' } } as const;
const answersJob = { success: { status: 200, body: 'job' }, problems: [JobNotFound, JobNotSo] } as const;

/** What the published API says of each route of jobs. */
export const aboutJobs = {
  list: described({
    chapter,
    name: 'listJobs',
    summary: 'List your jobs, newest first',
    success: { status: 200, body: 'job-list' },
  }),
  read: described({
    ...oneJob,
    name: 'getJob',
    summary: 'How far a job is, and what came of it',
    success: { status: 200, body: 'job' },
    problems: [JobNotFound],
  }),
  items: described({
    ...oneJob,
    name: 'listJobItems',
    summary: 'What became of each payment of a job',
    more: 'Of bulk actions; exports list nothing. Payments that you may not see any more are left out.',
    success: { status: 200, body: 'job-item-list' },
    problems: [JobNotFound],
  }),
  file: described({
    ...oneJob,
    name: 'downloadJobFile',
    summary: 'Download what a job made',
    more:
      'Of an export its file, CSV or XLSX, for seven days. Of a bulk action a CSV file that says what became of each ' +
      'payment, as it stands.',
    success: { status: 200, media: 'text/csv' },
    problems: [JobNotFound, JobFileNotReady, JobFileGone, FileDamaged],
  }),
  pause: described({
    ...oneJob,
    name: 'pauseJob',
    summary: 'Pause a bulk action',
    more: 'What is under way is brought to its end; nothing more is begun.',
    ...answersJob,
  }),
  resume: described({ ...oneJob, name: 'resumeJob', summary: 'Go on with a paused job', ...answersJob }),
  cancel: described({
    ...oneJob,
    name: 'cancelJob',
    summary: 'Cancel a job',
    more: 'What is done stays done.',
    ...answersJob,
  }),
  'retry-failed': described({
    ...oneJob,
    name: 'retryFailedOfJob',
    summary: 'Try again what has failed',
    more: 'Only that: what was done is never repeated. An export that failed is made anew.',
    ...answersJob,
  }),
};
