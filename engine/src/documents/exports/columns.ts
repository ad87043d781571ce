import { apiSchemas, type ExportRequest, type Money, type PaymentSummary } from '@pih/schemas';

export type ColumnName = NonNullable<ExportRequest['columns']>[number];
export type Language = 'en' | 'it';

/** What stands in one cell: formats write each in their own way. */
export type Cell = { kind: 'text'; text: string } | { kind: 'time'; at: Date } | { kind: 'money'; sum: Money };

const text = (value: string | undefined): Cell => ({ kind: 'text', text: value ?? '' });
const time = (value: string): Cell => ({ kind: 'time', at: new Date(value) });
const money = (sum: Money): Cell => ({ kind: 'money', sum });

/** What each column shows of a payment, as a list shows it to whoever asks. */
const cells: Readonly<Record<ColumnName, (payment: PaymentSummary) => Cell>> = {
  id: ({ id }) => text(id),
  reference: ({ reference }) => text(reference),
  createdAt: ({ createdAt }) => time(createdAt),
  updatedAt: ({ updatedAt }) => time(updatedAt),
  state: ({ state }) => text(state),
  brand: ({ brand }) => text(brand),
  type: ({ type }) => text(type),
  channel: ({ channel }) => text(channel),
  method: ({ method }) => text(method),
  provider: ({ provider }) => text(provider),
  country: ({ shopper: { country, address } }) => text(country ?? address?.country),
  currency: ({ total: { currency } }) => text(currency),
  total: ({ total }) => money(total),
  captured: ({ captured }) => money(captured),
  refunded: ({ refunded }) => money(refunded),
  refundable: ({ refundable }) => money(refundable),
  attention: ({ attention }) => text(attention),
  name: ({ shopper }) => text(shopper.name),
  email: ({ shopper }) => text(shopper.email),
  phone: ({ shopper }) => text(shopper.phone),
  street: ({ shopper: { address } }) => text([address?.line1, address?.line2].filter(Boolean).join(', ')),
  postcode: ({ shopper: { address } }) => text(address?.postcode),
  city: ({ shopper: { address } }) => text(address?.city),
  taxId: ({ shopper }) => text(shopper.taxId),
};

const titles: Readonly<Record<ColumnName, Record<Language, string>>> =
  apiSchemas['export-request'].properties.columns.items['x-labels'];

const sums: ReadonlySet<ColumnName> = new Set(['total', 'captured', 'refunded', 'refundable']);
const times: ReadonlySet<ColumnName> = new Set(['createdAt', 'updatedAt']);

/** What an export holds when nobody says it. */
export const usualColumns: readonly ColumnName[] = [
  ...(['createdAt', 'reference', 'state', 'total', 'currency', 'refunded', 'method', 'provider', 'channel'] as const),
  ...(['type', 'country', 'email', 'id'] as const),
];

/** The columns as they are written: a sum says nothing without its currency. */
export function columnsWith(asked: readonly ColumnName[]): ColumnName[] {
  const sum = asked.findIndex((name) => sums.has(name));
  if (sum < 0 || asked.includes('currency')) return [...asked];
  return [...asked.slice(0, sum + 1), 'currency', ...asked.slice(sum + 1)];
}

/** How wide a column is in a spreadsheet, in signs. */
export function widthOf(name: ColumnName): number {
  if (times.has(name)) return 20;
  if (name === 'id') return 32;
  return sums.has(name) ? 14 : 18;
}

export const titlesOf = (columns: readonly ColumnName[], language: Language): string[] =>
  columns.map((name) => titles[name][language]);

export const rowOf = (columns: readonly ColumnName[], payment: PaymentSummary): Cell[] =>
  columns.map((name) => cells[name](payment));
