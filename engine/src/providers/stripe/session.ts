import type Stripe from 'stripe';
import type { AttemptContext } from '../connector.ts';
import { toStripe } from './money.ts';

type CreateParams = Stripe.Checkout.SessionCreateParams;

/** Languages of Stripe's hosted page; others are left to the shopper's browser. */
const locales = new Set(
  'bg cs da de el en es et fi fil fr hr hu id it ja ko lt lv ms mt nb nl pl pt ro ru sk sl sv th tr vi zh'.split(' '),
);

const minute = 60_000;
/** Stripe allows 30 minutes to 24 hours; a little inside, because its clock is not ours. */
const shortest = 35 * minute;
const longest = (24 * 60 - 5) * minute;

/**
 * The hosted checkout of an attempt. It depends on the attempt alone and not on the clock, so that repeating the call
 * under the same key sends the same parameters.
 * @throws RangeError when Stripe cannot charge the sum exactly
 */
export function sessionFor({ payment, attempt, returnUrl, cancelUrl }: AttemptContext): CreateParams {
  const metadata = { payment: payment.id, attempt: attempt.id, reference: payment.reference };
  return {
    mode: 'payment',
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: payment.total.currency.toLowerCase(),
          unit_amount: toStripe(payment.total),
          product_data: { name: (payment.description ?? payment.reference).slice(0, 250) },
        },
      },
    ],
    success_url: returnUrl,
    cancel_url: cancelUrl,
    client_reference_id: payment.id,
    locale: localeFor(payment.language),
    expires_at: expiryOf(payment.expiresAt, attempt.startedAt),
    branding_settings: { display_name: payment.brandName },
    metadata,
    // A session's metadata is not copied to its payment intent, and later events carry the intent's only.
    payment_intent_data: { capture_method: payment.capture === 'manual' ? 'manual' : 'automatic', metadata },
    ...(payment.shopper.email && { customer_email: payment.shopper.email }),
    ...(attempt.providerMethod && { allowed_payment_method_types: [attempt.providerMethod] }),
    ...(payment.requirements.includes('three_d_secure') && {
      payment_method_options: { card: { request_three_d_secure: 'any' } },
    }),
  };
}

/** ISO 639-1 calls Norwegian `no`; Stripe knows it as Bokmål. */
const localeFor = (language: string): Stripe.Checkout.SessionCreateParams.Locale =>
  language === 'no' ? 'nb' : locales.has(language) ? language : 'auto';

function expiryOf(wanted: Date, startedAt: Date): number {
  const earliest = startedAt.getTime() + shortest;
  const latest = startedAt.getTime() + longest;
  return Math.floor(Math.min(Math.max(wanted.getTime(), earliest), latest) / 1000);
}
