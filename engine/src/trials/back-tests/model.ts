import type { BackTest, BackTestChanges, BackTestResult, Flow, PaymentActor } from '@pih/schemas';
import { Schema, type Connection, type Model } from 'mongoose';

/** A back-test as it is stored; beside what the API shows, what it takes to run it and to see that its engine has died. */
export interface StoredBackTest {
  _id: string;
  flow: string;
  revision?: number;
  /** The other flow whose payments it is tried on. */
  paymentsOf?: string;
  /** What is tried. */
  document: Flow;
  /** `interrupted` only where the engine had the time to say so; see `leaseUntil`. */
  state: BackTest['state'];
  from: Date;
  to: Date;
  askedAt: Date;
  askedBy: PaymentActor;
  startedAt?: Date;
  endedAt?: Date;
  done: number;
  total: number;
  rate: number;
  listed: number;
  result?: BackTestResult;
  /** The engine that it waits or runs in. */
  engine: string;
  /** Until then that engine has said it is alive; one that waits or runs beyond was interrupted. */
  leaseUntil: Date;
}

type Change = BackTestChanges['data'][number];

/** One changed payment: its id and ids of methods, nothing about the shopper. */
export interface StoredChange extends Pick<
  Change,
  'payment' | 'before' | 'after' | 'requirements' | 'what' | 'reproduced'
> {
  _id: string;
  test: string;
  /** Its place, from 1. */
  place: number;
  /** When its back-test was asked for: they go together. */
  askedAt: Date;
}

const Mixed = Schema.Types.Mixed;
const required = (type: unknown) => ({ type: type as typeof String, required: true });
const options = { versionKey: false, minimize: false, strict: 'throw', id: false } as const;

/** So long a back-test can be looked at. */
const keptSeconds = 90 * 24 * 3600;

const backTestSchema = new Schema<StoredBackTest>(
  {
    _id: required(String),
    flow: required(String),
    revision: Number,
    paymentsOf: String,
    document: { type: Mixed, required: true },
    state: required(String),
    from: { type: Date, required: true },
    to: { type: Date, required: true },
    askedAt: { type: Date, required: true },
    askedBy: { type: Mixed, required: true },
    startedAt: Date,
    endedAt: Date,
    done: { type: Number, required: true },
    total: { type: Number, required: true },
    rate: { type: Number, required: true },
    listed: { type: Number, required: true },
    result: Mixed,
    engine: required(String),
    leaseUntil: { type: Date, required: true },
  },
  { ...options, collection: 'backtests' },
);
backTestSchema.index({ flow: 1, _id: -1 });
backTestSchema.index({ askedAt: 1 }, { expireAfterSeconds: keptSeconds });

const changeSchema = new Schema<StoredChange>(
  {
    _id: required(String),
    test: required(String),
    place: { type: Number, required: true },
    payment: required(String),
    before: { type: [String], required: true },
    after: { type: [String], required: true },
    requirements: { type: Mixed, required: true },
    what: { type: [String], required: true },
    reproduced: { type: Boolean, required: true },
    askedAt: { type: Date, required: true },
  },
  { ...options, collection: 'backtestchanges' },
);
changeSchema.index({ test: 1, place: 1 }, { unique: true });
changeSchema.index({ askedAt: 1 }, { expireAfterSeconds: keptSeconds });

export interface BackTestModels {
  backTests: Model<StoredBackTest>;
  changes: Model<StoredChange>;
}

export const backTestModels = (connection: Connection): BackTestModels => ({
  backTests: connection.model<StoredBackTest>('BackTest', backTestSchema),
  changes: connection.model<StoredChange>('BackTestChange', changeSchema),
});
