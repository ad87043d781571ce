import type { SandboxOptions } from '../server.ts';
import { aTestSandbox, secrets, type TestSandbox } from '../test-sandbox.ts';

/** An answer of the API, with the parts of PayPal's bodies that tests look at. */
export interface PayPalAnswer {
  readonly status: number;
  readonly body: PayPalBody;
}
export interface PayPalBody {
  readonly id?: string;
  readonly status?: string;
  readonly name?: string;
  readonly details?: { issue: string; field?: string }[];
  readonly links?: { href: string; rel: string; method: string }[];
  readonly purchase_units?: { payments?: Record<'authorizations' | 'captures', { id: string; status: string }[]> }[];
  readonly verification_status?: string;
}

/** A shop that talks to the simulator as the wire format says. For tests only. */
export interface PayPalShop extends TestSandbox {
  get(path: string, headers?: Record<string, string>): Promise<PayPalAnswer>;
  /** Posts JSON, or a text as it is. Asks for the whole representation unless told otherwise. */
  post(path: string, body?: object | string, headers?: Record<string, string>): Promise<PayPalAnswer>;
  /** An order whose shopper has agreed on the hosted page. Answers its id. */
  approved(value: string, more?: object): Promise<string>;
  /** An order that is paid. Answers the id of its capture. */
  captured(value: string, more?: object): Promise<string>;
  token(): Promise<string>;
}

export const anOrder = (value: string, more: object = {}, currency = 'EUR'): object => ({
  intent: 'CAPTURE',
  purchase_units: [{ custom_id: 'pay_1', description: 'Order R-1', amount: { currency_code: currency, value } }],
  payment_source: {
    paypal: {
      experience_context: {
        return_url: 'https://shop.example/done?from=paypal',
        cancel_url: 'https://shop.example/back',
        brand_name: 'Rosmarino',
        user_action: 'PAY_NOW',
      },
    },
  },
  ...more,
});

export const linkOf = (body: PayPalBody, rel: string): string =>
  body.links?.find((link) => link.rel === rel)?.href ?? `no ${rel} link`;

export const issueOf = ({ body }: PayPalAnswer): string | undefined => body.details?.[0]?.issue;

export const basic = ({ clientId, clientSecret } = secrets.paypal): string =>
  `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;

export async function aPayPalShop(options: Partial<SandboxOptions> = {}): Promise<PayPalShop> {
  const test = await aTestSandbox(options);
  const { url } = test.sandbox.paypal;

  const token = async (): Promise<string> => {
    const answer = await fetch(`${url}/v1/oauth2/token`, {
      method: 'POST',
      headers: { authorization: basic() },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    return ((await answer.json()) as { access_token: string }).access_token;
  };
  const bearer = `Bearer ${await token()}`;
  let requests = 0;

  const call = async (path: string, init: RequestInit): Promise<PayPalAnswer> => {
    const answer = await fetch(url + path, init);
    const text = await answer.text();
    return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as PayPalBody };
  };
  const get: PayPalShop['get'] = (path, headers) => call(path, { headers: { authorization: bearer, ...headers } });
  const post: PayPalShop['post'] = (path, body = {}, headers = {}) =>
    call(path, {
      method: 'POST',
      headers: {
        authorization: bearer,
        'content-type': 'application/json',
        'paypal-request-id': `request-${(requests += 1)}`,
        prefer: 'return=representation',
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const approved = async (value: string, more?: object): Promise<string> => {
    const { body } = await post('/v2/checkout/orders', anOrder(value, more));
    await test.submit(linkOf(body, 'payer-action'), { outcome: 'approve' });
    return body.id ?? '';
  };

  return {
    ...test,
    token,
    get,
    post,
    approved,
    async captured(value, more) {
      const { body } = await post(`/v2/checkout/orders/${await approved(value, more)}/capture`);
      return body.purchase_units?.[0]?.payments?.captures[0]?.id ?? '';
    },
  };
}
