import { createHmac } from 'node:crypto';

/** The events the simulator sends. */
export type EventType =
  | 'charge.refunded'
  | 'checkout.session.completed'
  | 'checkout.session.expired'
  | 'payment_intent.amount_capturable_updated'
  | 'payment_intent.canceled'
  | 'payment_intent.payment_failed'
  | 'payment_intent.succeeded'
  | 'refund.created'
  | 'refund.failed'
  | 'refund.updated';

/**
 * The `Stripe-Signature` header: `t=<unix seconds>,v1=<hex>`, an HMAC-SHA256 over `<t>.<raw body>` with the endpoint's
 * secret used as it is (https://docs.stripe.com/webhooks/signature).
 */
export function signatureHeader(body: string, secret: string, at: number): string {
  const signature = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
  return `t=${at},v1=${signature}`;
}
