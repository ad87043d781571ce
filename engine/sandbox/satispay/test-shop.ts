import { randomUUID, sign } from 'node:crypto';
import type { SandboxOptions } from '../server.ts';
import { aTestSandbox, satispayKeys, type TestSandbox } from '../test-sandbox.ts';
import { digestOf, signedText } from './signature.ts';

/** An answer of the API, with the parts of Satispay's bodies that tests look at. */
export interface SatispayAnswer {
  readonly status: number;
  readonly body: SatispayBody;
}
export interface SatispayBody {
  readonly id?: string;
  readonly status?: string;
  readonly expired?: boolean;
  readonly amount_unit?: number;
  readonly type?: string;
  readonly redirect_url?: string;
  readonly code?: number;
  readonly wlt?: string;
  readonly key_id?: string;
  readonly has_more?: boolean;
  readonly data?: readonly SatispayBody[];
}

/** Changes a request on its way, after it was signed. */
export type Tamper = (headers: Record<string, string>) => Record<string, string>;

/** A shop that talks to the simulator as the wire format says. For tests only. */
export interface SatispayShop extends TestSandbox {
  /** Signs and sends; what is sent is the very text that was signed. */
  call(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: object | string,
    more?: SignOptions,
  ): Promise<SatispayAnswer>;
  /** A created payment. */
  payment(amount: number, more?: object): Promise<SatispayBody>;
  /** A payment that the shopper has answered on the page. */
  answered(amount: number, outcome?: 'approve' | 'decline', more?: object): Promise<SatispayBody>;
}

export interface SignOptions {
  readonly keyId?: string;
  readonly privateKey?: string;
  readonly date?: Date;
  readonly headers?: Record<string, string>;
  readonly tamper?: Tamper;
  /** Sent in place of what was signed. */
  readonly swapBody?: string;
}

export const aPayment = (amount: number, more: object = {}): object => ({
  flow: 'MATCH_CODE',
  amount_unit: amount,
  currency: 'EUR',
  external_code: 'ORDER-1001',
  redirect_url: 'https://shop.example/done?order=1',
  ...more,
});

export async function aSatispayShop(options: Partial<SandboxOptions> = {}): Promise<SatispayShop> {
  const test = await aTestSandbox(options);
  const { url } = test.sandbox.satispay;

  const call: SatispayShop['call'] = async (method, path, body = '', more = {}) => {
    const target = new URL(url + path);
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const { keyId = satispayKeys.keyId, privateKey = satispayKeys.privateKey, date = test.clock.now } = more;
    const headers = { host: target.host, date: date.toUTCString(), digest: digestOf(text) };
    const names = ['(request-target)', 'host', 'date', 'digest'];
    const request = { method, target: target.pathname + target.search, headers, body: Buffer.from(text) };
    const signature = sign('sha256', Buffer.from(signedText(names, request) ?? ''), privateKey).toString('base64');
    const sent = {
      date: headers.date,
      digest: headers.digest,
      authorization: `Signature keyId="${keyId}", algorithm="rsa-sha256", headers="${names.join(' ')}", signature="${signature}"`,
      'content-type': 'application/json',
      ...more.headers,
    };
    const answer = await fetch(target, {
      method,
      headers: more.tamper?.(sent) ?? sent,
      ...(method !== 'GET' && { body: more.swapBody ?? text }),
    });
    return { status: answer.status, body: (await answer.json()) as SatispayBody };
  };
  const payment = async (amount: number, more: object = {}): Promise<SatispayBody> => {
    const headers = { 'idempotency-key': randomUUID() };
    return (await call('POST', '/g_business/v1/payments', aPayment(amount, more), { headers })).body;
  };

  return {
    ...test,
    call,
    payment,
    async answered(amount, outcome = 'approve', more) {
      const created = await payment(amount, more);
      await test.submit(created.redirect_url ?? '', { outcome });
      return (await call('GET', `/g_business/v1/payments/${created.id ?? ''}`)).body;
    },
  };
}
