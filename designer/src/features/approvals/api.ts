import type { Approval, ApprovalList } from '@pih/schemas/types';
import { http } from '../../api/index.ts';

/** What can be said to a request. */
export type Answer = 'approve' | 'decline' | 'withdraw';

/** Those that wait, latest first, and how many the reader may decide. */
export const listWaiting = () => http.get<ApprovalList>('/v1/approvals', { query: { state: 'waiting', limit: 100 } });

export const answer = (id: string, what: Answer, note: string | undefined) =>
  http.post<Approval>(`/v1/approvals/${encodeURIComponent(id)}/${what}`, { body: { ...(note && { note }) } });
