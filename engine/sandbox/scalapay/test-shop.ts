import type { SandboxOptions } from '../server.ts';
import { aTestSandbox, secrets, type TestSandbox } from '../test-sandbox.ts';

/** An answer of the API, with the parts of Scalapay's bodies that tests look at. */
export interface ScalapayAnswer {
  readonly status: number;
  readonly body: ScalapayBody;
  readonly headers: Headers;
}
export interface ScalapayBody {
  readonly token?: string;
  readonly expires?: string;
  readonly checkoutUrl?: string;
  readonly status?: string;
  readonly captureStatus?: string;
  readonly lastEligibilityFeedback?: string;
  readonly refundToken?: string;
  readonly errorCode?: string;
}

/** A shop that talks to the simulator as the wire format says. For tests only. */
export interface ScalapayShop extends TestSandbox {
  get(path: string, headers?: Record<string, string>): Promise<ScalapayAnswer>;
  /** Posts JSON, or a text as it is. */
  post(path: string, body?: object | string, headers?: Record<string, string>): Promise<ScalapayAnswer>;
  /** An order that waits for its shopper. */
  created(amount: string, more?: object): Promise<{ token: string; url: string }>;
  /** An order whose shopper has agreed to the plan, or was not granted it. Answers its token. */
  answered(amount: string, outcome?: 'approve' | 'decline'): Promise<string>;
  /** An order whose money was taken. */
  charged(amount: string): Promise<string>;
}

export const eur = (amount: string) => ({ amount, currency: 'EUR' });

export const anOrder = (amount: string, more: object = {}): object => ({
  totalAmount: eur(amount),
  consumer: { phoneNumber: '0400000001', givenNames: 'Joe', surname: 'Consumer', email: 'test@example.com' },
  shipping: {
    name: 'Joe Consumer',
    line1: 'Via Roma 1',
    suburb: 'Milano',
    postcode: '20100',
    countryCode: 'IT',
    phoneNumber: '0400000000',
  },
  items: [{ name: 'T-Shirt', category: 'clothes', sku: '12341234', quantity: 1, price: eur(amount) }],
  merchant: {
    redirectConfirmUrl: 'https://shop.example/done?from=scalapay',
    redirectCancelUrl: 'https://shop.example/back',
  },
  merchantReference: 'ORDER-1001',
  type: 'online',
  product: 'pay-in-3',
  ...more,
});

export const bearer = `Bearer ${secrets.scalapay.apiKey}`;

export async function aScalapayShop(options: Partial<SandboxOptions> = {}): Promise<ScalapayShop> {
  const test = await aTestSandbox(options);
  const { url } = test.sandbox.scalapay;

  const call = async (path: string, init: RequestInit): Promise<ScalapayAnswer> => {
    const answer = await fetch(url + path, init);
    return { status: answer.status, body: (await answer.json()) as ScalapayBody, headers: answer.headers };
  };
  const post: ScalapayShop['post'] = (path, body = {}, headers = {}) =>
    call(path, {
      method: 'POST',
      headers: { authorization: bearer, 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const created: ScalapayShop['created'] = async (amount, more) => {
    const { body } = await post('/v2/orders', anOrder(amount, more));
    return { token: body.token ?? '', url: body.checkoutUrl ?? '' };
  };
  const answered: ScalapayShop['answered'] = async (amount, outcome = 'approve') => {
    const order = await created(amount);
    await test.submit(order.url, { outcome });
    return order.token;
  };

  return {
    ...test,
    get: (path, headers) => call(path, { headers: { authorization: bearer, ...headers } }),
    post,
    created,
    answered,
    async charged(amount) {
      const token = await answered(amount);
      await post('/v2/payments/capture', { token });
      return token;
    },
  };
}
