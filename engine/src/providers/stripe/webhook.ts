import Stripe from 'stripe';
import type { News, RawWebhook } from '../connector.ts';

/** Events after which an attempt is worth a look. */
const telling = new Set<string>([
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
  'payment_intent.succeeded',
  'payment_intent.payment_failed',
  'payment_intent.canceled',
  'payment_intent.processing',
  'payment_intent.amount_capturable_updated',
  // Not charge.refunded: it says no more than these, and not which refund.
  'refund.created',
  'refund.updated',
  'refund.failed',
]);

/**
 * Verifies the signature over the raw bytes and reads the event: only whom it concerns, since the payload has the shape
 * of whatever API version the endpoint was made with.
 * @throws StripeSignatureVerificationError
 */
export function readEvent(raw: RawWebhook, webhookSecret: string, now: Date): News[] {
  const signature = raw.headers['stripe-signature'] ?? '';
  const header = Array.isArray(signature) ? signature.join(',') : signature;
  const event = Stripe.webhooks.constructEvent(raw.body, header, webhookSecret, undefined, undefined, now.getTime());
  if (!telling.has(event.type)) return [];
  const object = event.data.object as { id?: string; object?: string; metadata?: Stripe.Metadata | null };
  const refund = object.object === 'refund' ? (object.metadata?.['refund'] ?? object.id) : undefined;
  const news: News = {
    id: event.id,
    ...(object.metadata?.['attempt'] && { attempt: object.metadata['attempt'] }),
    ...(object.object === 'checkout.session' && object.id && { reference: object.id }),
    ...(refund && { refund }),
  };
  return news.attempt || news.reference ? [news] : [];
}
