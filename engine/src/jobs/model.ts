import type { Job } from '@pih/schemas';
import { Schema, type Connection, type Model } from 'mongoose';
import type { Caller } from '../http/index.ts';

export type JobKind = Job['kind'];
export type JobState = Job['state'];
export type Progress = Job['progress'];
/** A problem as it is kept: what a person reads of it. */
export type Because = NonNullable<Job['because']>;

/** Whoever has started a job: it is done in their name. */
export type JobOwner = Pick<Caller, 'type' | 'id' | 'name'>;

/** Work in the background that somebody has started. */
export interface StoredJob {
  /** By its kind: `blk_…`, `exp_…`. */
  _id: string;
  kind: JobKind;
  by: JobOwner;
  state: JobState;
  progress: Progress;
  /** What is to be done, as the room that does it wants it. */
  about: unknown;
  /** What came of it, as that room wants it. */
  outcome?: unknown;
  because?: Because;
  createdAt: Date;
  updatedAt: Date;
  startedAt?: Date;
  endedAt?: Date;
  /** The node that does it; beyond `leaseUntil` it is taken for dead. */
  owner?: string;
  leaseUntil?: Date;
  /** What the audit trail has not been told yet. */
  untold?: object[];
}

export type JobModel = Model<StoredJob>;

/** Somebody's own, in the order of their list. */
export const foundByOwner = 'by.id_1_createdAt_-1__id_-1';

const required = (type: unknown) => ({ type: type as typeof String, required: true });

/** So long somebody can look at a job; whatever rooms keep about it goes by the same. */
export const keptSeconds = 90 * 24 * 3600;

const schema = new Schema<StoredJob>(
  {
    _id: required(String),
    kind: required(String),
    by: { type: Schema.Types.Mixed, required: true },
    state: required(String),
    progress: { type: Schema.Types.Mixed, required: true },
    about: { type: Schema.Types.Mixed, required: true },
    outcome: Schema.Types.Mixed,
    because: Schema.Types.Mixed,
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    startedAt: Date,
    endedAt: Date,
    owner: String,
    leaseUntil: Date,
    untold: { type: [Schema.Types.Mixed], default: undefined },
  },
  { versionKey: false, minimize: false, strict: 'throw', id: false, collection: 'backgroundjobs' },
);
schema.index({ state: 1, kind: 1, createdAt: 1 });
schema.index({ 'by.id': 1, createdAt: -1, _id: -1 }, { name: foundByOwner });
schema.index({ updatedAt: 1 });
schema.index({ 'untold.key': 1 }, { sparse: true });
schema.index({ createdAt: 1 }, { expireAfterSeconds: keptSeconds });

export const jobModel = (connection: Connection): JobModel => connection.model<StoredJob>('BackgroundJob', schema);
