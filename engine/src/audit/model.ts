import { Schema, type Connection, type Model } from 'mongoose';
import type { Head } from './chain.ts';
import type { StoredRow } from './entry.ts';

/** How far the trail has come for sure: what ends before it was cut off. One record. */
export interface StoredAnchor extends Head {
  _id: 'head';
  at: Date;
  seal: string;
}

const Mixed = Schema.Types.Mixed;
const text = { type: String, required: true } as const;
const options = { versionKey: false, strict: 'throw', id: false, minimize: false } as const;

const rowSchema = new Schema<StoredRow>(
  {
    _id: text,
    key: text,
    sequence: { type: Number, required: true },
    at: { type: Date, required: true },
    actor: { type: Mixed, required: true },
    action: text,
    target: { type: Mixed, required: true },
    payment: String,
    before: String,
    after: String,
    reason: String,
    origin: Mixed,
    previous: text,
    hash: text,
    seal: text,
  },
  { ...options, collection: 'audit' },
);

/** What rows are found by; each index ends with the order of lists, so that a page costs what it shows. */
export const foundBy = {
  id: '_id_',
  key: 'key_1',
  sequence: 'sequence_1',
  at: 'at_-1_sequence_-1',
  actor: 'actor.id_1_at_-1_sequence_-1',
  action: 'action_1_at_-1_sequence_-1',
  target: 'target.id_1_at_-1_sequence_-1',
  payment: 'payment_1_at_-1_sequence_-1',
  request: 'origin.request_1_at_-1_sequence_-1',
  address: 'origin.address_1_at_-1_sequence_-1',
} as const;

rowSchema.index({ sequence: 1 }, { unique: true, name: foundBy.sequence });
rowSchema.index({ key: 1 }, { unique: true, name: foundBy.key });
rowSchema.index({ at: -1, sequence: -1 }, { name: foundBy.at });
rowSchema.index({ 'actor.id': 1, at: -1, sequence: -1 }, { name: foundBy.actor });
rowSchema.index({ action: 1, at: -1, sequence: -1 }, { name: foundBy.action });
rowSchema.index({ 'target.id': 1, at: -1, sequence: -1 }, { name: foundBy.target });
rowSchema.index({ payment: 1, at: -1, sequence: -1 }, { name: foundBy.payment });
rowSchema.index({ 'origin.request': 1, at: -1, sequence: -1 }, { name: foundBy.request });
rowSchema.index({ 'origin.address': 1, at: -1, sequence: -1 }, { name: foundBy.address });

const anchorSchema = new Schema<StoredAnchor>(
  { _id: text, sequence: { type: Number, required: true }, hash: text, at: { type: Date, required: true }, seal: text },
  { ...options, collection: 'audit_anchor' },
);

export interface AuditModels {
  rows: Model<StoredRow>;
  anchor: Model<StoredAnchor>;
}

export const auditModels = (connection: Connection): AuditModels => ({
  rows: connection.model<StoredRow>('AuditRow', rowSchema),
  anchor: connection.model<StoredAnchor>('AuditAnchor', anchorSchema),
});
