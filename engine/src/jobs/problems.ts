import { problem } from '@pih/schemas';

export const JobNotFound = problem<{ id: string }>({
  type: 'job-not-found',
  status: 404,
  title: 'This job does not exist',
  detail: ({ id }) => `You have started no job "${id.slice(0, 60)}". Those that are older than 90 days are gone.`,
});

export const JobNotSo = problem<{ state: string; wanted: string }>({
  type: 'job-not-so',
  status: 409,
  title: 'The job does not allow this now',
  detail: ({ state, wanted }) => `The job is ${state}, so it is too late or too early to ${wanted}. Look at it again.`,
});

export const TooManyJobs = problem<{ open: number }>({
  type: 'too-many-jobs',
  status: 429,
  title: 'Too many of your jobs are not finished',
  detail: ({ open }) => `${open} of your jobs wait, run or are paused. Let some end, or cancel them, and try again.`,
});

export const JobFileNotReady = problem<{ state: string }>({
  type: 'job-file-not-ready',
  status: 409,
  title: 'The file is not ready',
  detail: ({ state }) => `The job is ${state}. Its file can be downloaded once the job is done.`,
});

export const JobFileGone = problem({
  type: 'job-file-gone',
  status: 410,
  title: 'The file was deleted',
  detail: () => 'Files are kept for seven days. Start the export again.',
});

export const JobOwnerGone = problem<{ name: string }>({
  type: 'job-owner-gone',
  status: 403,
  title: 'Whoever started the job may not act any more',
  detail: ({ name }) =>
    `${name} was disabled or has lost the permission meanwhile. What was not done by then was left undone.`,
});
