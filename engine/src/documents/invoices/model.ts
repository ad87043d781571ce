import type { Invoice, PaymentActor, Text } from '@pih/schemas';
import { Schema, type Connection, type Model } from 'mongoose';

/** What the drawing needs beside what the document says, as it was at the moment of issue. */
export interface Dress {
  /** Of the brand, as #rrggbb. */
  accent: string;
  /** Of a dark brand: its logo is made for this ground, and is drawn on it. */
  ground?: string;
  /** Words on that ground. */
  onGround?: string;
  /** SVG. */
  logo?: string;
  footer?: Text;
  /** What people call the method and the provider. */
  method?: Text;
  provider?: string;
}

/** All that an invoice says and how it looks. Written once. */
export type Snapshot = Omit<Invoice, 'id' | 'sha256'> & { dress: Dress };

/** One place in the books. The row is the number: there is no counter that could run ahead of it. */
export interface StoredInvoice {
  _id: string;
  series: string;
  year: number;
  sequence: number;
  number: string;
  kind: Invoice['kind'];
  payment: string;
  /** What it is about, once and for all: the payment of an invoice, the refund of a credit note, the return of a debit note. */
  subject: string;
  issuedAt: Date;
  issuedOn: string;
  issuedBy: PaymentActor;
  snapshot: Snapshot;
  /** Of the snapshot. */
  sha256: string;
  /** What a search looks at, in lower case. */
  searched: { number: string; reference: string; email?: string; taxId?: string };
  /** The files that it was written to, by language. */
  files?: { en?: string; it?: string };
  /** Set until all that follows from it is done: its file, its place in the payment's history, its credit notes. */
  openSince?: Date;
}

const Mixed = Schema.Types.Mixed;
const required = (type: unknown) => ({ type: type as typeof String, required: true });

const invoiceSchema = new Schema<StoredInvoice>(
  {
    _id: required(String),
    // Empty is a series as well.
    series: { type: String, default: '' },
    year: { type: Number, required: true },
    sequence: { type: Number, required: true },
    number: required(String),
    kind: required(String),
    payment: required(String),
    subject: required(String),
    issuedAt: { type: Date, required: true },
    issuedOn: required(String),
    issuedBy: { type: Mixed, required: true },
    snapshot: { type: Mixed, required: true },
    sha256: required(String),
    searched: { type: Mixed, required: true },
    files: Mixed,
    openSince: Date,
  },
  { collection: 'invoices', versionKey: false, minimize: false, strict: 'throw', strictQuery: 'throw', id: false },
);

// These two are what numbering rests on: one row for each number, one for each payment or refund.
invoiceSchema.index({ series: 1, year: 1, sequence: 1 }, { unique: true });
invoiceSchema.index({ subject: 1 }, { unique: true });
// Ids sort by birth, so `_id` is the order of every list.
for (const filter of ['payment', 'kind', 'year', 'series']) invoiceSchema.index({ [filter]: 1, _id: -1 });
for (const field of ['number', 'reference', 'email', 'taxId'])
  invoiceSchema.index({ [`searched.${field}`]: 1, _id: -1 });
invoiceSchema.index({ series: 1, kind: 1, _id: -1 });
invoiceSchema.index({ openSince: 1 }, { sparse: true });

export const invoiceModel = (connection: Connection): Model<StoredInvoice> =>
  connection.model<StoredInvoice>('Invoice', invoiceSchema);
