import { FileDamaged } from '../../files/index.ts';
import { described, Forbidden } from '../../http/index.ts';
import { PaymentNotFound } from '../../payments/index.ts';
import {
  InvoiceDamaged,
  InvoiceNotFound,
  InvoiceRecipientMissing,
  NotInvoiceable,
  PersonalDataMasked,
  SellerUnknown,
} from './problems.ts';

const chapter = 'Invoices';
const oneInvoice = { chapter, path: { id: 'invoiceId' } } as const;

/** What the published API says of each route of invoices. */
export const aboutInvoices = {
  list: described({
    chapter,
    name: 'listInvoices',
    summary: 'List invoices, credit notes and debit notes, newest first',
    more: 'Of the payments that your roles let you see. What your roles mask is shown in part only, and not searched.',
    success: { status: 200, body: 'invoice-list' },
  }),
  read: described({
    ...oneInvoice,
    name: 'getInvoice',
    summary: 'What an invoice, a credit note or a debit note says',
    success: { status: 200, body: 'invoice' },
    problems: [InvoiceNotFound],
  }),
  pdf: described({
    ...oneInvoice,
    name: 'downloadInvoice',
    summary: 'An invoice or a credit note as a PDF',
    more: 'The same bytes each time. In another language than it was issued in, it is a translation with the same number.',
    success: { status: 200, media: 'application/pdf' },
    problems: [InvoiceNotFound, PersonalDataMasked, InvoiceDamaged, FileDamaged],
  }),
  issue: described({
    chapter,
    path: { id: 'paymentId' },
    name: 'issueInvoice',
    summary: 'Issue the invoice of a payment',
    more: 'For what was captured. A payment has one invoice: asked again, the same one is answered. Refunds before and after it get their credit notes by themselves, and a debit note where the money came back.',
    success: { status: 201, body: 'invoice-summary' },
    problems: [PaymentNotFound, NotInvoiceable, SellerUnknown, Forbidden],
  }),
  send: described({
    ...oneInvoice,
    name: 'sendInvoice',
    summary: 'Send an invoice or a credit note by e-mail',
    success: { status: 202, body: 'invoice-send-answer' },
    problems: [InvoiceNotFound, InvoiceRecipientMissing, PersonalDataMasked, InvoiceDamaged, Forbidden],
  }),
};
