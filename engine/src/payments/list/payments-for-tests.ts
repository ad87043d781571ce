import { newId } from '@pih/schemas';
import { anAttempt, aPayment, noon } from '../record/a-payment-for-tests.ts';
import type { StoredPayment, StoredRefund } from '../record/payment.ts';

/** One payment comes a minute after the other, in milliseconds. */
export const stretch = 60_000;

export const references = ['cs_7', 'cs_no_other', 're_3'] as const;
export const emails = ['anna1@example.com', 'ANNA2@example.com'] as const;

const bornAt = (number: number): Date => new Date(noon.getTime() + number * stretch);

/** The id of the payment with a number, or of its attempt or refund. */
export const idOf = (kind: 'payment' | 'attempt' | 'refund', number: number): string =>
  newId(kind, bornAt(number), () => 0.5);

const refundOf = (number: number): StoredRefund => ({
  ...{ id: idOf('refund', number), key: 'first', fingerprint: 'f', attempt: idOf('attempt', number) },
  ...{ amount: 100, state: 'succeeded', reference: `re_${number % 40}`, createdAt: bornAt(number) },
  actor: { type: 'system' },
});

/** Payments of every kind: which one is what hangs on its number alone. */
export function nth(number: number): StoredPayment {
  const of = <T>(values: readonly T[], salt = 0): T =>
    values[(Math.imul(number + 1, 2_654_435_761 + 2 * salt) >>> 7) % values.length] as T;
  const createdAt = bornAt(number);
  const paypal = of([false, false, true], 3);
  const country = of(['IT', 'IT', 'IT', 'DE', 'FR'], 2);
  const state = of(['paid', 'paid', 'paid', 'expired', 'refunded'] as const, 4);
  return aPayment({
    _id: idOf('payment', number),
    intention: { key: `k${number}`, fingerprint: 'f' },
    checkoutToken: `t${number}`,
    reference: `ORDER-${1000 + number}`,
    state,
    brand: of(['rosmarino', 'nordlicht'], 5),
    channel: of(['web', 'app', 'store'] as const, 6),
    type: of(['direct', 'direct', 'link'] as const, 7),
    total: { amount: 100 * (1 + ((number * 13) % 97)), currency: of(['EUR', 'EUR', 'CHF'], 8) },
    shopper: {
      email: `anna${number % 9}@example.com`,
      country,
      ...(number % 4 === 0 && { reference: `C-${number % 3}` }),
    },
    country,
    method: paypal ? 'paypal' : 'card',
    provider: paypal ? 'paypal' : 'stripe',
    ...(number % 11 === 0 && {
      attention: of(['paid_twice', 'paid_late'] as const),
      inbox: { reason: of(['paid_twice', 'paid_late'] as const), since: createdAt },
    }),
    attempts: [anAttempt({ id: idOf('attempt', number), reference: `cs_${number % 50}` })],
    ...(state === 'refunded' && { refunds: [refundOf(number)] }),
    createdAt,
  });
}
