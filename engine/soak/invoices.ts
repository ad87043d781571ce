import type { InvoiceSummary, Payment } from '@pih/schemas';
import type { Story } from './story.ts';

/** What is wrong with the numbers of invoices: a gap, a double, or not the one that was acknowledged. */
export function numbersWrong(stories: readonly Story[], invoices: readonly InvoiceSummary[]): string[] {
  const wrong: string[] = [];
  const places = new Map<string, number[]>();
  for (const { number } of invoices) {
    const [place = '', sequence] = /^(.+)-(\d+)$/.exec(number)?.slice(1) ?? [];
    places.set(place, [...(places.get(place) ?? []), Number(sequence)]);
  }
  for (const [place, sequences] of places) {
    sequences.sort((a, b) => a - b);
    const odd = sequences.findIndex((sequence, index) => sequence !== index + 1);
    if (odd !== -1) wrong.push(`${place}: ${sequences[odd]} stands where ${odd + 1} belongs`);
  }
  for (const { payment, invoice } of stories) {
    if (!invoice?.number) continue;
    const found = invoices.filter((each) => each.kind === 'invoice' && each.payment.id === payment?.id);
    if (found.length !== 1 || found[0]?.number !== invoice.number)
      wrong.push(
        `${payment?.id}: ${invoice.number} was acknowledged, there is ${found.map(({ number }) => number).join()}`,
      );
  }
  return wrong;
}

/** Where invoices and credit notes do not say what became of the money. */
export function sumsWrong(payments: readonly Payment[], invoices: readonly InvoiceSummary[]): string[] {
  const wrong: string[] = [];
  for (const { id, captured, refunds } of payments) {
    const mine = invoices.filter(({ payment }) => payment.id === id);
    const [invoice] = mine.filter(({ kind }) => kind === 'invoice');
    if (!invoice) continue;
    if (invoice.total.amount !== captured.amount)
      wrong.push(`${id}: ${captured.amount} was captured, ${invoice.number} says ${invoice.total.amount}`);
    const given = refunds.filter(({ state }) => state === 'succeeded').map(({ amount }) => amount.amount);
    const undone = new Set(mine.flatMap(({ kind, of }) => (kind === 'debit_note' && of ? [of.id] : [])));
    const noted = mine
      .filter(({ id: note, kind }) => kind === 'credit_note' && !undone.has(note))
      .map(({ total }) => total.amount);
    if (given.sort((a, b) => a - b).join() !== noted.sort((a, b) => a - b).join())
      wrong.push(`${id}: [${given.join()}] was refunded, its credit notes say [${noted.join()}]`);
  }
  return wrong;
}
