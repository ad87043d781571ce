import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import type { Deeds } from '../../deeds.ts';
import type { Files } from '../../files/index.ts';
import type { HubRouter } from '../../http/index.ts';
import type { Effects, PaymentDependencies } from '../../payments/index.ts';
import { invoicing } from './effect.ts';
import { Invoices } from './invoices.ts';
import { Ledger } from './ledger.ts';
import { invoiceModel } from './model.ts';
import { invoiceRoutes, type SendInvoice } from './routes.ts';

export { Invoices } from './invoices.ts';
export type { StoredInvoice } from './model.ts';
export {
  InvoiceNotFound,
  InvoiceNotIssued,
  InvoiceRecipientMissing,
  NotInvoiceable,
  PersonalDataMasked,
  SellerUnknown,
} from './problems.ts';
export { languages as invoiceLanguages } from './snapshot.ts';
export { invoiceSummary } from './views.ts';
export type { SendInvoice, Sending } from './routes.ts';

/** What the room of invoices works with. */
export interface InvoicingOptions {
  connection: Connection;
  files: Files;
  payments: PaymentDependencies;
  effects: Effects;
  /** Told who downloads invoices. */
  deeds: Deeds;
  now: Clock;
  log: Logger;
  /** Absent where nothing can be sent. */
  sendInvoice?: SendInvoice;
}

/** Invoices with their routes; what payments do calls for them by itself from here on. */
export function createInvoicing(options: InvoicingOptions): { invoices: Invoices; routes: HubRouter } {
  const { connection, files, payments, effects, deeds, now, log, sendInvoice } = options;
  const model = invoiceModel(connection);
  const ledger = new Ledger(model, now);
  const invoices = new Invoices({ ledger, files, payments, now, log });
  effects.register(invoicing(invoices));
  return {
    invoices,
    routes: invoiceRoutes({ invoices, model, files, payments, deeds, ...(sendInvoice && { sendInvoice }) }),
  };
}
