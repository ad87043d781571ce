import type { Money } from '@pih/schemas';
import type { StoredPayment } from '../record/payment.ts';
import { sumOf } from './refund-changes.ts';

/**
 * A sum that somebody asks back, with all that they have asked back of the same payment before and that was not refused.
 * Limits hold for that: else what may not be given back at once could be given back in pieces.
 * @param by id of an operator or a key; without one nothing came before
 */
export function withAskedBefore(
  payment: Pick<StoredPayment, 'refunds' | 'attempts' | 'total'>,
  asked: Money,
  by: string | undefined,
): Money {
  const before = payment.refunds
    .filter(({ state, actor }) => state !== 'failed' && by !== undefined && actor.id === by)
    .map((refund) => sumOf(payment, refund))
    // The surplus of an attempt may have come in another currency.
    .filter(({ currency }) => currency === asked.currency);
  return before.reduce((sum, { amount }) => ({ ...sum, amount: sum.amount + amount }), asked);
}
