import type { CallRule, Sandbox } from '../../sandbox/index.ts';

/** What the hub asks of a provider. `hold` and `settle` are calls of their own where the shopper only agrees. */
export type Asked = 'create' | 'lookUp' | 'hold' | 'settle' | 'capture' | 'release' | 'refund';

/** Minor units. */
export interface Sums {
  taken: number;
  held: number;
  givenBack: number;
}

/** One simulator under attack: which call is which, and what its books say. */
export interface Attacked {
  readonly id: 'stripe' | 'paypal' | 'satispay' | 'scalapay' | 'mollie';
  readonly calls: Readonly<Partial<Record<Asked, Pick<CallRule, 'method' | 'path'>>>>;
  sums(sandbox: Sandbox): Sums;
}

const get = (path: string) => ({ method: 'GET', path }) as const;
const post = (path: string) => ({ method: 'POST', path }) as const;
const put = (path: string) => ({ method: 'PUT', path }) as const;

const sum = <Thing>(things: readonly Thing[], of: (thing: Thing) => number): number =>
  things.reduce((total, thing) => total + of(thing), 0);

/** The things on one shelf of a provider's books. */
const shelf = <Thing>(sandbox: Sandbox, provider: Attacked['id'], name: string): readonly Thing[] =>
  (sandbox[provider].books()[name] ?? []) as readonly Thing[];

interface PayPalThing {
  status: string;
  amount: { value: string };
}
const cents = ({ amount }: PayPalThing): number => Number(amount.value.replace('.', ''));

export const attacked: readonly Attacked[] = [
  {
    id: 'stripe',
    calls: {
      create: post('/v1/checkout/sessions'),
      lookUp: get('/v1/checkout/sessions/*'),
      capture: post('/v1/payment_intents/*/capture'),
      release: post('/v1/payment_intents/*/cancel'),
      refund: post('/v1/refunds'),
    },
    sums: (sandbox) => ({
      taken: sum(shelf<{ amount_captured: number }>(sandbox, 'stripe', 'charges'), (charge) => charge.amount_captured),
      held: sum(shelf<{ amount_capturable: number }>(sandbox, 'stripe', 'intents'), (one) => one.amount_capturable),
      givenBack: sum(shelf<{ amount: number; status: string }>(sandbox, 'stripe', 'refunds'), ({ amount, status }) =>
        status === 'failed' ? 0 : amount,
      ),
    }),
  },
  {
    id: 'paypal',
    calls: {
      create: post('/v2/checkout/orders'),
      lookUp: get('/v2/checkout/orders/*'),
      hold: post('/v2/checkout/orders/*/authorize'),
      settle: post('/v2/checkout/orders/*/capture'),
      capture: post('/v2/payments/authorizations/*/capture'),
      release: post('/v2/payments/authorizations/*/void'),
      refund: post('/v2/payments/captures/*/refund'),
    },
    sums: (sandbox) => ({
      taken: sum(shelf<PayPalThing>(sandbox, 'paypal', 'captures'), cents),
      held: sum(shelf<PayPalThing>(sandbox, 'paypal', 'authorizations'), (one) =>
        one.status === 'CREATED' ? cents(one) : 0,
      ),
      givenBack: sum(shelf<PayPalThing>(sandbox, 'paypal', 'refunds'), cents),
    }),
  },
  {
    id: 'satispay',
    calls: {
      create: post('/g_business/v1/payments'),
      lookUp: get('/g_business/v1/payments/*'),
      capture: put('/g_business/v1/payments/*'),
      release: put('/g_business/v1/payments/*'),
      refund: post('/g_business/v1/payments'),
    },
    sums: (sandbox) => {
      const payments = shelf<{ flow: string; status: string; amount: number }>(sandbox, 'satispay', 'payments');
      const sumOf = (isMeant: (one: { flow: string; status: string }) => boolean): number =>
        sum(payments, (one) => (isMeant(one) ? one.amount : 0));
      return {
        taken: sumOf(({ flow, status }) => flow !== 'REFUND' && status === 'ACCEPTED'),
        held: sumOf(({ status }) => status === 'AUTHORIZED'),
        givenBack: sumOf(({ flow, status }) => flow === 'REFUND' && status === 'ACCEPTED'),
      };
    },
  },
  {
    id: 'scalapay',
    calls: {
      create: post('/v2/orders'),
      lookUp: get('/v2/payments/*'),
      hold: post('/v2/payments/*/delay'),
      settle: post('/v2/payments/capture'),
      capture: post('/v2/payments/capture'),
      release: post('/v2/payments/*/void'),
      refund: post('/v2/payments/*/refund'),
    },
    sums: (sandbox) => {
      const orders = shelf<{ total: number; captured: number; refunded: number; captureStatus: string }>(
        sandbox,
        'scalapay',
        'orders',
      );
      return {
        taken: sum(orders, ({ captured }) => captured),
        held: sum(orders, ({ captureStatus, total }) => (captureStatus === 'delayed' ? total : 0)),
        givenBack: sum(orders, ({ refunded }) => refunded),
      };
    },
  },
  {
    id: 'mollie',
    calls: {
      create: post('/v2/payments'),
      lookUp: get('/v2/payments/*'),
      capture: post('/v2/payments/*/captures'),
      release: post('/v2/payments/*/release-authorization'),
      refund: post('/v2/payments/*/refunds'),
    },
    sums: (sandbox) => {
      const payments = shelf<{ status: string; amount: number; captured: number; refunds: { amount: number }[] }>(
        sandbox,
        'mollie',
        'payments',
      );
      return {
        taken: sum(payments, ({ captured }) => captured),
        held: sum(payments, ({ status, amount }) => (status === 'authorized' ? amount : 0)),
        givenBack: sum(payments, ({ refunds }) => sum(refunds, ({ amount }) => amount)),
      };
    },
  },
];

/** What all providers together took, hold and gave back: a second charge shows wherever it was made. */
export const allSums = (sandbox: Sandbox): Sums =>
  attacked.reduce<Sums>(
    (total, provider) => {
      const sums = provider.sums(sandbox);
      return {
        taken: total.taken + sums.taken,
        held: total.held + sums.held,
        givenBack: total.givenBack + sums.givenBack,
      };
    },
    { taken: 0, held: 0, givenBack: 0 },
  );
