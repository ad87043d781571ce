import type { InvoiceLine, InvoiceVat } from '@pih/schemas';

/** Percent with two decimals as a whole number: 22 is 2200, 4.5 is 450. */
const hundredths = (percent: number): number => Math.round(percent * 100);

/**
 * The part of a sum that is not VAT. Prices are VAT included, so the sum is divided by 100 plus the rate, multiplied by 100
 * and rounded once, to the nearest minor unit: the way of art. 27, second paragraph, of the Italian D.P.R. 633/1972. Half a
 * unit goes up, as art. 5 of Regulation (EC) 1103/97 has it for amounts of money.
 * @param gross minor units, VAT included; below zero it is the same sum the other way round
 */
export function netOf(gross: number, percent: number): number {
  if (gross < 0) return -netOf(-gross, percent);
  const [part, whole] = [10_000n, 10_000n + BigInt(hundredths(percent))];
  // Whole numbers beyond 2^53 on the way, so that not a unit is lost.
  return Number((BigInt(gross) * part * 2n + whole) / (whole * 2n));
}

/** The VAT that a sum includes, in minor units: what is left beside the net amount, so that the two always make the sum. */
export const taxOf = (gross: number, percent: number): number => gross - netOf(gross, percent);

/** What all lines of each rate come to, the highest rate first. */
export function grossByRate(lines: readonly Pick<InvoiceLine, 'gross' | 'vatPercent'>[]): Map<number, number> {
  const sums = new Map<number, number>();
  for (const { gross, vatPercent } of lines) sums.set(vatPercent, (sums.get(vatPercent) ?? 0) + gross.amount);
  return new Map([...sums].sort(([a], [b]) => b - a));
}

/** VAT is reckoned once for each rate, on the sum of its lines (Directive 2006/112/EC, art. 226, points 8 to 10). */
export const vatOf = (lines: readonly Pick<InvoiceLine, 'gross' | 'vatPercent'>[], currency: string): InvoiceVat[] =>
  [...grossByRate(lines)].map(([percent, gross]) => vatRow(percent, gross, taxOf(gross, percent), currency));

/** One row of the VAT table; sums are minor units. */
export const vatRow = (percent: number, gross: number, tax: number, currency: string): InvoiceVat => ({
  percent,
  net: { amount: gross - tax, currency },
  tax: { amount: tax, currency },
  gross: { amount: gross, currency },
});

/** What the rows of the VAT table come to. */
export function totalsOf(vat: readonly InvoiceVat[], currency: string) {
  const sum = (of: 'net' | 'tax' | 'gross') => ({
    amount: vat.reduce((amount, row) => amount + row[of].amount, 0),
    currency,
  });
  return { net: sum('net'), tax: sum('tax'), gross: sum('gross') };
}
