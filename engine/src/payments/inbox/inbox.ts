import type { AttentionItem, AttentionList, AttentionQuery, PaymentSummary } from '@pih/schemas';
import type { Filter } from '../../http/index.ts';
import { mostExamined } from '../list/index.ts';
import type { StoredPayment } from '../record/payment.ts';
import type { PaymentRepository } from '../record/repository.ts';
import { becauseOf, suggestionFor } from './suggestion.ts';

const index = 'inbox.since_1__id_1';
const longestWaitingFirst = { 'inbox.since': 1, _id: 1 } as const;

/** A payment as the inbox reads it. */
export type Waiting = Omit<StoredPayment, 'decision'>;

const cursorOf = ({ _id, inbox }: Pick<StoredPayment, '_id' | 'inbox'>): string =>
  `${inbox?.since.getTime() ?? 0}~${_id}`;

/** What lies behind a cursor; several may have come in at the same moment. */
function behind(cursor: string | undefined): { since: Date; rest: Filter[] } {
  const [ms, id] = cursor?.split('~') ?? [];
  const since = new Date(Number(ms ?? 0));
  return { since, rest: id ? [{ $or: [{ 'inbox.since': { $gt: since } }, { _id: { $gt: id } }] }] : [] };
}

const narrowed = ({ reason = [], provider = [] }: AttentionQuery, scope: Filter | undefined): Filter[] => [
  ...(reason.length ? [{ 'inbox.reason': { $in: reason } }] : []),
  ...(provider.length ? [{ provider: { $in: provider } }] : []),
  ...(scope ? [scope] : []),
];

/** One page of what operators should look at, the longest waiting first; no more is looked at than in any list. */
export async function listInbox(
  payments: PaymentRepository,
  query: AttentionQuery,
  scope: Filter | undefined,
  show: (payment: Waiting) => PaymentSummary,
): Promise<AttentionList> {
  const { limit = 50, cursor } = query;
  const { since, rest } = behind(cursor);
  const from = { 'inbox.since': { $gte: since } };
  const filters = narrowed(query, scope);
  const last = await payments.nthBy(index, from, longestWaitingFirst, mostExamined, ['inbox']);
  const end = last?.inbox ? [{ 'inbox.since': { $lte: last.inbox.since } }] : [];
  const found = await payments.listBy(
    index,
    { $and: [from, ...end, ...rest, ...filters] },
    longestWaitingFirst,
    limit + 1,
    ['decision'],
  );
  const page = found.slice(0, limit);
  const isFull = found.length > limit;
  const shown = page.at(-1);
  const goOn = isFull ? shown : last;
  return {
    data: page.flatMap((payment) => itemOf(payment, show)),
    nextCursor: goOn ? cursorOf(goOn) : null,
    total: await countInbox(payments, filters),
  };
}

function itemOf(payment: Waiting, show: (payment: Waiting) => PaymentSummary): AttentionItem[] {
  const { inbox } = payment;
  if (!inbox) return [];
  return [
    {
      payment: show(payment),
      reason: inbox.reason,
      since: inbox.since.toISOString(),
      suggestion: suggestionFor(payment, inbox.reason),
      because: becauseOf(payment),
    },
  ];
}

async function countInbox(payments: PaymentRepository, filters: readonly Filter[]): Promise<AttentionList['total']> {
  const all = { 'inbox.since': { $gte: new Date(0) } };
  const last = filters.length
    ? await payments.nthBy(index, all, longestWaitingFirst, mostExamined, ['inbox'])
    : undefined;
  const end = last?.inbox ? [{ 'inbox.since': { $lte: last.inbox.since } }] : [];
  const count = await payments.countBy(index, { $and: [all, ...end, ...filters] }, mostExamined + 1);
  return { count: Math.min(count, mostExamined), isExact: last === undefined && count <= mostExamined };
}
