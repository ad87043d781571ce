import type { PaymentCount, PaymentList, PaymentQuery, PaymentSummary } from '@pih/schemas';
import type { PaymentRepository } from '../record/repository.ts';
import { unlisted, type Listed } from '../sight/views.ts';
import { bornAt } from './birth.ts';
import { asked, type Sight } from './question.ts';
import { windowOf } from './window.ts';

/** How many stored payments one request looks at, however many there are and whatever it asks. */
export const mostExamined = 4_000;

/** Counting goes no further: beyond, nobody reads the number. */
export const mostCounted = 10_000;

/** One page as it is stored. */
export interface Page extends Omit<PaymentList, 'data'> {
  payments: Listed[];
}

/**
 * One page of the payments that meet all filters. A request looks at a bounded number of stored payments: where few of them
 * meet filters that each let many pass, the page comes back short, and says how far it got and where to go on.
 * @param most how many it may look at
 */
export async function pageOf(
  payments: PaymentRepository,
  query: PaymentQuery,
  sight: Sight = {},
  most = mostExamined,
): Promise<Page> {
  const { limit = 50 } = query;
  const question = await asked(payments, query, sight);
  const { period, isMasked } = question;
  const { index, filter, last } = await windowOf(payments, question, period, most);
  const found = await payments.listBy(index, filter, { _id: period.order }, limit + 1, unlisted);
  const page = found.slice(0, limit);
  const isFull = found.length > limit;
  const end = page.at(-1)?._id;
  return {
    payments: page,
    nextCursor: (isFull ? end : last) ?? null,
    ...(!isFull && last !== undefined && { searchedTo: bornAt(last) }),
    ...(isMasked && { notes: ['masked_field_not_searched'] }),
  };
}

/** The same page as it is shown. */
export async function listPayments(
  payments: PaymentRepository,
  query: PaymentQuery,
  sight: Sight,
  show: (payment: Listed) => PaymentSummary,
): Promise<PaymentList> {
  const { payments: page, ...rest } = await pageOf(payments, query, sight);
  return { data: page.map(show), ...rest };
}

/** How many payments meet all filters, as far as a bounded request can tell. */
export async function countPayments(
  payments: PaymentRepository,
  { cursor: _page, ...query }: PaymentQuery,
  sight: Sight = {},
): Promise<PaymentCount> {
  const question = await asked(payments, query, sight);
  const { index, filter, last } = await windowOf(payments, question, question.period, mostExamined);
  const counted = await payments.countBy(index, filter, mostCounted + 1);
  return { count: Math.min(counted, mostCounted), isExact: last === undefined && counted <= mostCounted };
}
