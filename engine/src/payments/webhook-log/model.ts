import type { PaymentWebhook } from '@pih/schemas';
import { Schema, type Connection, type Model } from 'mongoose';

/** What a provider sent about one payment. */
export interface StoredWebhook {
  _id: string;
  payment: string;
  provider: string;
  attempt?: string;
  receivedAt: Date;
  isVerified: boolean;
  outcome: PaymentWebhook['outcome'];
  /** What the history noted because of it. */
  event?: string;
  /** Without secrets and personal data. */
  body?: string;
  /** SHA-256 of what was sent, so that a repetition is recognised. */
  digest: string;
}

/** How long what was sent is kept. */
const keptSeconds = 90 * 24 * 3600;

const webhookSchema = new Schema<StoredWebhook>(
  {
    _id: { type: String, required: true },
    payment: { type: String, required: true },
    provider: { type: String, required: true },
    attempt: String,
    receivedAt: { type: Date, required: true },
    isVerified: { type: Boolean, required: true },
    outcome: { type: String, required: true },
    event: String,
    body: String,
    digest: { type: String, required: true },
  },
  { collection: 'webhooks', versionKey: false, strict: 'throw', strictQuery: 'throw', id: false },
);
webhookSchema.index({ payment: 1, _id: -1 });
webhookSchema.index({ receivedAt: 1 }, { expireAfterSeconds: keptSeconds });

export const webhookModel = (connection: Connection): Model<StoredWebhook> =>
  connection.model<StoredWebhook>('Webhook', webhookSchema);
