import type {
  BulkPreview,
  BulkPreviewRequest,
  ExportRequest,
  Job,
  JobItemList,
  JobItemState,
  JobList,
} from '@pih/schemas/types';
import { http } from '../../api/index.ts';

const address = (id: string): string => `/v1/jobs/${encodeURIComponent(id)}`;

export const listJobs = (cursor?: string) => http.get<JobList>('/v1/jobs', { query: { limit: 50, cursor } });

export const readJob = (id: string) => http.get<Job>(address(id));

export const listItems = (id: string, states: readonly JobItemState[], cursor?: string) =>
  http.get<JobItemList>(`${address(id)}/items`, { query: { limit: 100, state: states.join(','), cursor } });

/** What may be asked of a job that is there. */
export type Wish = Exclude<Job['can'][number], 'download'>;
export const wishFor = (id: string, wish: Wish) => http.post<Job>(`${address(id)}/${wish.replace('_', '-')}`);

/** Where its file is downloaded from: the result of an export, or what became of each payment in the reader's language. */
export const fileOf = (id: string, language: string): string => `${address(id)}/file?language=${language}`;

export const previewBulk = (body: BulkPreviewRequest) => http.post<BulkPreview>('/v1/bulk/preview', { body });

/** Starts what was previewed; the same preview again is the same job. */
export const startBulk = (preview: string) => http.post<Job>('/v1/bulk', { body: { preview } });

export const startExport = (body: ExportRequest) => http.post<Job>('/v1/exports', { body });
