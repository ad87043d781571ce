import type { Invoice, InvoiceSummary } from '@pih/schemas';
import type { StoredInvoice } from './model.ts';

/** An invoice with everything that it says. */
export function invoiceView({ _id: id, sha256, snapshot: { dress: _dress, ...says } }: StoredInvoice): Invoice {
  return { id, ...says, sha256 };
}

/** What a list shows of an invoice. */
export function invoiceSummary({ _id: id, snapshot }: StoredInvoice): InvoiceSummary {
  const { kind, number, series, year, issuedAt, issuedOn, language, brand, buyer, totals, payment, of } = snapshot;
  const customer = buyer.name ?? buyer.email;
  return {
    ...{ id, kind, number, series, year, issuedAt, issuedOn, language, brand },
    ...(customer && { customer }),
    total: totals.gross,
    payment: { id: payment.id, reference: payment.reference },
    ...(of && { of }),
  };
}
