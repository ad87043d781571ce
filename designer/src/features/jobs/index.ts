export { previewBulk, startBulk, startExport } from './api.ts';
export { default as JobActions } from './JobActions.vue';
export { default as JobProgress } from './JobProgress.vue';
export { isAtWork, lookOf } from './looks.ts';
export { jobRoutes } from './routes.ts';
export { useJob } from './use-job.ts';
export { useJobWords, type NamedJob } from './use-job-words.ts';
