import type { Checkout, Invoice, Provider, Settings } from '@pih/schemas';
import { payingAttempt, type StoredPayment, type StoredRefund } from '../../payments/index.ts';
import { creditOf, leftOf } from './credit.ts';
import { linesOf } from './lines.ts';
import type { Dress, Snapshot, StoredInvoice } from './model.ts';
import { dayIn, numberOf, yearOf, type Place } from './numbering.ts';
import { NotInvoiceable, SellerUnknown } from './problems.ts';
import { totalsOf, vatOf } from './vat.ts';

/** All that a document will say but its number and its day, which only its place in the books gives. */
export type Draft = Omit<Snapshot, 'series' | 'year' | 'sequence' | 'number' | 'issuedAt' | 'issuedOn'>;

/** The documents that an invoice is made by. */
export interface Surroundings {
  settings: Settings;
  checkout: Checkout | undefined;
  provider: Provider | undefined;
}

/** The languages that invoices are written in. */
export const languages = ['en', 'it'] as const satisfies readonly Invoice['language'][];

/** The first of some languages that invoices are written in; English when there is none. */
const writtenIn = (wanted: readonly (string | undefined)[]): Invoice['language'] =>
  languages.find((language) => language === wanted.find((each) => languages.some((known) => known === each))) ?? 'en';

/** What an installation without a rate means: nothing is said to be included. */
const noVat = 0;

/** The settings' series, where the brand has none of its own. */
export const seriesOf = (kind: Invoice['kind'], { settings: { invoicing }, checkout }: Surroundings): string => {
  const series = checkout?.invoicing?.series ?? invoicing?.series ?? '';
  return kind === 'invoice' ? series : (invoicing?.creditNoteSeries ?? series);
};

function sellerOf({ legal }: Settings): Invoice['seller'] {
  if (!legal) throw new SellerUnknown({});
  const { name, taxId, address, email } = legal;
  return { name, ...(taxId && { taxId }), ...(address && { address }), ...(email && { email }) };
}

function buyerOf({ shopper: { name, taxId, address, country, email } }: StoredPayment): Invoice['buyer'] {
  return {
    ...(name && { name }),
    ...(taxId && { taxId }),
    ...(address && { address }),
    ...(country && { country }),
    ...(email && { email }),
  };
}

/** The accent of an undressed page. */
const plainAccent = '#334155';

function dressOf(payment: StoredPayment, { settings, checkout, provider }: Surroundings): Dress {
  const method = provider?.methods.find((known) => known.method === payingAttempt(payment)?.method)?.title;
  const theme = checkout?.theme;
  return {
    accent: theme?.colors.accent ?? plainAccent,
    ...(theme?.scheme === 'dark' && { ground: theme.colors.background, onGround: theme.colors.text }),
    ...(checkout?.logo && { logo: checkout.logo }),
    ...(settings.invoicing?.footer && { footer: settings.invoicing.footer }),
    ...(method && { method }),
    ...(provider && { provider: provider.title }),
  };
}

function paymentOf(payment: StoredPayment, { settings: { timeZone } }: Surroundings): Invoice['payment'] {
  const { _id: id, reference, events } = payment;
  const paying = payingAttempt(payment);
  const paid = events.find(({ type }) => type === 'payment.paid' || type === 'payment.paid_late');
  return {
    id,
    reference,
    ...(paying && { method: paying.method, provider: paying.provider }),
    ...(paying?.reference && { providerReference: paying.reference }),
    ...(paid && { paidOn: dayIn(timeZone, paid.at) }),
  };
}

/**
 * What the invoice of a payment will say: for what was captured, whatever is refunded later.
 * @throws NotInvoiceable, SellerUnknown
 */
export function invoiceDraft(payment: StoredPayment, around: Surroundings): Draft {
  const { items, total, captured, state, brand, language, shopper } = payment;
  if (captured <= 0) throw new NotInvoiceable({ state });
  const { settings, checkout } = around;
  const lines = linesOf({ items, total, captured, usualVat: settings.invoicing?.vatPercent ?? noVat });
  const vat = vatOf(lines, total.currency);
  return {
    kind: 'invoice',
    language: writtenIn([language, shopper.language, ...(checkout?.languages ?? [])]),
    brand,
    brandName: checkout?.merchantName ?? brand,
    seller: sellerOf(settings),
    buyer: buyerOf(payment),
    lines,
    vat,
    totals: totalsOf(vat, total.currency),
    payment: paymentOf(payment, around),
    dress: dressOf(payment, around),
  };
}

/**
 * What the credit note of a refund will say; it goes to whom the invoice went, and looks like it.
 * @param notes the credit and debit notes that were issued about the same invoice before
 * @returns undefined when earlier ones have taken all of the invoice back already
 */
export function creditNoteDraft(
  { _id: id, number, issuedOn, snapshot }: StoredInvoice,
  { id: refund, amount, reason }: Pick<StoredRefund, 'id' | 'amount' | 'reason'>,
  notes: readonly StoredInvoice[],
): Draft | undefined {
  const credit = creditOf(
    snapshot,
    leftOf(
      snapshot,
      notes.map((note) => note.snapshot),
    ),
    amount,
  );
  if (!credit) return undefined;
  const { language, brand, brandName, seller, buyer, payment, dress } = snapshot;
  const totals = totalsOf(credit.vat, snapshot.totals.gross.currency);
  return {
    ...{ kind: 'credit_note', language, brand, brandName, seller, buyer, ...credit, totals, payment, dress },
    of: { id, number, issuedOn },
    refund: { id: refund, ...(reason && { reason }) },
  };
}

/**
 * What the debit note of a refund that came back will say: the same as its credit note, the other way round. An issued
 * document is never changed, and a taxable amount that grows again after the invoice has to be documented (art. 26, first
 * paragraph, of the Italian D.P.R. 633/1972).
 */
export const debitNoteDraft = ({ _id: id, number, issuedOn, snapshot }: StoredInvoice): Draft => {
  const { series: _series, year: _year, sequence: _sequence, issuedAt: _at, ...says } = snapshot;
  const { number: _number, issuedOn: _on, ...draft } = says;
  return { ...draft, kind: 'debit_note', of: { id, number, issuedOn } };
};

/** A draft in its place, on its day. */
export const placed = (
  draft: Draft,
  { series, sequence }: Omit<Place, 'year'>,
  at: Date,
  timeZone: string,
): Snapshot => {
  const issuedOn = dayIn(timeZone, at);
  const place = { series, year: yearOf(issuedOn), sequence };
  return { ...draft, ...place, number: numberOf(place), issuedAt: at.toISOString(), issuedOn };
};
