import type { BulkPreviewRequest, PaymentQuery } from '@pih/schemas';
import type { Viewer } from '../http/index.ts';
import { pageOf, sensible, sightOf, type PaymentDependencies, type StoredPayment } from '../payments/index.ts';
import { TooManyPayments } from './problems.ts';

/** So many payments one action takes that filters find; ids by themselves are bounded by the request. */
export const mostPayments = 20_000;
/** So many are read at a time. */
const batch = 250;

/** The ids that filters find, as the list would show them. @throws TooManyPayments */
async function found(
  deps: PaymentDependencies,
  viewer: Viewer,
  query: PaymentQuery,
  signal: AbortSignal,
): Promise<string[]> {
  const sight = await sightOf(deps, viewer);
  const { cursor: _where, limit: _many, ...asked } = sensible(query, '/query');
  const ids: string[] = [];
  let cursor: string | null | undefined;
  do {
    signal.throwIfAborted();
    const page = await pageOf(deps.payments, { ...asked, limit: batch, ...(cursor && { cursor }) }, sight);
    ids.push(...page.payments.map(({ _id }) => _id));
    if (ids.length > mostPayments) throw new TooManyPayments({ most: mostPayments });
    cursor = page.nextCursor;
  } while (cursor);
  return ids;
}

/** A payment that was asked for; without itself when it does not exist or may not be seen. */
export interface Candidate {
  id: string;
  payment: StoredPayment | undefined;
}

/**
 * The payments that somebody has in mind, some at a time.
 * @throws TooManyPayments, InvalidInput
 */
export async function* candidates(
  deps: PaymentDependencies,
  viewer: Viewer,
  { payments = [], query }: Pick<BulkPreviewRequest, 'payments' | 'query'>,
  signal: AbortSignal,
): AsyncGenerator<Candidate[]> {
  const ids = query ? await found(deps, viewer, query, signal) : payments;
  const { filter } = await viewer.scope('payments.read');
  for (let at = 0; at < ids.length; at += batch) {
    signal.throwIfAborted();
    const some = ids.slice(at, at + batch);
    const among = { _id: { $in: some } };
    const read = await deps.payments.find(filter ? { $and: [among, filter] } : among, { _id: 1 }, batch);
    const byId = new Map<string, StoredPayment>(read.map((payment) => [payment._id, payment]));
    yield some.map((id) => ({ id, payment: byId.get(id) }));
  }
}
