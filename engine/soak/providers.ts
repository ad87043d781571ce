import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { startSandbox } from '../sandbox/index.ts';
import type { EngineEnvironment } from '../src/processes/engine-process-for-tests.ts';

/** What one attempt brought at its provider, in minor units. */
export interface Booked {
  attempt: string;
  taken: number;
  /** One number per refund that was made. */
  refunds: number[];
}

/** The simulators, in a process that is never killed: what is on their books is the truth about the money. */
export interface Providers {
  /** What an engine needs to know to use them. */
  env: EngineEnvironment;
  /** Everything that was taken or given back. */
  books(): Booked[];
  /** Every piece of news has arrived, or has been given up. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

const secret = () => randomBytes(18).toString('hex');

/** Starts the simulators, whose news goes to an engine that comes and goes. */
export async function startProviders(engineUrl: string): Promise<Providers> {
  const satispay = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const secrets = {
    STRIPE_SECRET_KEY: `sk_test_${secret()}`,
    STRIPE_WEBHOOK_SECRET: `whsec_${secret()}`,
    PAYPAL_CLIENT_ID: secret(),
    PAYPAL_CLIENT_SECRET: secret(),
    PAYPAL_WEBHOOK_ID: secret().toUpperCase(),
    SATISPAY_KEY_ID: secret(),
    SATISPAY_PRIVATE_KEY: satispay.privateKey,
    SATISPAY_ACTIVATION_CODE: 'ABC123',
    SCALAPAY_API_KEY: secret(),
    MOLLIE_API_KEY: `test_${secret()}`,
  };
  const sandbox = await startSandbox({
    port: 0,
    // The engine is back within seconds.
    webhookRetryDelaysMs: [250, 500, 1_000, 2_000, 4_000, 8_000],
    webhookLimit: 100_000,
    stripe: {
      secretKey: secrets.STRIPE_SECRET_KEY,
      webhookSecret: secrets.STRIPE_WEBHOOK_SECRET,
      webhookUrl: `${engineUrl}/webhooks/stripe`,
    },
    paypal: {
      clientId: secrets.PAYPAL_CLIENT_ID,
      clientSecret: secrets.PAYPAL_CLIENT_SECRET,
      webhookId: secrets.PAYPAL_WEBHOOK_ID,
      webhookUrl: `${engineUrl}/webhooks/paypal`,
    },
    satispay: {
      keyId: secrets.SATISPAY_KEY_ID,
      publicKey: satispay.publicKey,
      activationCode: secrets.SATISPAY_ACTIVATION_CODE,
    },
    scalapay: { apiKey: secrets.SCALAPAY_API_KEY, webhookUrl: `${engineUrl}/webhooks/scalapay` },
    mollie: { apiKey: secrets.MOLLIE_API_KEY },
  });
  return {
    env: {
      SANDBOX_URL: sandbox.url,
      ...Object.fromEntries(Object.entries(secrets).map(([name, value]) => [`SECRET_${name}`, value])),
    },
    books: () => [...stripeBooks(sandbox.stripe.books()), ...paypalBooks(sandbox.paypal.books())],
    settled: async () =>
      void (await Promise.all([sandbox.stripe.webhooks.settled(), sandbox.paypal.webhooks.settled()])),
    stop: () => sandbox.stop(),
  };
}

type Shelves = Readonly<Record<string, readonly unknown[]>>;

interface StripeIntent {
  id: string;
  metadata: { attempt?: string };
}
interface StripeCharge {
  id: string;
  payment_intent: string;
  captured: boolean;
  amount_captured: number;
}
interface StripeRefund {
  charge: string;
  status: string;
  amount: number;
}

function stripeBooks({ intents = [], charges = [], refunds = [] }: Shelves): Booked[] {
  const attempts = new Map((intents as StripeIntent[]).map(({ id, metadata }) => [id, metadata.attempt ?? id]));
  const made = (refunds as StripeRefund[]).filter(({ status }) => status !== 'failed');
  return (charges as StripeCharge[])
    .filter(({ captured }) => captured)
    .map(({ id, payment_intent: intent, amount_captured: taken }) => ({
      attempt: attempts.get(intent) ?? intent,
      taken,
      refunds: made.filter(({ charge }) => charge === id).map(({ amount }) => amount),
    }));
}

interface PayPalCapture {
  status: string;
  amount: { value: string };
  order: { id: string; unit: { customId?: string } };
  refunds: { amount: { value: string } }[];
}

/** The soak pays in euro only. */
const cents = ({ value }: { value: string }): number => Number(value.replace('.', ''));

const paypalBooks = ({ captures = [] }: Shelves): Booked[] =>
  (captures as PayPalCapture[])
    .filter(({ status }) => status !== 'DECLINED')
    .map(({ amount, order, refunds }) => ({
      attempt: order.unit.customId ?? order.id,
      taken: cents(amount),
      refunds: refunds.map((refund) => cents(refund.amount)),
    }));
