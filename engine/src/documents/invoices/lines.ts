import type { InvoiceLine, Item, Money } from '@pih/schemas';
import { grossByRate } from './vat.ts';

/** What an invoice is made from. */
export interface Order {
  items: readonly Item[];
  /** What was asked. */
  total: Money;
  /** What was taken, in minor units of the total's currency: what the invoice comes to. */
  captured: number;
  /** Percent, for items that have no rate of their own. */
  usualVat: number;
}

type Because = NonNullable<InvoiceLine['because']>;

/** The rate that most of a sum is taxed at; what goes along with the goods, such as delivery or a discount, follows it. */
function mainRate(lines: readonly InvoiceLine[], usual: number): number {
  const [first] = [...grossByRate(lines)].sort(([, a], [, b]) => b - a);
  return first?.[0] ?? usual;
}

/** A line that the hub adds. */
export const addedLine = (because: Because, amount: number, vatPercent: number, currency: string): InvoiceLine => ({
  quantity: 1,
  unitPrice: { amount, currency },
  gross: { amount, currency },
  vatPercent,
  because,
});

const lineOf = ({ name, quantity, unitPrice, vatPercent }: Item, usual: number): InvoiceLine => ({
  name,
  quantity,
  unitPrice,
  gross: { amount: quantity * unitPrice.amount, currency: unitPrice.currency },
  vatPercent: vatPercent ?? usual,
});

/**
 * The lines of an order's invoice. They come to what was captured, whatever the items say: where they do not, one line more
 * balances them and says why. Should that line turn what is sold at its rate below zero, or the items be more than can be
 * reckoned, it stands alone for all of them.
 */
export function linesOf({ items, total, captured, usualVat }: Order): InvoiceLine[] {
  const { currency } = total;
  if (items.length === 0) return [addedLine('no_items', captured, usualVat, currency)];
  const lines = items.map((item) => lineOf(item, usualVat));
  const left = captured - lines.reduce((sum, { gross }) => sum + gross.amount, 0);
  if (left === 0) return lines;
  const because = captured < total.amount ? 'part_captured' : 'items_differ';
  const rate = mainRate(lines, usualVat);
  const balanced = [...lines, addedLine(because, left, rate, currency)];
  const isSound = Number.isSafeInteger(left) && (grossByRate(balanced).get(rate) ?? 0) >= 0;
  return isSound ? balanced : [addedLine(because, captured, rate, currency)];
}
