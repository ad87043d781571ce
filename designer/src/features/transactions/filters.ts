import type { PaymentSummary } from '@pih/schemas/types';
import type { LocationQuery, LocationQueryRaw } from 'vue-router';
import { addDays, dayIn, startOfDay } from '../../formats/index.ts';

/** Filters by a list of values: any of them passes. */
export const listFilters = ['state', 'method', 'provider', 'brand', 'channel', 'currency'] as const;
export type ListFilter = (typeof listFilters)[number];

/** Days that end today, by the merchant's calendar. */
export const presets = ['today', '7d', '30d', '90d'] as const;
type Preset = (typeof presets)[number];
const daysOf: Record<Preset, number> = { today: 1, '7d': 7, '30d': 30, '90d': 90 };

/** Calendar days, both included; one may be open. */
export interface Days {
  from?: string;
  to?: string;
}

/** What the list lets through. It lives in the address, so that a list can be sent to a colleague. */
export interface Filters extends Record<ListFilter, string[]> {
  range: Preset | Days | undefined;
  search: string;
}

/** What `GET /v1/payments` is asked. */
export type ListQuery = Partial<Record<ListFilter | 'from' | 'to' | 'search', string>>;

interface Calendar {
  now: Date;
  timeZone: string;
}

export const noFilters = (): Filters => ({
  state: [],
  method: [],
  provider: [],
  brand: [],
  channel: [],
  currency: [],
  range: undefined,
  search: '',
});

const textOf = (value: LocationQuery[string] | undefined): string => (typeof value === 'string' ? value : '');
const isPreset = (text: string): text is Preset => presets.some((preset) => preset === text);
const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

function rangeOf(query: LocationQuery): Filters['range'] {
  const preset = textOf(query['range']);
  if (isPreset(preset)) return preset;
  const [from, to] = [textOf(query['from']), textOf(query['to'])];
  const days: Days = { ...(isDay(from) && { from }), ...(isDay(to) && { to }) };
  return days.from || days.to ? days : undefined;
}

/** Reads filters from the address. What makes no sense there is left out. */
export function filtersOf(query: LocationQuery): Filters {
  const filters = { ...noFilters(), range: rangeOf(query), search: textOf(query['search']) };
  for (const name of listFilters) filters[name] = textOf(query[name]).split(',').filter(Boolean);
  return filters;
}

function lists(filters: Filters): Partial<Record<ListFilter, string>> {
  return Object.fromEntries(
    listFilters.flatMap((name) => (filters[name].length ? [[name, filters[name].join(',')]] : [])),
  );
}

/** Writes filters into the address; those that are off leave no trace. */
export function queryOf(filters: Filters): LocationQueryRaw {
  const { range, search } = filters;
  return {
    ...lists(filters),
    ...(typeof range === 'string' ? { range } : range),
    ...(search && { search }),
  };
}

/** The calendar days that a range means today. */
function daysIn(range: Preset | Days, { now, timeZone }: Calendar): Days {
  if (typeof range !== 'string') return range;
  const today = dayIn(now, timeZone);
  return { from: addDays(today, 1 - daysOf[range]) };
}

/** The instants between which a payment must have been created, the last one included. */
function instantsOf(range: Preset | Days, calendar: Calendar): { from?: Date; to?: Date } {
  const { from, to } = daysIn(range, calendar);
  return {
    ...(from && { from: startOfDay(from, calendar.timeZone) }),
    ...(to && { to: new Date(startOfDay(addDays(to, 1), calendar.timeZone).getTime() - 1) }),
  };
}

/** What to ask the engine for. */
export function listQueryOf(filters: Filters, calendar: Calendar): ListQuery {
  const { from, to } = filters.range ? instantsOf(filters.range, calendar) : {};
  return {
    ...lists(filters),
    ...(from && { from: from.toISOString() }),
    ...(to && { to: to.toISOString() }),
    ...(filters.search && { search: filters.search }),
  };
}

/** Whether any filter is on. */
export const isFiltered = (filters: Filters): boolean =>
  listFilters.some((name) => filters[name].length) || filters.range !== undefined || filters.search !== '';

function isSought({ id, reference, shopper }: PaymentSummary, search: string): boolean {
  const text = search.trim().toLowerCase();
  return [id, reference, shopper.email ?? ''].some((one) => one.toLowerCase().includes(text));
}

/** Whether a payment that just came in belongs into the list, by the same rules as the engine's. */
export function matches(filters: Filters, payment: PaymentSummary, calendar: Calendar): boolean {
  const { state, method, provider, brand, channel, total } = payment;
  const value: Record<ListFilter, string | undefined> = {
    state,
    method,
    provider,
    brand,
    channel,
    currency: total.currency,
  };
  const isListed = listFilters.every((name) => {
    const own = value[name];
    return !filters[name].length || (own !== undefined && filters[name].includes(own));
  });
  const { from, to } = filters.range ? instantsOf(filters.range, calendar) : {};
  const at = new Date(payment.createdAt);
  return isListed && (!from || at >= from) && (!to || at <= to) && isSought(payment, filters.search);
}
