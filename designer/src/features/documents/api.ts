import type {
  DocumentCheck,
  DocumentHistory,
  DocumentList,
  DocumentSummary,
  DocumentView,
  DraftAnswer,
  Kind,
  Needs,
  NeedsRequest,
  Publication,
  PublishRequest,
  Release,
  ReleaseDocument,
  ReleaseList,
  Revision,
  RevisionDocument,
  RevisionList,
} from '@pih/schemas/types';
import { http } from '../../api/index.ts';
import type { Content } from './model.ts';

const of = (kind: Kind, id: string): string => `/v1/config/${kind}/${encodeURIComponent(id)}`;
const ofRelease = ({ kind, documentId, id }: Pick<Release, 'kind' | 'documentId' | 'id'>): string =>
  `${of(kind, documentId)}/releases/${id}`;

/** All documents of a kind, also those that were archived when asked for. */
export async function listDocuments(kind: Kind, archived = false, signal?: AbortSignal): Promise<DocumentSummary[]> {
  const query = { archived: archived ? 'true' : undefined };
  return (await http.get<DocumentList>(`/v1/config/${kind}`, { query, ...(signal && { signal }) })).data;
}

export const readDocument = (kind: Kind, id: string) => http.get<DocumentView>(of(kind, id));

/** @param version of the draft that was edited; 0 when there was none */
export const saveDraft = (kind: Kind, id: string, body: { document: Content; version: number }) =>
  http.put<DraftAnswer>(`${of(kind, id)}/draft`, { body });

export const discardDraft = (kind: Kind, id: string, version: number) =>
  http.delete<void>(`${of(kind, id)}/draft`, { query: { version } });

export const checkDocument = (
  kind: Kind,
  id: string,
  body: { document: Content; version: number },
  signal: AbortSignal,
) => http.post<DocumentCheck>(`${of(kind, id)}/validate`, { body, signal });

export const publishDocument = (kind: Kind, id: string, body: PublishRequest) =>
  http.post<Publication>(`${of(kind, id)}/publish`, { body });

export const rollBack = (kind: Kind, id: string, body: { revision: number; note: string }) =>
  http.post<Publication>(`${of(kind, id)}/rollback`, { body });

export const archiveDocument = (kind: Kind, id: string, note: string) =>
  http.post<Publication>(`${of(kind, id)}/archive`, { body: { note } });

export const restoreDocument = (kind: Kind, id: string, note: string) =>
  http.post<Publication>(`${of(kind, id)}/restore`, { body: { note } });

/** Who else would have to approve something, before anybody asks for it. */
export const readNeeds = (kind: Kind, id: string, body: NeedsRequest) =>
  http.post<Needs>(`${of(kind, id)}/needs`, { body });

/** Newest first. */
export const listRevisions = async (kind: Kind, id: string): Promise<Revision[]> =>
  (await http.get<RevisionList>(`${of(kind, id)}/revisions`)).data;

export const readRevision = (kind: Kind, id: string, revision: number) =>
  http.get<RevisionDocument>(`${of(kind, id)}/revisions/${revision}`);

/** Newest first. */
export const readHistory = async (kind: Kind, id: string): Promise<DocumentHistory['data']> =>
  (await http.get<DocumentHistory>(`${of(kind, id)}/history`)).data;

/** Releases of every kind that are not over, or only those that wait for a second person. */
export const listReleases = async (state: 'open' | 'awaiting_approval'): Promise<Release[]> =>
  (await http.get<ReleaseList>('/v1/config-releases', { query: { state } })).data;

export const readRelease = (release: Pick<Release, 'kind' | 'documentId' | 'id'>) =>
  http.get<ReleaseDocument>(ofRelease(release));

/** What can be decided about a release; withdrawing also ends a canary or a schedule. */
export type Ruling = 'approve' | 'refuse' | 'withdraw' | 'promote';

export const rule = (release: Release, ruling: Ruling, note?: string) =>
  http.post<Publication>(`${ofRelease(release)}/${ruling}`, { body: note ? { note } : {} });
