import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CheckoutView, Payment, PaymentRequest, Session, Shopper } from '@pih/schemas';
import type { DestinationStream } from 'pino';
import { fillWithDemo } from './demo-data-for-tests.ts';
import { readEnvironment, type Variable } from './environment.ts';
import { createLog } from './log.ts';
import { running } from './running-for-tests.ts';
import { startHub, type RunningHub } from './start.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The demo shop's API key and the demo administrator, as the seeds have them. */
export const shopKey = 'pihk_demo_shop_of_the_sandbox_only';
export const administrator = { email: 'giulia@demo.example', password: 'demo-giulia' };

export interface Answer<Body = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: Body;
}

export interface Ask {
  /** A JSON body; a string is sent as it is. */
  body?: unknown;
  /** Default: the demo shop's. null sends none. */
  key?: string | null;
  idempotencyKey?: string;
  headers?: Record<string, string>;
}

/** What the demo shop offers. */
export type DemoMethod = 'card' | 'paypal' | 'satispay' | 'scalapay' | 'klarna' | 'bank-transfer';

/** A whole engine on a free port, with its simulators and the demo organisation, and what a test does with it. */
export interface TestHub extends RunningHub {
  /** Calls the API as the demo shop does; each POST has an Idempotency-Key of its own unless the test names one. */
  ask<Body = Record<string, unknown>>(method: string, path: string, ask?: Ask): Promise<Answer<Body>>;
  /** What an operator's browser sends with each request after signing in; the demo administrator's unless named. */
  signIn(credentials?: { email: string; password: string }): Promise<Pick<Ask, 'key' | 'headers'>>;
  /** An API key that holds a role of the seeds. */
  keyWith(...roles: string[]): Promise<string>;
  /** Another engine over the same data, secrets and simulators, as behind a load balancer. Stop it before this one. */
  anotherNode(): Promise<TestHub>;
  /** Stops this engine and starts another one over the data that it leaves. */
  restarted(): Promise<TestHub>;
  /** Moves the clock of engine and simulators forward. */
  advance(ms: number): void;
  /** An order that was taken in. */
  order(about?: Partial<PaymentRequest>): Promise<TakenOrder>;
  payment(id: string): Promise<TakenOrder>;
  checkout(payment: Pick<Payment, 'checkoutUrl'>): Promise<CheckoutView>;
  /** The shopper looks and picks a method; the address of the provider's hosted page. */
  choose(payment: Pick<Payment, 'checkoutUrl'>, method: string): Promise<string>;
  /** What the shopper does on the hosted page, up to where the provider sends them back; "" when the page stays. */
  onHostedPage(page: string, outcome: 'pay' | 'approve' | 'decline'): Promise<string>;
  /** The browser follows the provider back to the engine. */
  goBack(address: string): Promise<void>;
  /** An order paid with a method, news arrived; by somebody whom that method is offered to, unless the test says who. */
  paid(method: DemoMethod, about?: Partial<PaymentRequest>): Promise<TakenOrder>;
  /** Every webhook that is under way has arrived. */
  webhooksSettled(): Promise<void>;
}

/** A payment as the shop sees it, which may act for its shopper. */
export type TakenOrder = Payment & Required<Pick<Payment, 'checkoutUrl'>>;

export const tokenOf = ({ checkoutUrl = '' }: Pick<Payment, 'checkoutUrl'>): string =>
  checkoutUrl.split('/').at(-1) ?? '';

/** Somebody in Italy who has told everything that any method wants to know. */
export const anItalian: Shopper = {
  type: 'private',
  name: 'Anna Bianchi',
  email: 'anna@example.com',
  phone: '+39 011 555 0100',
  country: 'IT',
  address: { line1: 'Via Roma 1', city: 'Torino', postcode: '10121', country: 'IT' },
};

/** An order that is valid, but for what the test changes. */
export const anOrder = (about: Partial<PaymentRequest> = {}): PaymentRequest => ({
  reference: `ORDER-${randomUUID().slice(0, 8)}`,
  brand: 'rosmarino',
  total: { amount: 49_90, currency: 'EUR' },
  ...about,
});

/** Where one of these is set, the data of another first start would be wrong. */
const ofFirstStart: readonly Variable[] = [
  'NODE_ENV',
  'DATA_FOLDER',
  'DEMO_PAYMENTS',
  'MONGODB_URI',
  'MASTER_KEY',
  'ADMIN_EMAIL',
  'SANDBOX_URL',
];

/**
 * Starts an engine for tests. The scheduled work runs only when a test asks for it. Without a folder it finds the data that
 * a first start has left; with an empty one it does its own.
 * @param env variables of the engine's environment, such as NODE_ENV
 * @param folder data of an earlier start; a fresh folder, gone afterwards, when absent
 * @param logTo where the log goes, at the level that `env` names; nowhere when absent
 * @param secrets what else the environment holds, for documents to name
 */
