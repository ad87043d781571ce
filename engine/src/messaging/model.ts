import type { MessageSummary, Message } from '@pih/schemas';
import { Schema, type Connection, type Model } from 'mongoose';
import type { Actor } from '../payments/index.ts';

export type MessageState = MessageSummary['state'];
export type Purpose = MessageSummary['purpose'];
export type Via = NonNullable<MessageSummary['via']>;

/** One try to hand a message over. */
export interface StoredTry {
  at: Date;
  outcome: Message['history'][number]['outcome'];
  because?: string;
  /** Who asked for it, when it was not the hub itself. */
  by?: string;
}

export interface StoredAttachment {
  name: string;
  type: string;
  size: number;
  /** Id in the hub's files. */
  file: string;
}

/** A message with its words as they were written, whatever becomes of its template. */
export interface StoredMessage {
  _id: string;
  /** Unique: what asks for the same message twice finds the first. */
  key: string;
  /** What the caller asked for; the same key for something else is refused. */
  fingerprint?: string;
  purpose: Purpose;
  title: string;
  notification?: string;
  channel: string;
  form: MessageSummary['form'];
  state: MessageState;
  to: string;
  language: string;
  subject?: string;
  html?: string;
  text: string;
  /** Whose name the mail bears, and who is answered. */
  sender?: { name: string; replyTo?: string };
  /** The sender's address, once it has left. */
  from?: string;
  payment?: { id: string; reference: string; brand: string };
  attachments: StoredAttachment[];
  /** Who asked for it; absent when an event did. */
  by?: Actor;
  tries: number;
  history: StoredTry[];
  via?: Via;
  /** How the other side calls it. */
  reference?: string;
  because?: string;
  createdAt: Date;
  sentAt?: Date;
  /** Since when it is tried; a retry by hand begins anew. */
  since: Date;
  /** Set exactly while it waits: from then on any node may take it. */
  dueAt?: Date;
  /** The node at work on it. */
  owner?: string;
  /** Set while the other side may have it and has not answered: noted before the first byte leaves. */
  handedOverAt?: Date;
  /** Set while the payment's history does not tell yet what became of it. */
  noteDueAt?: Date;
  /** What the audit trail has not been told yet. */
  untold?: object[];
}

const Mixed = Schema.Types.Mixed;
const text = { type: String, required: true } as const;
const time = { type: Date, required: true } as const;

const messageSchema = new Schema<StoredMessage>(
  {
    _id: text,
    key: text,
    fingerprint: String,
    purpose: text,
    title: text,
    notification: String,
    channel: text,
    form: text,
    state: text,
    to: { type: String, default: '' },
    language: text,
    subject: String,
    html: String,
    text: { type: String, default: '' },
    sender: Mixed,
    from: String,
    payment: Mixed,
    attachments: { type: Mixed, required: true },
    by: Mixed,
    tries: { type: Number, required: true },
    history: { type: Mixed, required: true },
    via: String,
    reference: String,
    because: String,
    createdAt: time,
    sentAt: Date,
    since: time,
    dueAt: Date,
    owner: String,
    handedOverAt: Date,
    noteDueAt: Date,
    untold: { type: [Mixed], default: undefined },
  },
  { collection: 'messages', versionKey: false, minimize: false, strict: 'throw', strictQuery: 'throw', id: false },
);
messageSchema.index({ key: 1 }, { unique: true });
messageSchema.index({ dueAt: 1 }, { sparse: true });
messageSchema.index({ noteDueAt: 1 }, { sparse: true });
messageSchema.index({ 'untold.key': 1 }, { sparse: true });
// Ids sort by birth, so `_id` is the order of every list.
for (const filter of ['payment.id', 'state', 'channel', 'purpose', 'to']) messageSchema.index({ [filter]: 1, _id: -1 });

export type MessageModel = Model<StoredMessage>;

export const messageModel = (connection: Connection): MessageModel =>
  connection.model<StoredMessage>('Message', messageSchema);
