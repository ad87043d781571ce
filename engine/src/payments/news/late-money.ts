import { brandOf } from '../decisions/brand.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import type { Effect } from '../effects/index.ts';
import type { StoredAttempt, StoredEvent, StoredPayment } from '../record/payment.ts';
import { NotRefundable, ProviderRefused, RefundTooLarge } from '../problems.ts';
import { refundPayment } from '../actions/refunds.ts';

const system = { type: 'system' } as const;

/** Events that tell of money which nobody waited for, and the reason that its refund bears. */
const unawaited: Partial<Record<StoredEvent['type'], string>> = {
  'payment.paid_late': 'paid_late',
  'payment.paid_twice': 'paid_twice',
  'attempt.sum_differed': 'sum_differs',
};

/**
 * What stays with the merchant: nothing that the attempt brought, or the total where it brought more than that. How much
 * goes back is reckoned when it is set aside, because an operator may be giving it back by hand at the same moment.
 */
const due = ({ total }: StoredPayment, attempt: StoredAttempt, type: StoredEvent['type']) =>
  type === 'attempt.sum_differed' && !attempt.surplus ? { keeping: total.amount } : {};

/**
 * Gives money back that nobody waited for, if the brand's document asks for it: as a refund like any other, by the hub
 * itself. However often an event is handed over, an attempt's money is given back once: the refund's key is derived from
 * the attempt, and what became of it (unknown, failed) is followed like that of any other refund.
 */
export async function giveBack(deps: PaymentDependencies, payment: StoredPayment, event: StoredEvent): Promise<void> {
  const reason = unawaited[event.type];
  const wanted = (await brandOf(deps, payment))?.payment?.lateMoney;
  if (!reason || wanted !== 'refund') return;
  const { _id: id } = payment;
  const latest = await deps.payments.get(id);
  const attempt = latest.attempts.find((each) => each.id === event.data?.['attempt']);
  // Held money is released, not refunded; see closing.ts.
  if (attempt?.state !== 'paid') return;
  const key = `late-money:${attempt.id}`;
  // Keys are forgotten after a day; this one never.
  if (latest.refunds.some((refund) => refund.key === key)) return;
  const request = { attempt: attempt.id, reason, ...due(latest, attempt, event.type) };
  try {
    await refundPayment(deps, id, request, { key, fingerprint: key }, system);
  } catch (error) {
    const isAnswer = [NotRefundable, ProviderRefused, RefundTooLarge].some((answer) => error instanceof answer);
    if (!isAnswer) throw error;
    // An operator still sees that money has to be given back.
    deps.log.warn({ err: error, payment: id, attempt: attempt.id }, 'could not give back money that nobody waited for');
  }
}

/** Gives late money back after the event of its arrival is stored. */
export const lateMoney = (deps: PaymentDependencies): Effect => ({
  name: 'late-money',
  startsWith: 'now',
  follows: Object.keys(unawaited) as StoredEvent['type'][],
  handle: (payment, event) => giveBack(deps, payment, event),
});
