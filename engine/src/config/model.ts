import type {
  DocumentHistoryEntry,
  EventReason,
  FieldError,
  Kind,
  Release as ApiRelease,
  ReleaseGuard,
  Revision as ApiRevision,
} from '@pih/schemas';
import { Schema, type Connection, type Model } from 'mongoose';
import type { Origin } from '../request-scope.ts';

/** Who changed something. */
export interface Author {
  type: 'operator' | 'api_key' | 'system';
  id?: string;
  name?: string;
}

/** How a revision came to be live. */
export type RevisionHow = ApiRevision['how'];

/** A numbered revision. Once written its document never changes; a canary that is promoted becomes live under its number. */
export interface Revision {
  revision: number;
  document: unknown;
  note: string;
  at: Date;
  by: Author;
  how: RevisionHow;
  /** The release it came by. */
  release?: string;
}

/** A document as it is being edited. */
export interface Draft {
  version: number;
  document: unknown;
  at: Date;
  by: Author;
  /** Everybody who saved it since it was begun. */
  editors: Author[];
  /** The revision that was live when it was begun. */
  basedOn: number | null;
}

export type ReleaseState = ApiRelease['state'];
export type ReleaseHow = ApiRelease['how'];
export type Guard = ReleaseGuard;

export interface Approval {
  by: Author;
  at: Date;
  note?: string;
}

/** A publication that does not happen at once, as it stands in the head of its document while it is open. */
export interface Release {
  id: string;
  state: ReleaseState;
  how: ReleaseHow;
  title: string;
  note: string;
  requestedAt: Date;
  requestedBy: Author;
  editors: Author[];
  /** The revision that was live when it was asked for. */
  basedOn: number | null;
  /** The version of the draft that was frozen; null when it was made from something else. */
  draftVersion: number | null;
  /** Titles of the approval rules it has to meet, and how many people have to say yes. */
  needs: string[];
  approvers: number;
  approvals: Approval[];
  from?: Date;
  until?: Date;
  percent?: number;
  guard?: Guard;
  /** The number it got when it went live. */
  revision?: number;
  /** Of a schedule that is live: the revision that comes back at its end. */
  before?: number;
  rollsBackTo?: number;
  promotes?: string;
  ended?: { at: Date; by: Author; why: string; reason?: EventReason; errors?: FieldError[] };
}

/** What a part of the new payments gets instead of the published revision. */
export interface Canary {
  release: string;
  revision: number;
  document: unknown;
  percent: number;
  guard?: Guard;
  note: string;
  at: Date;
  by: Author;
}

export type EventName = DocumentHistoryEntry['what'];

/** One thing that happened to a document. */
export interface DocumentEvent {
  at: Date;
  by: Author;
  what: EventName;
  note?: string;
  /** Why the hub did it by itself; what nobody said with it is no note of theirs. */
  reason?: EventReason;
  revision?: number;
  release?: string;
  /** Of a draft that was taken over: who had it. */
  from?: Author;
  percent?: number;
  /** Where it was asked from: for the audit trail, not shown with documents. */
  origin?: Origin;
}

/** What the last change has to leave behind in other collections, and has not for sure. */
export interface Unfiled {
  /** The version of the head that the change made; it names the events. */
  version: number;
  events: DocumentEvent[];
  /** Releases that came to their end. */
  releases: Release[];
}

/** One configuration document: everything about its life, changed together or not at all. */
export interface StoredDocument {
  _id: string;
  kind: Kind;
  id: string;
  /** Counts every change; each write names the version that it read. */
  version: number;
  published: Revision | null;
  draft: Draft | null;
  canary: Canary | null;
  /** Those that are open; at most `mostReleases`. */
  releases: Release[];
  archived: { at: Date; by: Author; note: string } | null;
  /** The highest number a revision of this document ever got; canaries take numbers too. */
  lastRevision: number;
  /** When the next of its releases begins or ends. */
  dueAt: Date | null;
  unfiled: Unfiled | null;
  /** An import has set this revision ready: it is live from the moment that the import is committed; see transfer/. */
  importing: { import: string; revision: Revision } | null;
}

/** A superseded or current revision, kept for ever. */
export interface StoredRevision extends Revision {
  _id: string;
  kind: Kind;
  id: string;
}

/** The document that was frozen into a release, written before its head names it; and the release once it has ended. */
export interface StoredRelease {
  _id: string;
  kind: Kind;
  id: string;
  document: unknown;
  ended: Release | null;
}

/** An event of a document, kept for ever. */
export interface StoredEvent extends DocumentEvent {
  _id: string;
  kind: Kind;
  id: string;
  /** The version of the head that the change made, and the place of the event in that change. */
  version: number;
  place: number;
}

