import type { PaymentQuery, PaymentSummary } from '@pih/schemas/types';
import { dayIn } from '../../../formats/index.ts';
import type { Days } from '../../../ui/index.ts';
import { filtersOf, listFilters, noFilters, type Filters, type ListFilter } from './filters.ts';
import { instantsOf, type Calendar } from './periods.ts';

/** What `GET /v1/payments` is asked, as its address writes it. */
export type ListQuery = Readonly<Record<string, string>>;

/** What to ask the engine for; days are meant by the merchant's calendar. */
export function paymentQueryOf(filters: Filters, calendar: Calendar): PaymentQuery {
  const { range, amount, customer, search, order } = filters;
  const lists = listFilters.flatMap((name) => (filters[name].length ? [[name, filters[name]]] : []));
  return {
    // Filters take from the address only what the engine knows, and from the lists only what was picked there.
    ...(Object.fromEntries(lists) as Pick<PaymentQuery, ListFilter>),
    ...(amount?.from !== undefined && { amountFrom: amount.from }),
    ...(amount?.to !== undefined && { amountTo: amount.to }),
    ...(customer && { customer }),
    ...(search && { search }),
    ...(order === 'oldest' && { order }),
    ...(range && instantsOf(range, calendar)),
  };
}

/** The same as an address writes it: lists with commas. */
export const listQueryOf = (query: PaymentQuery): ListQuery =>
  Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));

/** The calendar days between two instants, the second not included. */
const daysBetween = ({ from, to }: PaymentQuery, timeZone: string): Days => ({
  ...(from && { from: dayIn(new Date(from), timeZone) }),
  ...(to && { to: dayIn(new Date(Date.parse(to) - 1), timeZone) }),
});

/** Filters as somebody saved them. */
export function filtersFrom(query: PaymentQuery, timeZone: string): Filters {
  const { from: _from, to: _to, ...rest } = query;
  const days = daysBetween(query, timeZone);
  return { ...noFilters(), ...filtersOf(listQueryOf(rest)), range: days.from || days.to ? days : undefined };
}

function isSought({ id, reference, shopper }: PaymentSummary, search: string): boolean {
  const text = search.trim().toLowerCase();
  return (
    id.toLowerCase() === text || [reference, shopper.email ?? ''].some((one) => one.toLowerCase().startsWith(text))
  );
}

const valuesOf = (payment: PaymentSummary): Record<ListFilter, string | undefined> => ({
  state: payment.state,
  method: payment.method,
  provider: payment.provider,
  channel: payment.channel,
  type: payment.type,
  brand: payment.brand,
  currency: payment.total.currency,
  country: payment.shopper.country ?? payment.shopper.address?.country,
  attention: payment.attention,
});

function isListed(filters: Filters, payment: PaymentSummary): boolean {
  const own = valuesOf(payment);
  return listFilters.every((name) => {
    const value = own[name];
    return !filters[name].length || (value !== undefined && filters[name].includes(value));
  });
}

const isWithin = ({ amount }: Filters, { total }: PaymentSummary): boolean =>
  total.amount >= (amount?.from ?? 0) && total.amount <= (amount?.to ?? Infinity);

const isCustomer = ({ customer }: Filters, { shopper }: PaymentSummary): boolean =>
  !customer || shopper.email?.toLowerCase() === customer.toLowerCase() || shopper.reference === customer;

/**
 * Whether a payment that just came in belongs into the list, by the same rules as the engine's. What a summary does not
 * carry, such as a provider's reference, is not found before the list is read again.
 */
export function matches(filters: Filters, payment: PaymentSummary, calendar: Calendar): boolean {
  const { from, to } = filters.range ? instantsOf(filters.range, calendar) : {};
  return (
    isListed(filters, payment) &&
    isWithin(filters, payment) &&
    isCustomer(filters, payment) &&
    (!filters.search || isSought(payment, filters.search)) &&
    (!from || payment.createdAt >= from) &&
    (!to || payment.createdAt < to)
  );
}
