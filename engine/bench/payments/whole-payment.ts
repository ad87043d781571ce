import { randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';
import { ownTime } from './figures.ts';

/** What one request of a payment cost the hub. */
export interface Step {
  name: 'create' | 'see' | 'choose' | 'return' | 'read';
  /** The hub's own time in milliseconds, without waiting for the provider. */
  own: number;
}

export interface Shop {
  url: string;
  key: string;
}

/** The payment did not come to its end; the bench counts these and names the first. */
export class PaymentBroke extends Error {}

const connections = new Agent({ connections: 256, keepAliveTimeout: 30_000 });

interface Answered {
  status: number;
  body: string;
  location: string;
  timing: string | string[] | undefined;
}

async function ask(
  url: string,
  method: 'GET' | 'POST',
  headers: Record<string, string>,
  body?: string,
): Promise<Answered> {
  const answer = await request(url, { method, headers, body: body ?? null, dispatcher: connections });
  return {
    status: answer.statusCode,
    body: await answer.body.text(),
    location: String(answer.headers['location'] ?? ''),
    timing: answer.headers['server-timing'],
  };
}

const json = { 'content-type': 'application/json' };

/**
 * One payment from the shop's order to `paid`, over HTTP as a shop and a browser do it: the order, the checkout, the choice,
 * the provider's page, the way back, and a look whether it is paid. The provider's webhook comes in beside it.
 * @throws PaymentBroke
 */
export async function wholePayment(shop: Shop, told: (step: Step) => void): Promise<string> {
  const step = async (name: Step['name'], expected: number, asked: Promise<Answered>): Promise<Answered> => {
    const answer = await asked;
    if (answer.status !== expected) throw new PaymentBroke(`${name}: ${answer.status} ${answer.body.slice(0, 200)}`);
    const own = ownTime(answer.timing);
    if (own === undefined) throw new PaymentBroke(`${name}: no Server-Timing`);
    told({ name, own });
    return answer;
  };
  const shopHeaders = { ...json, authorization: `Bearer ${shop.key}` };
  const order = JSON.stringify({
    reference: `BENCH-${randomUUID()}`,
    brand: 'rosmarino',
    total: { amount: 4990, currency: 'EUR' },
    shopper: { email: 'bench@example.com', country: 'IT' },
  });
  const created = await step(
    'create',
    201,
    ask(`${shop.url}/v1/payments`, 'POST', { ...shopHeaders, 'idempotency-key': randomUUID() }, order),
  );
  const { id, checkoutUrl } = JSON.parse(created.body) as { id: string; checkoutUrl: string };
  const token = checkoutUrl.split('/').at(-1) ?? '';
  await step('see', 200, ask(`${shop.url}/v1/checkout/${token}`, 'GET', {}));
  const chosen = await step(
    'choose',
    201,
    ask(
      `${shop.url}/v1/checkout/${token}/attempts`,
      'POST',
      { ...json, 'idempotency-key': randomUUID() },
      JSON.stringify({ method: 'card' }),
    ),
  );
  const { redirectUrl } = JSON.parse(chosen.body) as { redirectUrl: string };
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const paidThere = await ask(redirectUrl, 'POST', form, 'outcome=pay');
  if (!paidThere.location) throw new PaymentBroke(`the provider's page answered ${paidThere.status}`);
  await step('return', 303, ask(paidThere.location, 'GET', {}));
  const read = await step('read', 200, ask(`${shop.url}/v1/payments/${id}`, 'GET', shopHeaders));
  const { state } = JSON.parse(read.body) as { state: string };
  if (state !== 'paid') throw new PaymentBroke(`it is ${state} after the way back`);
  return id;
}
