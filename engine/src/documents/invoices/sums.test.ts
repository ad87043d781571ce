import type { Invoice, Item } from '@pih/schemas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { creditOf, leftOf } from './credit.ts';
import { linesOf, type Order } from './lines.ts';
import { netOf, totalsOf, vatOf } from './vat.ts';

const rates = fc.constantFrom(0, 4, 5, 5.5, 10, 19, 22, 7.77, 100);
/** With no, two and three decimals; what counts is whole minor units. */
const someCurrency = fc.constantFrom('EUR', 'JPY', 'KWD');
const someItem = (currency: string): fc.Arbitrary<Item> =>
  fc.record(
    {
      name: fc.constant('Something'),
      quantity: fc.integer({ min: 1, max: 2_000 }),
      unitPrice: fc.record({ amount: fc.integer({ min: 0, max: 5_000_000 }), currency: fc.constant(currency) }),
      vatPercent: rates,
    },
    { requiredKeys: ['name', 'quantity', 'unitPrice'] },
  );
const someOrder: fc.Arbitrary<Order> = someCurrency.chain((currency) =>
  fc
    .record({
      items: fc.array(someItem(currency), { maxLength: 6 }),
      captured: fc.integer({ min: 1, max: 2_000_000_000 }),
      asked: fc.integer({ min: 0, max: 1_000 }),
      isExact: fc.boolean(),
      usualVat: rates,
    })
    .map(({ items, captured, asked, isExact, usualVat }) => {
      const worth = items.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice.amount, 0);
      const taken = isExact && worth > 0 ? worth : captured;
      return { items, captured: taken, total: { amount: taken + asked, currency }, usualVat };
    }),
);

const invoiceOf = (order: Order) => {
  const lines = linesOf(order);
  const vat = vatOf(lines, order.total.currency);
  return { lines, vat, totals: totalsOf(vat, order.total.currency) };
};
const grossOf = (rows: readonly { gross: { amount: number } }[]) =>
  rows.reduce((sum, { gross }) => sum + gross.amount, 0);
const eur = (amount: number) => ({ amount, currency: 'EUR' });
const oil: Item = { name: 'Oil', quantity: 2, unitPrice: eur(12_00), vatPercent: 4 };
const glass: Item = { name: 'Glass', quantity: 1, unitPrice: eur(10_00) };
const anOrder = (about: Partial<Order> = {}): Order => ({
  items: [oil, glass],
  total: eur(34_00),
  captured: 34_00,
  usualVat: 22,
  ...about,
});

type Note = Pick<Invoice, 'kind' | 'lines' | 'vat'>;

/** The credit notes of refunds, one after the other. */
function notesFor(
  invoice: ReturnType<typeof invoiceOf>,
  refunds: readonly number[],
  earlier: readonly (Note | undefined)[] = [],
) {
  const notes: (Note | undefined)[] = [];
  for (const amount of refunds) {
    const known = [...earlier, ...notes].filter((note) => note !== undefined);
    const credit = creditOf(invoice, leftOf(invoice, known), amount);
    notes.push(credit && { ...credit, kind: 'credit_note' });
  }
  return notes;
}

/** What is left of an invoice at any rate. */
const leftIn = (invoice: ReturnType<typeof invoiceOf>, notes: readonly (Note | undefined)[]) =>
  [
    ...leftOf(
      invoice,
      notes.filter((note) => note !== undefined),
    ),
  ].filter(([, { gross, tax }]) => gross !== 0 || tax !== 0);

const someParts = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 8 });

/** A sum in parts by weight. */
function partsOf(sum: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((all, weight) => all + weight, 0);
  const parts = weights.map((weight) => Math.floor((sum / whole) * weight)).filter((part) => part > 0);
  const rest = sum - parts.reduce((all, part) => all + part, 0);
  return rest > 0 ? [...parts, rest] : parts;
}

describe('the net part of a price', () => {
  it.each([
    [122_00, 22, 100_00],
    [10_00, 22, 8_20],
    [500, 10, 455],
    [1_000, 5, 952],
    [1, 22, 1],
    [0, 22, 0],
    [9_99, 0, 9_99],
    [-10_00, 22, -8_20],
    // Half a unit goes up: 3 / 2 = 1.5.
    [3, 100, 2],
    // Beyond what a product of numbers can hold exactly.
    [9_007_199_254_740_991, 22, 7_382_950_208_804_091],
  ])('of %i at %d%% is %i', (gross, percent, net) => {
    expect(netOf(gross, percent)).toBe(net);
  });
});

