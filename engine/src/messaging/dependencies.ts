import type { Model } from 'mongoose';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Snapshot } from '../config/index.ts';
import type { Deeds } from '../deeds.ts';
import type { Files } from '../files/index.ts';
import type { PaymentDependencies, StoredPayment } from '../payments/index.ts';
import type { InvoiceFacts } from './facts.ts';
import type { StoredAttachment, StoredMessage } from './model.ts';
import type { Channels } from './channels.ts';

/** The invoice of a payment: what messages say of it, and its PDF. */
export interface InvoiceOfPayment {
  facts: InvoiceFacts;
  /** Its PDF among the hub's files. */
  attachment(): Promise<StoredAttachment>;
}

/** What the parts of this room work with. */
export interface MessagingDependencies {
  model: Model<StoredMessage>;
  payments: Pick<PaymentDependencies, 'payments' | 'live' | 'checkoutOf' | 'publicUrl'>;
  channels: Channels;
  files: Files;
  live: () => Snapshot;
  /** Told what somebody has sent by hand, or tried out, and who has downloaded an attachment. */
  deeds: Deeds;
  now: Clock;
  log: Logger;
  /** The invoice of a payment, where one is issued. */
  invoiceOf: (payment: StoredPayment) => Promise<InvoiceOfPayment | undefined>;
  /** From 0 to 1; spreads repeated tries. */
  random: () => number;
}
