import type { AuditList, AuditQuery, AuditVerification } from '@pih/schemas/types';
import { http, pageWithRows } from '../../api/index.ts';

/** As it stands in an address: lists are separated by commas. */
const written = (query: AuditQuery): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );

export const listAudit = (query: AuditQuery, signal?: AbortSignal) =>
  pageWithRows(query, (asked) =>
    http.get<AuditList>('/v1/audit', { query: written(asked), ...(signal && { signal }) }),
  );

/** @param last how many rows at the end are looked at; all of them when absent */
export const verifyAudit = (last?: number) => http.get<AuditVerification>('/v1/audit/verify', { query: { last } });

/** Where the browser itself fetches the file, so that its length does not matter. */
export const exportAddress = (query: AuditQuery): string =>
  `/v1/audit/export?${new URLSearchParams(written(query)).toString()}`;
