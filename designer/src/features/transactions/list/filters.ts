import type { PaymentSummary } from '@pih/schemas/types';
import { paymentStates } from '../states.ts';
import { isPeriod, type Period } from './periods.ts';
import type { Days } from '../../../ui/index.ts';

/** Filters by a list of values: any of them passes. */
export const listFilters = [
  'state',
  'method',
  'provider',
  'channel',
  'type',
  'brand',
  'currency',
  'country',
  'attention',
] as const;
export type ListFilter = (typeof listFilters)[number];

/** Why a payment may need a look; a test compares it with the words. */
export const attentionReasons = [
  'no_offer',
  'paid_late',
  'paid_twice',
  'sum_differs',
  'refund_unknown',
  'refund_failed',
  'attempt_unresolved',
  'processing_long',
] as const satisfies readonly NonNullable<PaymentSummary['attention']>[];
export const paymentTypes = ['direct', 'subscription', 'link'] as const satisfies readonly PaymentSummary['type'][];
export const channels = [
  'web',
  'app',
  'store',
  'phone',
  'link',
] as const satisfies readonly PaymentSummary['channel'][];

/** What the list lets through. It lives in the address, so that a list can be sent to a colleague. */
export interface Filters extends Record<ListFilter, string[]> {
  range: Period | Days | undefined;
  /** Totals between, in minor units of the one currency that `currency` then holds. */
  amount: { from?: number; to?: number } | undefined;
  /** An e-mail address or the shop's number of a customer, all of it. */
  customer: string;
  search: string;
  order: 'newest' | 'oldest';
}

export const noFilters = (): Filters => ({
  state: [],
  method: [],
  provider: [],
  channel: [],
  type: [],
  brand: [],
  currency: [],
  country: [],
  attention: [],
  range: undefined,
  amount: undefined,
  customer: '',
  search: '',
  order: 'newest',
});

/** What an address, or anything else that names texts, may hold. */
type Texts = Readonly<Record<string, unknown>>;

/** All of a list's values in one word, so that addresses stay short. */
const any = 'any';
const allOf: Partial<Record<ListFilter, readonly string[]>> = { attention: attentionReasons };

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** Lists of which the engine refuses what it does not know. */
const knownValues: Partial<Record<ListFilter, readonly string[]>> = {
  state: paymentStates,
  attention: attentionReasons,
  type: paymentTypes,
  channel: channels,
};

function listOf(name: ListFilter, text: string): string[] {
  if (text === any) return [...(allOf[name] ?? [])];
  const known = knownValues[name];
  return text.split(',').filter((value) => value !== '' && (!known || known.includes(value)));
}

function rangeOf(query: Texts): Filters['range'] {
  const period = textOf(query['period']);
  if (isPeriod(period)) return period;
  const [from, to] = [textOf(query['from']), textOf(query['to'])];
  const days: Days = { ...(isDay(from) && { from }), ...(isDay(to) && { to }) };
  return days.from || days.to ? days : undefined;
}

const minorUnits = (value: unknown): number | undefined => {
  const text = textOf(value);
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
};

function amountOf(query: Texts): Filters['amount'] {
  const [from, to] = [minorUnits(query['amountFrom']), minorUnits(query['amountTo'])];
  return from === undefined && to === undefined
    ? undefined
    : { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

/** Reads filters from the address. What makes no sense there is left out. */
export function filtersOf(query: Texts): Filters {
  const filters = noFilters();
  for (const name of listFilters) filters[name] = listOf(name, textOf(query[name]));
  return {
    ...filters,
    range: rangeOf(query),
    // Sums of several currencies cannot be compared.
    amount: filters.currency.length === 1 ? amountOf(query) : undefined,
    customer: textOf(query['customer']),
    search: textOf(query['search']),
    order: query['order'] === 'oldest' ? 'oldest' : 'newest',
  };
}

const inShort = (name: ListFilter, values: readonly string[]): string =>
  allOf[name]?.every((value) => values.includes(value)) ? any : values.join(',');

/** Writes filters into the address; those that are off leave no trace. */
export function queryOf(filters: Filters): Record<string, string> {
  const { range, amount, customer, search, order } = filters;
  const lists = listFilters.flatMap((name) => (filters[name].length ? [[name, inShort(name, filters[name])]] : []));
  return {
    ...Object.fromEntries(lists),
    ...(typeof range === 'string' ? { period: range } : range),
    ...(amount?.from !== undefined && { amountFrom: String(amount.from) }),
    ...(amount?.to !== undefined && { amountTo: String(amount.to) }),
    ...(customer && { customer }),
    ...(search && { search }),
    ...(order === 'oldest' && { order }),
  };
}

/** Whether any filter is on. */
export const isFiltered = (filters: Filters): boolean => {
  const { order: _order, ...narrowing } = queryOf(filters);
  return Object.keys(narrowing).length > 0;
};

/** The filters with one list changed. A sum means something in one currency only. */
export function withList(filters: Filters, name: ListFilter, values: string[]): Filters {
  const next = { ...filters, [name]: values };
  return name === 'currency' && values.length !== 1 ? { ...next, amount: undefined } : next;
}
