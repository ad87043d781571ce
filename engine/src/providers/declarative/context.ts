import type { Money } from '@pih/schemas';
import { writeAmount, type AmountFormat } from '../amounts.ts';
import type { AttemptContext, OrderLine, RefundContext } from '../connector.ts';
import type { Context } from './mappings.ts';

/**
 * What the mappings of an operation can see.
 * @param amount of this operation, where it is not the whole payment
 * @throws RangeError when the provider cannot write the amount exactly
 */
export function contextOf(
  operation: string,
  { payment, attempt, items, returnUrl, cancelUrl, webhookUrl }: AttemptContext,
  { amounts, hosts }: { amounts: AmountFormat; hosts: Readonly<Record<string, string>> },
  about: { amount?: Money; refund?: RefundContext } = {},
): Context {
  const money = about.amount ?? about.refund?.amount ?? payment.total;
  return {
    operation,
    // Instants as ISO 8601 texts: JSONata knows no dates.
    payment: { ...payment, expiresAt: payment.expiresAt.toISOString() },
    attempt: { ...attempt, startedAt: attempt.startedAt.toISOString() },
    ...(items.length > 0 && { items: items.map((item) => line(item, amounts)) }),
    amount: writeAmount(money, amounts),
    currency: money.currency,
    capture: payment.capture,
    returnUrl,
    cancelUrl,
    webhookUrl,
    hosts,
    steps: {},
    reference: attempt.reference,
    memory: attempt.memory,
    ...(about.refund && { refund: about.refund }),
  };
}

/** A line of the order, its sums written as the provider writes them. */
const line = ({ name, quantity, category, unitPrice }: OrderLine, amounts: AmountFormat) => ({
  name,
  quantity,
  ...(category && { category }),
  amount: writeAmount(unitPrice, amounts),
  total: writeAmount({ ...unitPrice, amount: unitPrice.amount * quantity }, amounts),
});
