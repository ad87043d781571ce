import { exponentOf, fromDecimal } from '@pih/schemas/money';
import type { Channel, CustomerType, DemoOrder, Language } from '@pih/schemas/types';
import type { CustomFact } from './options.ts';

/** What the visitor has set; texts as typed. */
export interface Wish {
  brand: string;
  amount: string;
  currency: string;
  customerType: CustomerType;
  channel: Channel;
  country: string;
  language: Language;
  categories: readonly string[];
  custom: Readonly<Record<string, string>>;
}

/**
 * Reads a sum as people type it: a comma or a point before the decimals, spaces and apostrophes between thousands.
 * @returns nothing when it is no sum of at least one minor unit
 */
export function sumOf(text: string, currency: string): DemoOrder['total'] | undefined {
  const plain = text.replace(/[\s'’]/g, '').replace(',', '.');
  try {
    const sum = fromDecimal(plain, currency);
    return sum.amount > 0 ? sum : undefined;
  } catch {
    return undefined; // fromDecimal throws for what is no sum, which is exactly the question.
  }
}

/** Sums that lie on both sides of the usual limits of flows, written for a currency: "119.90", "12000" for JPY. */
export const quickAmounts = (currency: string): string[] =>
  exponentOf(currency) === 0 ? ['1500', '5000', '12000', '60000'] : ['9.90', '49.90', '119.90', '640.00'];

/** The identifier under which an order carries a custom fact; flows call the same fact "custom.<id>". */
export const customId = ({ id }: Pick<CustomFact, 'id'>): string => id.replace(/^custom\./, '');

function customValue({ type }: CustomFact, text: string): string | number | boolean | string[] {
  if (type === 'number') return Number(text.replace(',', '.'));
  if (type === 'boolean') return text === 'true';
  return type === 'list' ? [text] : text;
}

/** Writes the order as the engine takes it; facts left open are left out. */
export function orderOf(wish: Wish, total: DemoOrder['total'], facts: readonly CustomFact[]): DemoOrder {
  const given = facts
    .map((fact) => ({ fact, text: wish.custom[customId(fact)]?.trim() ?? '' }))
    .filter(({ text }) => text !== '');
  return {
    brand: wish.brand,
    total,
    channel: wish.channel,
    customerType: wish.customerType,
    ...(wish.country && { country: wish.country }),
    language: wish.language,
    ...(wish.categories.length > 0 && { categories: [...wish.categories] }),
    ...(given.length > 0 && {
      custom: Object.fromEntries(given.map(({ fact, text }) => [customId(fact), customValue(fact, text)])),
    }),
  };
}
