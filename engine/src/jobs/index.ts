export { becauseOf } from './because.ts';
export {
  jobModel,
  keptSeconds,
  type Because,
  type JobKind,
  type JobOwner,
  type Progress,
  type StoredJob,
} from './model.ts';
export { JobFileGone, JobFileNotReady, JobNotFound, JobNotSo, JobOwnerGone, TooManyJobs } from './problems.ts';
export { jobRoutes } from './routes.ts';
export { Jobs } from './service.ts';
export type { Download, FileLanguage, Items, Run, Work } from './work.ts';
