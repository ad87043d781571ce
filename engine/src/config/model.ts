import type { Kind } from '@pih/schemas';
import { Schema, type Connection, type Model } from 'mongoose';

/** Who changed something. */
export interface Author {
  type: 'operator' | 'api_key' | 'system';
  id?: string;
  name?: string;
}

/** A numbered revision; once written it never changes. */
export interface Revision {
  revision: number;
  document: unknown;
  note: string;
  at: Date;
  by: Author;
}

/** A document as it is being edited. */
export interface Draft {
  version: number;
  document: unknown;
  at: Date;
  by: Author;
}

/** One configuration document: what is live and what is being edited, changed together or not at all. */
export interface StoredDocument {
  _id: string;
  kind: Kind;
  id: string;
  /** Counts every change; each write names the version that it read. */
  version: number;
  published: Revision | null;
  draft: Draft | null;
}

/** A superseded or current revision, kept for ever. */
export interface StoredRevision extends Revision {
  _id: string;
  kind: Kind;
  id: string;
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
  },
  { ...options, collection: 'documents', id: false },
);
documentSchema.index({ kind: 1, id: 1 });

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
  },
  { ...options, collection: 'revisions', id: false },
);
revisionSchema.index({ kind: 1, id: 1, revision: -1 });

/** A secret as it lies in the store: AES-256-GCM, bound to its name. */
export interface StoredSecret {
  _id: string;
  sealed: string;
  at: Date;
  by: Author;
}

const secretSchema = new Schema<StoredSecret>(
  {
    _id: { type: String, required: true },
    sealed: { type: String, required: true },
    at: { type: Date, required: true },
    by: { type: Mixed, required: true },
  },
  { ...options, collection: 'secrets', id: false },
);

export interface ConfigModels {
  documents: Model<StoredDocument>;
  revisions: Model<StoredRevision>;
  secrets: Model<StoredSecret>;
}

export const configModels = (connection: Connection): ConfigModels => ({
  documents: connection.model<StoredDocument>('Document', documentSchema),
  revisions: connection.model<StoredRevision>('Revision', revisionSchema),
  secrets: connection.model<StoredSecret>('Secret', secretSchema),
});
