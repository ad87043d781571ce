import type { PaymentViewRequest } from '@pih/schemas';
import { Schema, type Connection, type Model } from 'mongoose';

/** Filters and columns under a name. */
export interface StoredView extends Pick<PaymentViewRequest, 'name' | 'isShared' | 'query' | 'period' | 'columns'> {
  _id: string;
  owner: { id: string; name: string };
  createdAt: Date;
  updatedAt: Date;
  /** What the audit trail has not been told yet. */
  untold?: object[];
}

const Mixed = Schema.Types.Mixed;

const viewSchema = new Schema<StoredView>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    isShared: { type: Boolean, required: true },
    query: { type: Mixed, required: true },
    period: String,
    columns: { type: [String], required: true },
    owner: { type: Mixed, required: true },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    untold: { type: [Mixed], default: undefined },
  },
  { collection: 'paymentViews', versionKey: false, minimize: false, strict: 'throw', strictQuery: 'throw', id: false },
);
viewSchema.index({ 'owner.id': 1 });
viewSchema.index({ isShared: 1 });
viewSchema.index({ 'untold.key': 1 }, { sparse: true });

export const viewModel = (connection: Connection): Model<StoredView> =>
  connection.model<StoredView>('PaymentView', viewSchema);
