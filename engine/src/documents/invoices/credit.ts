import type { Invoice, InvoiceVat } from '@pih/schemas';
import { addedLine } from './lines.ts';
import { taxOf, vatRow } from './vat.ts';

/** What is left of an invoice at one rate, in minor units. */
interface Part {
  gross: number;
  /** The VAT in it as the documents have it, which may be a unit off what the rate makes of the rest. */
  tax: number;
}

/** What is left of an invoice, by rate in percent: not yet taken back by any credit note. */
export type Left = ReadonlyMap<number, Part>;

type Said = Pick<Invoice, 'kind' | 'vat'>;

const sumOf = (left: Left): number => [...left.values()].reduce((sum, { gross }) => sum + gross, 0);

/** What notes leave of their invoice: credit notes take away, debit notes bring back what the undone credit note took. */
export function leftOf({ vat }: Pick<Invoice, 'vat'>, notes: readonly Said[]): Left {
  const left = new Map(vat.map(({ percent, gross, tax }) => [percent, { gross: gross.amount, tax: tax.amount }]));
  for (const note of notes) {
    const sign = note.kind === 'debit_note' ? 1 : -1;
    for (const { percent, gross, tax } of note.vat) {
      const before = left.get(percent) ?? { gross: 0, tax: 0 };
      left.set(percent, { gross: before.gross + sign * gross.amount, tax: before.tax + sign * tax.amount });
    }
  }
  return left;
}

/**
 * Divides a sum among rates in proportion to what is left of each, and never more than that: whole units first, then the
 * odd ones to those that came nearest to another. What comes last takes exactly what is left.
 */
function divided(left: Left, amount: number): Map<number, number> {
  const whole = BigInt(sumOf(left));
  if (whole === 0n) return new Map();
  const parts = [...left].map(([rate, { gross }]) => {
    const exact = BigInt(gross) * BigInt(amount);
    return { rate, part: Number(exact / whole), over: exact % whole };
  });
  let odd = amount - parts.reduce((sum, { part }) => sum + part, 0);
  for (const each of [...parts].sort((a, b) => (a.over === b.over ? b.rate - a.rate : a.over < b.over ? 1 : -1))) {
    if (odd === 0) break;
    each.part++;
    odd--;
  }
  return new Map(parts.map(({ rate, part }) => [rate, part]));
}

/**
 * The VAT in a part of what is left: the difference of two reckonings, not a reckoning of the difference, so that all notes
 * together come to the invoice's.
 */
function taxIn(left: Part, gross: number, rate: number): number {
  if (gross === left.gross) return left.tax;
  return Math.min(Math.max(left.tax - taxOf(left.gross - gross, rate), 0), gross, left.tax);
}

/** What a credit note says beside who and when. */
export type Credit = Pick<Invoice, 'lines' | 'vat'>;

/**
 * Takes back a part of an invoice, or all of it, at the rates that it was charged at. However many credit notes there are,
 * together they never give back more, of any rate, than the invoice has; and all of it to the last unit of VAT once the
 * whole sum is back.
 * @param left what earlier notes have left of it
 * @param asked minor units, VAT included
 * @returns undefined when nothing is left of the invoice
 */
export function creditOf(
  invoice: Pick<Invoice, 'lines' | 'vat' | 'totals'>,
  left: Left,
  asked: number,
): Credit | undefined {
  const { currency, amount: total } = invoice.totals.gross;
  const amount = Math.min(asked, sumOf(left));
  if (amount <= 0) return undefined;
  if (amount === total) return { lines: invoice.lines, vat: invoice.vat };

  const taken = [...divided(left, amount)].filter(([, gross]) => gross > 0);
  const vat = taken.map(([rate, gross]): InvoiceVat => {
    const part = left.get(rate) ?? { gross: 0, tax: 0 };
    return vatRow(rate, gross, taxIn(part, gross, rate), currency);
  });
  return { lines: taken.map(([rate, gross]) => addedLine('refund', gross, rate, currency)), vat };
}
