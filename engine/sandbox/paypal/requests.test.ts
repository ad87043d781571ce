import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseDocument, type Money } from '@pih/schemas';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type AttemptContext, type Connector, createConnector, type Outcome } from '../../src/providers/index.ts';
import { type Exchange, openApiOperationsOf } from '../openapi-operations-for-tests.ts';
import { startSandbox, type Sandbox } from '../index.ts';

const departures = openApiOperationsOf('paypal');
beforeEach(({ skip }) => skip(!departures, 'The official OpenAPI file of PayPal does not lie beside the repository.'));

const secrets: Readonly<Record<string, string>> = {
  PAYPAL_CLIENT_ID: 'client',
  PAYPAL_CLIENT_SECRET: 'secret',
  PAYPAL_WEBHOOK_ID: '1AB23456CD789012E',
};
const eur = (amount: number): Money => ({ amount, currency: 'EUR' });
const bodyOf = (text: string): unknown => (text === '' ? undefined : (JSON.parse(text) as unknown));

const exchanges: Exchange[] = [];
let sandbox: Sandbox;
let connector: Connector;
beforeAll(async () => {
  sandbox = await startSandbox({
    port: 0,
    paypal: { clientId: 'client', clientSecret: 'secret', webhookId: '1AB23456CD789012E', webhookUrl: '' },
  });
  const file = new URL('../../../seeds/demo/provider/paypal.json', import.meta.url);
  connector = createConnector(parseDocument('provider', JSON.parse(readFileSync(file, 'utf8'))), {
    secret: (name) => secrets[name],
    now: () => new Date(),
    sandboxUrl: sandbox.url,
    fetch: recording,
  });
});
afterAll(() => sandbox.stop());

/** Keeps what goes over the wire; tokens are asked with forms, which the file does not describe. */
const recording: typeof fetch = async (input, init) => {
  const answer = await fetch(input, init);
  const { pathname, search } = new URL(String(input));
  if (!pathname.endsWith('/token'))
    exchanges.push({
      method: init?.method ?? 'GET',
      path: pathname.replace('/paypal', '') + search,
      ...(typeof init?.body === 'string' && { sent: bodyOf(init.body) }),
      status: answer.status,
      answer: bodyOf(await answer.clone().text()),
    });
  return answer;
};

const anAttempt = (capture: 'automatic' | 'manual' = 'automatic'): AttemptContext => ({
  payment: {
    id: `pay_${randomUUID()}`,
    reference: 'ORDER-1',
    total: eur(25_00),
    capture,
    shopper: { email: 'anna@example.com' },
    language: 'it',
    brandName: 'Rosmarino',
    requirements: [],
    channel: 'web',
    metadata: {},
    expiresAt: new Date(Date.now() + 3_600_000),
  },
  attempt: { id: `att_${randomUUID()}`, method: 'paypal', startedAt: new Date(), memory: {}, isCurrent: true },
  items: [],
  returnUrl: 'http://localhost:3000/return',
  cancelUrl: 'http://localhost:3000/back',
  webhookUrl: 'http://localhost:3000/webhooks/paypal',
});

const after = (ctx: AttemptContext, outcome: Outcome): AttemptContext => {
  const reference = 'reference' in outcome && outcome.reference ? { reference: outcome.reference } : {};
  const memory = { ...ctx.attempt.memory, ...('memory' in outcome ? outcome.memory : {}) };
  return { ...ctx, attempt: { ...ctx.attempt, ...reference, memory } };
};
const approved = async (ctx: AttemptContext): Promise<AttemptContext> => {
  const outcome = await connector.create(ctx, ctx.attempt.id);
  const page = outcome.kind === 'redirect' ? outcome.url : '';
  await fetch(page, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ outcome: 'approve' }) });
  const opened = after(ctx, outcome);
  return after(opened, await connector.lookUp(opened));
};

it('every call that the document of PayPal makes, and every answer, is as the official OpenAPI file says', async () => {
  const done = await approved(anAttempt());
  await connector.refund?.(done, { id: 'ref_1', amount: eur(5_00) }, 'ref_1');
  await connector.capture?.(await approved(anAttempt('manual')), eur(20_00), 'capture');
  await connector.cancel?.(await approved(anAttempt('manual')), 'void');

  const asked = exchanges.map(({ method, path }) => `${method} ${path.replace(/[A-Z0-9]{17}/g, 'ID')}`);
  expect(asked).toEqual(
    expect.arrayContaining([
      'POST /v2/checkout/orders',
      'GET /v2/checkout/orders/ID',
      'POST /v2/checkout/orders/ID/capture',
      'POST /v2/checkout/orders/ID/authorize',
      'POST /v2/payments/authorizations/ID/capture',
      'POST /v2/payments/authorizations/ID/void',
      'POST /v2/payments/captures/ID/refund',
    ]),
  );
  for (const exchange of exchanges) expect(departures?.(exchange), `${exchange.method} ${exchange.path}`).toEqual([]);
});
