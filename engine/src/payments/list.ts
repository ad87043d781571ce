import { InvalidInput, isId, type FieldError, type PaymentList } from '@pih/schemas';
import { encodeTime } from 'ulid';
import type { PaymentRepository } from './repository.ts';
import { summaryOf } from './views.ts';

type Query = Record<string, string | string[] | undefined>;

/** Query names that compare one field with any of a comma-separated list. */
const anyOf: Record<string, string> = {
  state: 'state',
  method: 'method',
  provider: 'provider',
  brand: 'brand',
  channel: 'channel',
  currency: 'total.currency',
};
const known = new Set([...Object.keys(anyOf), 'from', 'to', 'search', 'limit', 'cursor']);

const textOf = (value: string | string[] | undefined): string =>
  (Array.isArray(value) ? value.join(',') : (value ?? '')).trim();

function instant(query: Query, name: string, errors: FieldError[]): Date | undefined {
  const text = textOf(query[name]);
  if (!text) return undefined;
  const at = new Date(/^\d{4}-\d{2}-\d{2}/.test(text) ? text : Number.NaN);
  if (Number.isNaN(at.getTime()) || at.getTime() < 0 || at.getTime() > 281474976710655) {
    errors.push({
      path: `/${name}`,
      rule: 'format',
      message: 'is not a date and time such as 2026-11-23T10:00:00Z',
      value: text,
    });
    return undefined;
  }
  return at;
}

/** Ids sort by birth, so a time is a bound on the id: the index that gives the order gives the period too. */
const idAt = (at: Date): string => `pay_${encodeTime(at.getTime(), 10)}`;

/** One filter for what a person types: an id, a merchant reference or an e-mail address. */
function searched(text: string): Record<string, unknown> {
  if (isId('payment', text)) return { _id: text };
  if (text.startsWith('att_')) return { 'attempts.id': text };
  const exactly = [{ reference: text }, { 'attempts.reference': text }];
  return { $or: text.includes('@') ? [{ 'shopper.email': text.toLowerCase() }, ...exactly] : exactly };
}

/**
 * One page of payments, newest first.
 * @param query as in the address: state, method, provider, brand, channel, currency (each any of a comma-separated list),
 *   from, to (instants), search (an id, reference or e-mail), limit (1 to 100), cursor
 * @throws InvalidInput naming each wrong part of the query
 */
export async function listPayments(payments: PaymentRepository, query: Query): Promise<PaymentList> {
  const errors: FieldError[] = Object.keys(query)
    .filter((name) => !known.has(name))
    .map((name) => ({
      path: `/${name}`,
      rule: 'additionalProperties',
      message: `is not a filter; use ${[...known].join(', ')}`,
    }));
  const limitText = textOf(query['limit']) || '50';
  const limit = /^\d{1,3}$/.test(limitText) ? Number(limitText) : 0;
  if (limit < 1 || limit > 100)
    errors.push({ path: '/limit', rule: 'range', message: 'must be from 1 to 100', value: limitText });
  const cursor = textOf(query['cursor']);
  if (cursor && !isId('payment', cursor))
    errors.push({ path: '/cursor', rule: 'format', message: 'is not a cursor of an earlier page', value: cursor });
  const [from, to] = [instant(query, 'from', errors), instant(query, 'to', errors)];
  if (errors.length) throw new InvalidInput({ what: 'The list cannot be filtered like this', errors });

  const filters: Record<string, unknown>[] = [];
  for (const [name, field] of Object.entries(anyOf)) {
    const values = textOf(query[name]).split(',').filter(Boolean).slice(0, 50);
    if (values.length) filters.push({ [field]: values.length === 1 ? values[0] : { $in: values } });
  }
  const search = textOf(query['search']).slice(0, 254);
  if (search) filters.push(searched(search));
  const before = [...(cursor ? [cursor] : []), ...(to ? [idAt(to)] : [])].sort()[0];
  if (from || before) filters.push({ _id: { ...(from && { $gte: idAt(from) }), ...(before && { $lt: before }) } });

  const found = await payments.find(filters.length ? { $and: filters } : {}, { _id: -1 }, limit + 1, [
    'events',
    'decision',
  ]);
  const page = found.slice(0, limit);
  return { data: page.map(summaryOf), nextCursor: found.length > limit ? (page.at(-1)?._id ?? null) : null };
}
