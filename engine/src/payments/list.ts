import { isId, type PaymentList, type PaymentQuery } from '@pih/schemas';
import { encodeTime } from 'ulid';
import type { PaymentRepository } from './repository.ts';
import { summaryOf } from './views.ts';

/** Filters that compare one field with any of a list. */
const anyOf = {
  state: 'state',
  method: 'method',
  provider: 'provider',
  brand: 'brand',
  channel: 'channel',
  currency: 'total.currency',
} as const satisfies Partial<Record<keyof PaymentQuery, string>>;

/** Ids sort by birth, so a time is a bound on the id: the index that gives the order gives the period too. */
export const idAt = (instant: string): string => `pay_${encodeTime(Math.max(0, Date.parse(instant)), 10)}`;

/** One filter for what a person types: an id, a merchant reference or an e-mail address. */
function searched(text: string): Record<string, unknown> {
  if (isId('payment', text)) return { _id: text };
  if (text.startsWith('att_')) return { 'attempts.id': text };
  const exactly = [{ reference: text }, { 'attempts.reference': text }];
  return { $or: text.includes('@') ? [{ 'shopper.email': text.toLowerCase() }, ...exactly] : exactly };
}

function filterOf({ search, from, to, cursor, ...query }: PaymentQuery): Record<string, unknown> {
  const filters: Record<string, unknown>[] = [];
  for (const [name, field] of Object.entries(anyOf)) {
    const values = query[name as keyof typeof anyOf] ?? [];
    if (values.length) filters.push({ [field]: values.length === 1 ? values[0] : { $in: values } });
  }
  if (search) filters.push(searched(search));
  const before = [...(cursor ? [cursor] : []), ...(to ? [idAt(to)] : [])].sort()[0];
  if (from || before) filters.push({ _id: { ...(from && { $gte: idAt(from) }), ...(before && { $lt: before }) } });
  return filters.length ? { $and: filters } : {};
}

/** One page of payments, newest first. */
export async function listPayments(payments: PaymentRepository, query: PaymentQuery): Promise<PaymentList> {
  const { limit = 50 } = query;
  const found = await payments.find(filterOf(query), { _id: -1 }, limit + 1, ['events', 'decision']);
  const page = found.slice(0, limit);
  return { data: page.map(summaryOf), nextCursor: found.length > limit ? (page.at(-1)?._id ?? null) : null };
}
