import Stripe from 'stripe';
import type { SandboxOptions } from '../server.ts';
import { aTestSandbox, secrets, type TestSandbox } from '../test-sandbox.ts';

export type SessionParams = Stripe.Checkout.SessionCreateParams;

/** A shop that talks to the simulator with the official SDK. For tests only. */
export interface StripeShop extends TestSandbox {
  readonly stripe: Stripe;
  /** A created session; the amount is in minor units. */
  session(amount: number, more?: SessionParams): Promise<Stripe.Response<Stripe.Checkout.Session>>;
  /** A session whose shopper has submitted this card on the hosted page. */
  submitted(amount: number, more?: SessionParams, cardNumber?: string): Promise<Stripe.Checkout.Session>;
  /** The payment intent behind a session, with its charge. */
  intentOf(session: Stripe.Checkout.Session): Promise<Stripe.PaymentIntent>;
}

/** The official SDK, pointed at the simulator. */
export function sdkFor(url: string, key: string = secrets.stripe.secretKey): Stripe {
  const toSandbox = (address: string | URL | Request, init?: RequestInit): Promise<Response> =>
    fetch(String(address).replace('https://api.stripe.com/', `${url}/`), init);
  return new Stripe(key, { httpClient: Stripe.createFetchHttpClient(toSandbox), maxNetworkRetries: 0 });
}

export const aSession = (amount: number, more: SessionParams = {}): SessionParams => ({
  mode: 'payment',
  line_items: [
    { quantity: 1, price_data: { currency: 'eur', unit_amount: amount, product_data: { name: 'Order R-1' } } },
  ],
  success_url: 'https://shop.example/done?session={CHECKOUT_SESSION_ID}',
  cancel_url: 'https://shop.example/back',
  client_reference_id: 'pay_1',
  metadata: { hubPaymentId: 'pay_1' },
  ...more,
  payment_intent_data: { metadata: { hubPaymentId: 'pay_1' }, ...more.payment_intent_data },
});

export const approvedCard = '4242 4242 4242 4242';
export const declinedCard = '4000 0000 0000 0002';

export async function aStripeShop(options: Partial<SandboxOptions> = {}): Promise<StripeShop> {
  const test = await aTestSandbox(options);
  const stripe = sdkFor(test.sandbox.stripe.url);
  const session = (amount: number, more?: SessionParams) => stripe.checkout.sessions.create(aSession(amount, more));
  return {
    ...test,
    stripe,
    session,
    async submitted(amount, more, cardNumber = approvedCard) {
      const created = await session(amount, more);
      await test.submit(created.url ?? '', {
        outcome: 'pay',
        card_number: cardNumber,
        expiry: '12/34',
        security_code: '123',
      });
      return stripe.checkout.sessions.retrieve(created.id);
    },
    intentOf: (paid) => stripe.paymentIntents.retrieve(String(paid.payment_intent), { expand: ['latest_charge'] }),
  };
}
