import type { Effect } from '../../payments/index.ts';
import type { Invoices } from './invoices.ts';

/** Issues invoices where documents want it, and the notes about the refunds of a payment that has one. */
export const invoicing = (invoices: Invoices): Effect => ({
  name: 'invoices',
  startsWith: 'now',
  follows: ['payment.paid', 'payment.paid_late', 'refund.succeeded', 'refund.failed'],
  async handle(payment, { type }) {
    if (type === 'refund.succeeded' || type === 'refund.failed') return invoices.noteRefunds(payment._id);
    if (await invoices.isAutomatic(payment)) await invoices.issue(payment._id, { type: 'system' });
  },
});
