import type { Approval, CancelRequest, CaptureRequest, Money, RefundRequest } from '@pih/schemas';
import { Schema, type Connection, type Model } from 'mongoose';
import type { Intention } from '../../http/index.ts';
import type { Actor, StoredEvent } from '../record/payment.ts';

/** What each action is asked for with. */
export interface Requests {
  refund: RefundRequest;
  capture: CaptureRequest;
  cancel: CancelRequest;
}
export type ActionName = keyof Requests;

/** A remark that the payment's history does not have for sure yet. */
export interface Unsaid {
  type: StoredEvent['type'] & `approval.${string}`;
  actor: Actor;
  data: Record<string, unknown>;
}

/** An action that waits for, or had, the yes of another person. It reserves nothing: it is judged again when approved. */
export interface StoredApproval {
  _id: string;
  version: number;
  state: Approval['state'];
  action: ActionName;
  payment: string;
  reference: string;
  brand: string;
  request: Requests[ActionName];
  /** The sum as it was when it was asked for; never more is moved. */
  amount: Money;
  reason?: string;
  /** Unique: the same intention asks once. */
  intention: Intention;
  /** Titles of the rules that it meets. */
  rules: string[];
  /** How many people have to say yes. */
  approvers: number;
  approvals: { by: Actor; at: Date; note?: string }[];
  askedBy: Actor;
  askedAt: Date;
  endedBy?: Actor;
  endedAt?: Date;
  note?: string;
  because?: { type: string; title: string; detail?: string };
  unsaid?: Unsaid[];
  /** How often carrying it out was tried. */
  tries?: number;
  /** Set exactly while there is something to do: from then on whoever looks may do it. */
  dueAt?: Date;
}

/** One refund that somebody asked for on one day. */
export interface StoredTally {
  /** The key of the refund's intention. */
  _id: string;
  /** Person and day, as in "opr_01J… 2026-11-23". */
  of: string;
  /** The store sweeps it away after this. */
  until: Date;
}

const Mixed = Schema.Types.Mixed;
const text = { type: String, required: true } as const;
const time = { type: Date, required: true } as const;
const options = { versionKey: false, strict: 'throw', id: false, minimize: false } as const;

const approvalSchema = new Schema<StoredApproval>(
  {
    _id: text,
    version: { type: Number, required: true },
    state: text,
    action: text,
    payment: text,
    reference: text,
    brand: text,
    request: { type: Mixed, required: true },
    amount: { type: Mixed, required: true },
    reason: String,
    intention: { type: Mixed, required: true },
    rules: { type: [String], required: true },
    approvers: { type: Number, required: true },
    approvals: { type: Mixed, required: true },
    askedBy: { type: Mixed, required: true },
    askedAt: time,
    endedBy: Mixed,
    endedAt: Date,
    note: String,
    because: Mixed,
    unsaid: Mixed,
    tries: Number,
    dueAt: Date,
  },
  { ...options, collection: 'action_approvals' },
);
approvalSchema.index({ 'intention.key': 1 }, { unique: true });
approvalSchema.index({ state: 1, _id: -1 });
approvalSchema.index({ payment: 1, _id: -1 });
approvalSchema.index({ dueAt: 1 }, { sparse: true });

const tallySchema = new Schema<StoredTally>(
  { _id: text, of: text, until: time },
  { ...options, collection: 'refund_tallies' },
);
tallySchema.index({ of: 1 });
tallySchema.index({ until: 1 }, { expireAfterSeconds: 0 });

export interface ApprovalModels {
  approvals: Model<StoredApproval>;
  tallies: Model<StoredTally>;
}

export const approvalModels = (connection: Connection): ApprovalModels => ({
  approvals: connection.model<StoredApproval>('ActionApproval', approvalSchema),
  tallies: connection.model<StoredTally>('RefundTally', tallySchema),
});
