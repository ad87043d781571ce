import type { BulkPreviewRequest, JobItem, Money } from '@pih/schemas';
import { Schema, type Connection, type Model } from 'mongoose';
import { keptSeconds, type Because, type JobOwner } from '../jobs/index.ts';

export type ActionName = BulkPreviewRequest['action'];
export type Parameters = NonNullable<BulkPreviewRequest['parameters']>;

/** What one payment would get. */
export interface Meant {
  payment: string;
  /** What is moved; of actions that move no money, the total of the payment. */
  amount: Money;
}

export interface Refused {
  payment: string;
  because: Because;
}

/** What somebody has looked at: exactly these payments and sums, whatever a filter would find later. */
export interface StoredPreview {
  /** The job that it becomes has the same. */
  _id: string;
  by: JobOwner;
  action: ActionName;
  parameters: Parameters;
  meant: Meant[];
  /** Those that are refused and may be seen. */
  refused: Refused[];
  expiresAt: Date;
}

/** What a bulk action does, as its job keeps it. */
export interface About {
  action: ActionName;
  parameters: Parameters;
  payments: number;
}

/** `begun` until its outcome is stored: after a crash nobody else knows how far it came. */
export type ItemState = Exclude<JobItem['state'], 'under_way'> | 'under_way' | 'begun';

/** One payment of a job. */
export interface StoredItem {
  _id: string;
  job: string;
  /** From 1, in the order of the preview. */
  place: number;
  payment: string;
  amount?: Money;
  state: ItemState;
  /** The intention under which it is done: the same one does it once. */
  key: string;
  /** When it was first begun under that intention. */
  begunAt?: Date;
  /** Its last outcome is certain, so that another try is another intention. */
  isCertain?: boolean;
  because?: Because;
  approval?: string;
  at?: Date;
  createdAt: Date;
}

export interface BulkModels {
  previews: Model<StoredPreview>;
  items: Model<StoredItem>;
}

const Mixed = Schema.Types.Mixed;
const required = (type: unknown) => ({ type: type as typeof String, required: true });
const options = { versionKey: false, minimize: false, strict: 'throw', id: false } as const;

const previewSchema = new Schema<StoredPreview>(
  {
    _id: required(String),
    by: { type: Mixed, required: true },
    action: required(String),
    parameters: { type: Mixed, required: true },
    meant: { type: Mixed, required: true } as never,
    refused: { type: Mixed, required: true } as never,
    expiresAt: { type: Date, required: true },
  },
  { ...options, collection: 'bulkpreviews' },
);
previewSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

const itemSchema = new Schema<StoredItem>(
  {
    _id: required(String),
    job: required(String),
    place: { type: Number, required: true },
    payment: required(String),
    amount: Mixed,
    state: required(String),
    key: required(String),
    begunAt: Date,
    isCertain: Boolean,
    because: Mixed,
    approval: String,
    at: Date,
    createdAt: { type: Date, required: true },
  },
  { ...options, collection: 'bulkitems' },
);
itemSchema.index({ job: 1, place: 1 }, { unique: true });
itemSchema.index({ job: 1, state: 1, place: 1 });
itemSchema.index({ createdAt: 1 }, { expireAfterSeconds: keptSeconds });

export const bulkModels = (connection: Connection): BulkModels => ({
  previews: connection.model<StoredPreview>('BulkPreview', previewSchema),
  items: connection.model<StoredItem>('BulkItem', itemSchema),
});