export async function startTestHub(
  env: Partial<Record<Variable, string>> = {},
  folder?: string,
  logTo?: DestinationStream,
  secrets: Record<string, string> = {},
): Promise<TestHub> {
  const data = folder ?? (await mkdtemp(path.join(tmpdir(), 'pih-test-')));
  const mongodbUri = process.env['MONGODB_URI'] && databaseOf(process.env['MONGODB_URI'], path.basename(data));
  const isOwnStart = folder !== undefined || mongodbUri || ofFirstStart.some((variable) => variable in env);
  if (!isOwnStart && !Object.keys(secrets).length)
    await fillWithDemo(data, async (empty) => (await startTestHub({}, empty)).stop());
  let ahead = 0;
  const started = await startHub({
    environment: readEnvironment({
      PORT: '0',
      DATA_FOLDER: data,
      DEMO_PAYMENTS: '0',
      ...(mongodbUri && { MONGODB_URI: mongodbUri }),
      ...env,
    }),
    env: secrets,
    root,
    log: createLog((logTo && env.LOG_LEVEL) ?? process.env['LOG_LEVEL'] ?? 'silent', logTo),
    now: () => new Date(Date.now() + ahead),
    durable: false,
    schedule: false,
  });
  running.add(started.stop);
  const hub: RunningHub = {
    ...started,
    async stop() {
      await started.stop();
      running.delete(started.stop);
    },
  };

  /** The same hub; its data goes with it, where nobody named the folder. */
  const leavingNothing = (hub: TestHub): TestHub => ({
    ...hub,
    async stop() {
      await hub.stop();
      if (!folder) await rm(data, { recursive: true, force: true });
    },
  });

  const ask: TestHub['ask'] = async <Body>(
    method: string,
    path: string,
    { body, key = shopKey, idempotencyKey, headers = {} }: Ask = {},
  ) => {
    const answer = await fetch(hub.local + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(key !== null && { Authorization: `Bearer ${key}` }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(method === 'POST' && { 'Idempotency-Key': idempotencyKey ?? randomUUID() }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json');
    return { status: answer.status, headers: answer.headers, body: (isJson ? JSON.parse(text) : text) as Body };
  };

  const expectStatus = <Body>(answer: Answer<Body>, status: number): Body => {
    if (answer.status !== status)
      throw new Error(`Expected ${status}, got ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };

  const tests: Omit<TestHub, keyof RunningHub> = {
    ask,
    async signIn(credentials = administrator) {
      const answer = await ask<Session>('POST', '/v1/session', { key: null, body: credentials });
      const { csrfToken } = expectStatus(answer, 200);
      const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
      return { key: null, headers: { Cookie: cookie, 'X-CSRF-Token': csrfToken } };
    },
    keyWith: async (...roles) => (await hub.app.access.createApiKey({ name: roles.join(' and '), roles })).key,
    async anotherNode() {
      const masterKey = env.MASTER_KEY ?? (await readFile(path.join(data, 'master.key'), 'utf8'));
      const node = { MONGODB_URI: hub.storeUri, MASTER_KEY: masterKey };
      return startTestHub({ ...env, ...node, ...(hub.sandboxUrl && { SANDBOX_URL: hub.sandboxUrl }) });
    },
    async restarted() {
      await hub.stop();
      return leavingNothing(await startTestHub(env, data, logTo, secrets));
    },
    advance: (ms) => void (ahead += ms),
    order: async (about) => expectStatus(await ask<TakenOrder>('POST', '/v1/payments', { body: anOrder(about) }), 201),
    payment: async (id) => expectStatus(await ask<TakenOrder>('GET', `/v1/payments/${id}`), 200),
    checkout: async (payment) =>
      expectStatus(await ask<CheckoutView>('GET', `/v1/checkout/${tokenOf(payment)}`, { key: null }), 200),
    async choose(payment, method) {
      await tests.checkout(payment);
      const answer = await ask<{ redirectUrl: string }>('POST', `/v1/checkout/${tokenOf(payment)}/attempts`, {
        key: null,
        body: { method },
      });
      return expectStatus(answer, 201).redirectUrl;
    },
    async onHostedPage(page, outcome) {
      const answer = await fetch(page, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ outcome }) });
      return answer.headers.get('location') ?? '';
    },
    async goBack(address) {
      const answer = await fetch(address, { redirect: 'manual' });
      if (answer.status !== 303) throw new Error(`Expected to be sent to the checkout, got ${answer.status}`);
    },
    async paid(method, about) {
      const isItalian = method === 'satispay' || method === 'scalapay';
      const order = await tests.order({ ...(isItalian && { shopper: anItalian }), ...about });
      const back = await tests.onHostedPage(await tests.choose(order, method), method === 'card' ? 'pay' : 'approve');
      await tests.goBack(back);
      await tests.webhooksSettled();
      return tests.payment(order.id);
    },
    async webhooksSettled() {
      if (!hub.sandbox) return;
      const { stripe, paypal, satispay, scalapay, mollie } = hub.sandbox;
      await Promise.all([stripe, paypal, satispay, scalapay, mollie].map(({ webhooks }) => webhooks.settled()));
    },
  };

  return leavingNothing({ ...hub, ...tests });
}

/** A database of its own on a shared server. */
function databaseOf(uri: string, name: string): string {
  const [, server = uri, options = ''] = /^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?[^?]*(\?.*)?$/.exec(uri) ?? [];
  return `${server}/${name}${options}`;
}