describe('the lines of an invoice', () => {
  it('are the items, each at its own rate or the usual one', () => {
    const { lines, vat, totals } = invoiceOf(anOrder());
    expect(lines.map(({ name, gross, vatPercent }) => [name, gross.amount, vatPercent])).toEqual([
      ['Oil', 24_00, 4],
      ['Glass', 10_00, 22],
    ]);
    expect(vat.map(({ percent, net, tax }) => [percent, net.amount, tax.amount])).toEqual([
      [22, 8_20, 1_80],
      [4, 23_08, 92],
    ]);
    expect([totals.net, totals.tax, totals.gross].map(({ amount }) => amount)).toEqual([31_28, 2_72, 34_00]);
  });

  it('are one line for the order when it has no items', () => {
    expect(linesOf(anOrder({ items: [] }))).toEqual([
      { quantity: 1, unitPrice: eur(34_00), gross: eur(34_00), vatPercent: 22, because: 'no_items' },
    ]);
  });

  it.each([
    ['delivery', 39_00, 39_00, 'items_differ', 5_00],
    ['a discount', 30_00, 30_00, 'items_differ', -4_00],
    ['a part that was not taken', 34_00, 20_00, 'part_captured', -14_00],
  ])('have one line more for %s, at the rate of most of the order', (_what, total, captured, because, amount) => {
    const lines = linesOf(anOrder({ total: eur(total), captured }));
    expect(lines).toHaveLength(3);
    expect(lines[2]).toMatchObject({ because, gross: eur(amount), vatPercent: 4 });
  });

  it('are one line alone where balancing would turn a rate below zero', () => {
    expect(linesOf(anOrder({ captured: 5_00 }))).toEqual([
      { quantity: 1, unitPrice: eur(5_00), gross: eur(5_00), vatPercent: 4, because: 'part_captured' },
    ]);
  });

  it('always come to what was captured, with VAT that adds up at every rate and is never below zero', () => {
    fc.assert(
      fc.property(someOrder, (order) => {
        const { lines, vat, totals } = invoiceOf(order);
        expect(grossOf(lines)).toBe(order.captured);
        expect(totals.gross.amount).toBe(order.captured);
        expect(totals.net.amount + totals.tax.amount).toBe(order.captured);
        for (const { net, tax, gross } of vat) {
          expect(net.amount + tax.amount).toBe(gross.amount);
          expect(Math.min(net.amount, tax.amount)).toBeGreaterThanOrEqual(0);
        }
        expect(lines.filter(({ because }) => because).length).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('a credit note', () => {
  it('for all of an invoice mirrors it', () => {
    const invoice = invoiceOf(anOrder());
    expect(creditOf(invoice, leftOf(invoice, []), 34_00)).toEqual({ lines: invoice.lines, vat: invoice.vat });
  });

  it('for a part takes it back at the rates that were charged, in their proportion', () => {
    const credit = creditOf(invoiceOf(anOrder()), leftOf(invoiceOf(anOrder()), []), 3_40);
    expect(credit?.vat.map(({ percent, gross }) => [percent, gross.amount])).toEqual([
      [22, 1_00],
      [4, 2_40],
    ]);
    expect(credit?.lines.map(({ because }) => because)).toEqual(['refund', 'refund']);
  });

  it('is not made once earlier ones have taken everything back', () => {
    expect(notesFor(invoiceOf(anOrder()), [30_00, 4_00, 1]).at(-1)).toBeUndefined();
    expect(notesFor(invoiceOf(anOrder()), [30_00, 10_00]).map((note) => grossOf(note?.lines ?? []))).toEqual([
      30_00, 4_00,
    ]);
  });

  it('and all others together give back exactly the invoice, rate by rate and to the last unit of VAT', () => {
    fc.assert(
      fc.property(someOrder, someParts, (order, weights) => {
        const invoice = invoiceOf(order);
        const refunds = partsOf(order.captured, weights);
        const notes = notesFor(invoice, refunds);
        expect(notes.map((note) => grossOf(note?.lines ?? []))).toEqual(refunds);
        expect(leftIn(invoice, notes)).toEqual([]);
        for (const row of notes.flatMap((note) => note?.vat ?? []))
          expect(Math.min(row.net.amount, row.tax.amount)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('that a debit note undoes leaves the invoice as if it had not been, whatever is refunded afterwards', () => {
    fc.assert(
      fc.property(someOrder, someParts, fc.nat(), fc.nat(), (order, weights, which, when) => {
        const invoice = invoiceOf(order);
        const refunds = partsOf(order.captured, weights);
        const undone = which % refunds.length;
        const until = undone + 1 + (when % (refunds.length - undone));
        // Some are made, one of them comes back, and the rest and its sum are refunded after all.
        const before = notesFor(invoice, refunds.slice(0, until));
        const debit = before[undone] && { ...before[undone], kind: 'debit_note' as const };
        const earlier = debit ? [...before, debit] : before;
        const after = notesFor(invoice, [...refunds.slice(until), refunds[undone] ?? 0], earlier);
        expect(leftIn(invoice, [...earlier, ...after])).toEqual([]);
        for (const row of after.flatMap((note) => note?.vat ?? []))
          expect(Math.min(row.net.amount, row.tax.amount)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