/**
 * How far an import has come. From `committed` on all its documents are live at once, whichever of their heads say so already;
 * `done` says that all do. One that is `aborting` never was live; `aborted` says that no head remembers it.
 */
export type ImportState = 'preparing' | 'committed' | 'done' | 'aborting' | 'aborted';

/** One import: the single record whose change of state makes many documents live. */
export interface StoredImport {
  _id: string;
  state: ImportState;
  /** Kind and id of each document that it changes, as in "flow/rosmarino". */
  documents: string[];
  note: string;
  at: Date;
  by: Author;
  /** Whoever finds it still preparing after this takes it back: its engine has died. */
  until: Date;
}

const Mixed = Schema.Types.Mixed;
const options = { versionKey: false, minimize: false, strict: 'throw' } as const;

const documentSchema = new Schema<StoredDocument>(
  {
    _id: { type: String, required: true },
    kind: { type: String, required: true },
    id: { type: String, required: true },
    version: { type: Number, required: true },
    published: { type: Mixed, default: null },
    draft: { type: Mixed, default: null },
    canary: { type: Mixed, default: null },
    releases: { type: Mixed, default: () => [] },
    archived: { type: Mixed, default: null },
    lastRevision: { type: Number, default: 0 },
    dueAt: { type: Date, default: null },
    unfiled: { type: Mixed, default: null },
    importing: { type: Mixed, default: null },
  },
  { ...options, collection: 'documents', id: false },
);
documentSchema.index({ kind: 1, id: 1 });
documentSchema.index({ dueAt: 1 });

const revisionSchema = new Schema<StoredRevision>(
  {
    _id: { type: String, required: true },
    kind: { type: String, required: true },
    id: { type: String, required: true },
    revision: { type: Number, required: true },
    document: { type: Mixed, required: true },
    note: { type: String, required: true },
    at: { type: Date, required: true },
    by: { type: Mixed, required: true },
    how: { type: String, required: true },
    release: { type: String },
  },
  { ...options, collection: 'revisions', id: false },
);
revisionSchema.index({ kind: 1, id: 1, revision: -1 });

const releaseSchema = new Schema<StoredRelease>(
  {
    _id: { type: String, required: true },
    kind: { type: String, required: true },
    id: { type: String, required: true },
    document: { type: Mixed, required: true },
    ended: { type: Mixed, default: null },
  },
  { ...options, collection: 'releases', id: false },
);

const eventSchema = new Schema<StoredEvent>(
  {
    _id: { type: String, required: true },
    kind: { type: String, required: true },
    id: { type: String, required: true },
    version: { type: Number, required: true },
    place: { type: Number, required: true },
    at: { type: Date, required: true },
    by: { type: Mixed, required: true },
    what: { type: String, required: true },
    note: { type: String },
    reason: { type: Mixed },
    revision: { type: Number },
    release: { type: String },
    from: { type: Mixed },
    percent: { type: Number },
    origin: { type: Mixed },
  },
  { ...options, collection: 'document_events', id: false },
);
eventSchema.index({ kind: 1, id: 1, version: -1, place: -1 });

/** A secret as it lies in the store: AES-256-GCM, bound to its name. */
export interface StoredSecret {
  _id: string;
  sealed: string;
  at: Date;
  by: Author;
  /** What the audit trail has still to be told. */
  untold?: object[];
}

const secretSchema = new Schema<StoredSecret>(
  {
    _id: { type: String, required: true },
    sealed: { type: String, required: true },
    at: { type: Date, required: true },
    by: { type: Mixed, required: true },
    untold: { type: [Mixed], default: undefined },
  },
  { ...options, collection: 'secrets', id: false },
);

const importSchema = new Schema<StoredImport>(
  {
    _id: { type: String, required: true },
    state: { type: String, required: true },
    documents: { type: [String], required: true },
    note: { type: String, required: true },
    at: { type: Date, required: true },
    by: { type: Mixed, required: true },
    until: { type: Date, required: true },
  },
  { ...options, collection: 'imports', id: false },
);
importSchema.index({ state: 1 });

export interface ConfigModels {
  documents: Model<StoredDocument>;
  revisions: Model<StoredRevision>;
  releases: Model<StoredRelease>;
  events: Model<StoredEvent>;
  secrets: Model<StoredSecret>;
  imports: Model<StoredImport>;
}

export const configModels = (connection: Connection): ConfigModels => ({
  documents: connection.model<StoredDocument>('Document', documentSchema),
  revisions: connection.model<StoredRevision>('Revision', revisionSchema),
  releases: connection.model<StoredRelease>('Release', releaseSchema),
  events: connection.model<StoredEvent>('DocumentEvent', eventSchema),
  secrets: connection.model<StoredSecret>('Secret', secretSchema),
  imports: connection.model<StoredImport>('Import', importSchema),
});
