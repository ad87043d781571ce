import type { Money } from '@pih/schemas';
import { writeAmount, type AmountFormat } from '../amounts.ts';
import type { AttemptContext, RefundContext } from '../connector.ts';
import type { Context } from './mappings.ts';

/**
 * What the mappings of an operation can see.
 * @param amount of this operation, where it is not the whole payment
 * @throws RangeError when the provider cannot write the amount exactly
 */
export function contextOf(
  operation: string,
  { payment, attempt, returnUrl, cancelUrl }: AttemptContext,
  amounts: AmountFormat,
  about: { amount?: Money; refund?: RefundContext } = {},
): Context {
  const money = about.amount ?? about.refund?.amount ?? payment.total;
  return {
    operation,
    // Instants as ISO 8601 texts: JSONata knows no dates.
    payment: { ...payment, expiresAt: payment.expiresAt.toISOString() },
    attempt: { ...attempt, startedAt: attempt.startedAt.toISOString() },
    amount: writeAmount(money, amounts),
    currency: money.currency,
    capture: payment.capture,
    returnUrl,
    cancelUrl,
    reference: attempt.reference,
    memory: attempt.memory,
    ...(about.refund && { refund: about.refund }),
  };
}
