import type { Product, ScalapayOrder } from './account.ts';

/** One instalment: when it is due, and how many cents. */
export interface Instalment {
  readonly due: Date;
  readonly cents: number;
}

const parts: Record<Product, number> = { 'pay-in-3': 3, 'pay-in-4': 4, later: 1 };

/** Equal parts a month apart, the first at once; what does not divide is in the first. "Later" is one part in a month. */
export function planOf({ total, product }: Pick<ScalapayOrder, 'total' | 'product'>, start: Date): Instalment[] {
  const count = parts[product];
  const each = Math.floor(total / count);
  return Array.from({ length: count }, (_, index) => ({
    due: monthsAfter(start, product === 'later' ? 1 : index),
    cents: index === 0 ? total - each * (count - 1) : each,
  }));
}

/** The same day of a later month, or its last day: a month after 31 January is 28 February. */
function monthsAfter(start: Date, months: number): Date {
  const [year, month] = [start.getUTCFullYear(), start.getUTCMonth() + months];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(start.getUTCDate(), lastDay)));
}
