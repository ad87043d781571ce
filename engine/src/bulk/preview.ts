import { InvalidInput, newId, ProblemError, type BulkPreview, type BulkPreviewRequest, type Money } from '@pih/schemas';
import { givingWay } from '../give-way.ts';
import type { Viewer } from '../http/index.ts';
import { becauseOf } from '../jobs/index.ts';
import { concealing, PaymentNotFound, type StoredPayment } from '../payments/index.ts';
import { actions } from './actions/index.ts';
import { candidates } from './candidates.ts';
import type { BulkDependencies } from './dependencies.ts';
import type { Meant, StoredPreview } from './model.ts';

/** So many refusals, and so many that need approval, are answered one by one: nobody reads more. */
const mostShown = 500;
/** So long a preview can be started. */
const holdsMs = 3_600_000;

type Refusal = BulkPreview['refusals'][number];

/** @throws InvalidInput saying what the schema cannot */
function sensibly({ action, payments, query, parameters = {} }: BulkPreviewRequest): void {
  const isOne = (payments === undefined) !== (query === undefined);
  const message = 'give either payments or filters, and not both';
  const errors = [
    ...(isOne ? [] : [{ path: '/payments', rule: 'oneOf', message }]),
    ...actions[action].faults(parameters),
  ];
  if (errors.length > 0) throw new InvalidInput({ what: 'The action cannot be looked at', errors });
}

/** Sums by currency, each exact. */
function totalsOf(sums: readonly Money[]): Money[] {
  const byCurrency = new Map<Money['currency'], number>();
  for (const { amount, currency } of sums) byCurrency.set(currency, (byCurrency.get(currency) ?? 0) + amount);
  return [...byCurrency].sort().map(([currency, amount]) => ({ amount, currency }));
}

/**
 * Looks at what an action would do for each payment, without doing anything, and keeps it: what is started later is exactly
 * this.
 * @param signal aborted when nobody waits for the answer any more
 * @throws InvalidInput, TooManyPayments
 */
export async function preview(
  deps: BulkDependencies,
  viewer: Viewer,
  by: StoredPreview['by'],
  request: BulkPreviewRequest,
  signal: AbortSignal,
): Promise<BulkPreview> {
  sensibly(request);
  const { action, parameters = {} } = request;
  const { rehearse, needsApproval } = actions[action];
  const meant: Meant[] = [];
  const refusals: (Refusal & { isSeen: boolean })[] = [];
  const approvals: BulkPreview['approvals'] = [];
  const giveWay = givingWay(signal);

  const look = async (payment: StoredPayment): Promise<void> => {
    const question = { viewer, payment, parameters, actor: by };
    try {
      const amount = await rehearse(deps, question);
      // What waits for a second person is not done yet, and does not count for those that come after it.
      const rules = (await needsApproval?.(deps, question, amount, meant.length - approvals.length)) ?? [];
      const { _id: id, reference } = payment;
      if (rules.length > 0)
        approvals.push({ ...concealing(payment.shopper, viewer.masked)({ id, reference }), rules: [...rules] });
      meant.push({ payment: id, amount });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const shown = { id: payment._id, reference: payment.reference, because: becauseOf(error) };
      refusals.push({ ...concealing(payment.shopper, viewer.masked)(shown), isSeen: true });
    }
  };

  for await (const some of candidates(deps.payments, viewer, request, signal))
    for (const { id, payment } of some) {
      if (payment) await look(payment);
      else refusals.push({ id, because: becauseOf(new PaymentNotFound({ id })), isSeen: false });
      await giveWay();
    }

  const now = deps.now();
  const kept: StoredPreview = {
    _id: newId('bulk', now),
    by,
    action,
    parameters,
    meant,
    refused: refusals.flatMap(({ id, because, isSeen }) => (isSeen ? [{ payment: id, because }] : [])),
    expiresAt: new Date(now.getTime() + holdsMs),
  };
  await deps.models.previews.create(kept);
  return {
    id: kept._id,
    action,
    count: meant.length,
    totals: totalsOf(meant.map(({ amount }) => amount)),
    refused: refusals.length,
    refusals: refusals.slice(0, mostShown).map(({ isSeen: _isSeen, ...refusal }) => refusal),
    needsApproval: approvals.length,
    approvals: approvals.slice(0, mostShown),
    expiresAt: kept.expiresAt.toISOString(),
  };
}
