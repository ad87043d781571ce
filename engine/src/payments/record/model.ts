import { Schema, type Connection, type Model } from 'mongoose';
import { triedKinds } from '../canaries/index.ts';
import { pathsByBirth, pathsOfList, rarePathsByBirth } from '../list/index.ts';
import type { StoredPayment } from './payment.ts';

const Mixed = Schema.Types.Mixed;
/** A list of parts that the aggregate's own code shapes; mongoose only carries them. */
const parts = { type: Mixed, required: true } as const;
const required = (type: unknown) => ({ type: type as typeof String, required: true });

const paymentSchema = new Schema<StoredPayment>(
  {
    _id: required(String),
    version: { type: Number, required: true },
    state: required(String),
    intention: { type: Mixed, required: true },
    reference: required(String),
    brand: required(String),
    total: { type: Mixed, required: true },
    captured: { type: Number, required: true },
    refunded: { type: Number, required: true },
    description: String,
    channel: required(String),
    type: required(String),
    country: String,
    shopper: { type: Mixed, required: true },
    items: parts,
    categories: { type: [String], required: true },
    custom: { type: Mixed, required: true },
    metadata: { type: Mixed, required: true },
    capture: required(String),
    returnUrl: String,
    cancelUrl: String,
    checkoutToken: required(String),
    language: String,
    decision: Mixed,
    canary: Mixed,
    attempts: parts,
    refunds: parts,
    capturing: Mixed,
    actions: Mixed,
    method: String,
    provider: String,
    attention: String,
    inbox: Mixed,
    acknowledgedTo: Number,
    askAgainAt: Date,
    lease: Mixed,
    unknown: Mixed,
    events: parts,
    effects: Mixed,
    effectsDueAt: Date,
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'payments', versionKey: false, minimize: false, strict: 'throw', strictQuery: 'throw', id: false },
);

// Ids sort by birth, so `_id` is the order of every list.
for (const path of pathsByBirth) paymentSchema.index({ [path]: 1, _id: -1 });
// Few payments have these, and nobody asks for those that have none.
for (const path of rarePathsByBirth)
  paymentSchema.index({ [path]: 1, _id: -1 }, { partialFilterExpression: { [path]: { $exists: true } } });
paymentSchema.index(Object.fromEntries(pathsOfList.map((path) => [path, 1] as const)));
paymentSchema.index({ 'total.currency': 1, 'total.amount': 1 });
paymentSchema.index({ 'inbox.since': 1, _id: 1 }, { partialFilterExpression: { 'inbox.since': { $exists: true } } });
paymentSchema.index({ 'intention.key': 1 }, { unique: true });
paymentSchema.index({ checkoutToken: 1 }, { unique: true });
paymentSchema.index({ 'attempts.id': 1 });
paymentSchema.index({ 'attempts.reference': 1 });
paymentSchema.index({ 'refunds.id': 1 }, { sparse: true });
paymentSchema.index({ 'refunds.reference': 1 }, { sparse: true });
paymentSchema.index({ state: 1, expiresAt: 1 });
paymentSchema.index({ askAgainAt: 1 }, { sparse: true });
paymentSchema.index({ effectsDueAt: 1 }, { sparse: true });
// A payment outside of canaries stands in neither of these.
for (const kind of triedKinds) {
  paymentSchema.index(
    { [`canary.${kind}.release`]: 1, [`canary.${kind}.arm`]: 1, [`canary.${kind}.seenAt`]: -1 },
    { sparse: true },
  );
}
// Every node follows what the others change.
paymentSchema.index({ updatedAt: 1 });

export const paymentModel = (connection: Connection): Model<StoredPayment> =>
  connection.model<StoredPayment>('Payment', paymentSchema);
