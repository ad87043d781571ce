import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Money } from '@pih/schemas';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { after, anAttempt, eur } from './an-attempt.ts';
import type { AttemptContext, Connector, ConnectorDeps, News, Outcome, RawWebhook } from './connector.ts';
import { ForgedWebhook, ProviderNotReady } from './problems.ts';

/** One provider as the suite needs it: a simulator that is running, and a shopper who uses its page. */
export interface Harness {
  /** A connector for the simulator; the changes replace single dependencies. An empty `sandboxUrl` stands for none. */
  connector(changes?: Partial<ConnectorDeps>): Connector;
  /** The right value of each secret. */
  readonly secrets: Readonly<Record<string, string>>;
  /** The shopper pays, or is declined, on the page at `url`. */
  pay(url: string): Promise<void>;
  decline(url: string): Promise<void>;
  /** Where webhooks arrive: attempts name it. */
  readonly webhookUrl: string;
  /** Webhooks that arrived so far, once all that were written have arrived. */
  webhooks(): Promise<RawWebhook[]>;
  stop(): Promise<void>;
}

/** What a provider's own manner adds to the promises. */
export interface Manner {
  /** The value of this secret is wrong in the test about wrong keys. */
  readonly keySecret: string;
  /** A wrong value for it, where not any text has the form of a key. */
  readonly wrongKey?: string;
  /** The secret that the genuineness of webhooks hangs on; absent where nobody signs them. */
  readonly webhookSecret?: string;
  /** Whether a signature covers the time as well, so that old webhooks are refused. */
  readonly signsTime?: boolean;
  /** Whether a refund is reported by a webhook. Default true. */
  readonly reportsRefunds?: boolean;
  /** What a shopper's refusal comes to. Default declined. */
  readonly whenDeclined?: Partial<Outcome>;
  /** How the sum stands in the request that creates a payment. */
  readonly sumIn: (body: string) => unknown;
  readonly sums: readonly (readonly [Money, unknown])[];
  /** Total of a payment whose creation is answered late. */
  readonly answersLate: Money;
  /** Total of a payment whose refunds are pending at first; absent where refunds are done at once. */
  readonly refundsLate?: Money;
}

/** The promises that every connector keeps, whatever its provider. */
export function connectorContract(
  name: string,
  { start, ...manner }: Manner & { start: () => Promise<Harness> },
): void {
  describe(`the ${name} connector`, () => {
    let harness: Harness;
    let connector: Connector;
    beforeAll(async () => {
      harness = await start();
      connector = harness.connector();
    });
    afterAll(() => harness.stop());

    const anAttemptHere = (...given: Parameters<typeof anAttempt>): AttemptContext => ({
      ...anAttempt(...given),
      webhookUrl: harness.webhookUrl,
    });
    const created = async (ctx: AttemptContext): Promise<{ ctx: AttemptContext; url: string }> => {
      const outcome = await connector.create(ctx, `${ctx.attempt.id}-create`);
      expect(outcome).toMatchObject({ kind: 'redirect' });
      return { ctx: after(ctx, outcome), url: outcome.kind === 'redirect' ? outcome.url : '' };
    };
    const paid = async (ctx: AttemptContext): Promise<AttemptContext> => {
      const attempt = await created(ctx);
      await harness.pay(attempt.url);
      return after(attempt.ctx, await connector.lookUp(attempt.ctx));
    };
    const refund = (ctx: AttemptContext, id: string, amount: Money) => {
      if (!connector.refund) throw new Error(`${name} cannot refund`);
      return connector.refund(ctx, { id: `${ctx.attempt.id}-${id}`, amount }, `${ctx.attempt.id}-${id}`);
    };
    const secretsBut = (name: string, value: string) => (secret: string) =>
      secret === name ? value : harness.secrets[secret];
    const manual = () => anAttemptHere({ capture: 'manual' });

    it('sends the shopper to a page of the provider', async () => {
      const { url, ctx } = await created(anAttemptHere());
      expect((await fetch(url)).status).toBe(200);
      expect(await connector.lookUp(ctx)).toMatchObject({ kind: 'pending' });
    });

    it('knows once the shopper has paid, and how much', async () => {
      const { ctx, url } = await created(anAttemptHere());
      await harness.pay(url);
      const outcome = await connector.lookUp(ctx);
      expect(outcome).toMatchObject({ kind: 'paid', reference: ctx.attempt.reference, amount: eur(25_00) });
      expect(await connector.lookUp(after(ctx, outcome))).toMatchObject({ kind: 'paid' });
    });

    it('knows when the shopper was declined', async () => {
      const { ctx, url } = await created(anAttemptHere());
      await harness.decline(url);
      expect(await connector.lookUp(ctx)).toMatchObject(
        manner.whenDeclined ?? { kind: 'declined', reason: 'declined' },
      );
    });

    it('closes what a shopper walked away from, for good', async () => {
      const { ctx, url } = await created(anAttemptHere());
      expect(await connector.cancel?.(ctx, 'walked-away')).toEqual({ kind: 'canceled' });
      await harness.pay(url);
      const outcome = await connector.lookUp(after(ctx, { kind: 'canceled' }, { isCurrent: false }));
      expect(['canceled', 'expired']).toContain(outcome.kind);
    });

    it('does not cancel what has been paid meanwhile, but says so', async () => {
      const ctx = await paid(anAttemptHere());
      expect(await connector.cancel?.(ctx, 'too-late')).toMatchObject({ kind: 'paid' });
    });

    it('holds money and takes it when told', async () => {
      const ctx = await paid(manual());
      expect(await connector.lookUp(ctx)).toMatchObject({ kind: 'authorized', amount: eur(25_00) });
      const captured = await connector.capture?.(ctx, eur(25_00), 'take');
      expect(captured).toMatchObject({ kind: 'paid', reference: ctx.attempt.reference, amount: eur(25_00) });
      expect(await connector.lookUp(ctx)).toMatchObject({ kind: 'paid' });
    });

    it('takes less than was held, and the rest is released', async () => {
      const ctx = await paid(manual());
      await connector.capture?.(ctx, eur(10_00), 'take-less');
      expect(await connector.lookUp(ctx)).toMatchObject({ kind: 'paid', amount: eur(10_00) });
    });

    it('releases money that is held', async () => {
      const ctx = await paid(manual());
      expect(await connector.cancel?.(ctx, 'release')).toEqual({ kind: 'canceled' });
      expect(await connector.lookUp(ctx)).toEqual({ kind: 'canceled' });
    });

    it('refuses to take what nobody holds', async () => {
      const { ctx } = await created(manual());
      expect(await connector.capture?.(ctx, eur(25_00), 'nothing-there')).toMatchObject({ kind: 'refused' });
    });

    it('refunds in parts, and no more than was paid', async () => {
      const ctx = await paid(anAttemptHere());
      expect(await refund(ctx, 'first', eur(10_00))).toMatchObject({ kind: 'succeeded' });
      expect(await refund(ctx, 'second', eur(10_00))).toMatchObject({ kind: 'succeeded' });
      expect(await refund(ctx, 'too-much', eur(10_00))).toMatchObject({ kind: 'failed' });
      expect(await refund(ctx, 'rest', eur(5_00))).toMatchObject({ kind: 'succeeded' });
    });

    const { refundsLate } = manner;
    it.runIf(refundsLate)('finds out later about a refund that takes its time', async () => {
      const amount = refundsLate ?? eur(0);
      const ctx = await paid(anAttemptHere({ total: amount }));
      const outcome = await refund(ctx, 'slow', amount);
      expect(outcome).toMatchObject({ kind: 'pending' });
      const reference = outcome.kind === 'pending' ? outcome.reference : '';
      const told = { id: `${ctx.attempt.id}-slow`, amount, reference };
      await vi.waitFor(async () =>
        expect(await connector.lookUpRefund?.(ctx, told)).toEqual({ kind: 'succeeded', reference }),
      );
    });

    it('creates once and refunds once for one key', async () => {
      const ctx = anAttemptHere();
      const [once, again] = [await created(ctx), await created(ctx)];
      expect(again.ctx.attempt.reference).toBe(once.ctx.attempt.reference);
      await harness.pay(once.url);
      const done = after(once.ctx, await connector.lookUp(once.ctx));
      expect(await refund(done, 'one', eur(20_00))).toEqual(await refund(done, 'one', eur(20_00)));
      expect(await refund(done, 'rest', eur(5_00))).toMatchObject({ kind: 'succeeded' });
    });

    it.each(manner.sums)('writes %j as %j on the wire', async (total, expected) => {
      const bodies: string[] = [];
      const listening: typeof fetch = (input, init) => {
        if (typeof init?.body === 'string') bodies.push(init.body);
        return fetch(input, init);
      };
      const ctx = anAttemptHere({ total });
      expect(await harness.connector({ fetch: listening }).create(ctx, ctx.attempt.id)).toMatchObject({
        kind: 'redirect',
      });
      expect(manner.sumIn(bodies.at(-1) ?? '')).toEqual(expected);
    });

    it('does not know what happened when the answer comes too late, and finds out with the same key', async () => {
      const ctx = anAttemptHere({ total: manner.answersLate });
      const hasty = harness.connector({ timeoutMs: 100 });
      expect(await hasty.create(ctx, ctx.attempt.id)).toEqual({ kind: 'unknown', because: 'timeout' });
      await vi.waitFor(async () =>
        expect(await connector.create(ctx, ctx.attempt.id)).toMatchObject({ kind: 'redirect' }),
      );
    });

    it('says when the provider cannot be reached', async () => {
      const lost = harness.connector({ sandboxUrl: `http://127.0.0.1:${await closedPort()}` });
      const expected = { kind: 'unknown', because: 'unreachable' };
      expect(await lost.create(anAttemptHere(), 'lost')).toEqual(expected);
      expect(await lost.lookUp(anAttemptHere({ attempt: { reference: 'cs_1' } }))).toEqual(expected);
    });

    it.each([
      ['no JSON', 200, 'Service temporarily on holiday'],
      ['JSON of another make', 200, '{"hello":"there"}'],
      ['a list', 200, '[]'],
      ['a server error', 503, '{}'],
      ['a redirect', 302, ''],
      ['more than a megabyte', 200, `{"id":"${'x'.repeat(2_000_000)}"}`],
    ])('does not read anything into %s', async (_, status, text) => {
      const odd: typeof fetch = async (input, init) =>
        String(input).includes('token') ? fetch(input, init) : new Response(text, { status });
      const outcome = await harness.connector({ fetch: odd }).create(anAttemptHere(), 'odd');
      expect(outcome).toEqual({ kind: 'unknown', because: 'unreadable_answer' });
    });

    it('is refused with a wrong key, and the key is not told', async () => {
      const { wrongKey = 'sk_test_wrongwrong' } = manner;
      const stranger = harness.connector({ secret: secretsBut(manner.keySecret, wrongKey) });
      const outcome = await stranger.create(anAttemptHere(), 'wrong-key');
      expect(outcome).toMatchObject({ kind: 'refused' });
      expect(JSON.stringify(outcome)).not.toContain(wrongKey);
    });

    it('names the secret that is missing', async () => {
      const poor = harness.connector({ secret: () => undefined });
      await expect(poor.create(anAttemptHere(), 'poor')).rejects.toBeInstanceOf(ProviderNotReady);
    });

    it('does not run simulators where there are none', async () => {
      const production = harness.connector({ sandboxUrl: '' });
      await expect(production.create(anAttemptHere(), 'production')).rejects.toBeInstanceOf(ProviderNotReady);
    });

    /** News names the attempt by the hub's own id or by the provider's. */
    const about = ({ attempt: { id, reference } }: AttemptContext) =>
      expect.toSatisfy((news: News) => news.attempt === id || news.reference === reference);

    it('learns from a genuine webhook which attempt it is about', async () => {
      const { ctx, url } = await created(anAttemptHere());
      await harness.pay(url);
      await connector.lookUp(ctx);
      const news = await Promise.all((await harness.webhooks()).map((raw) => connector.readWebhook(raw)));
      expect(news.flat()).toContainEqual(about(ctx));
    });

    it.runIf(manner.reportsRefunds ?? true)('learns from a webhook about a refund as well', async () => {
      const ctx = await paid(anAttemptHere());
      const before = (await harness.webhooks()).length;
      await refund(ctx, 'reported', eur(1_00));
      const later = (await harness.webhooks()).slice(before);
      const news = await Promise.all(later.map((raw) => connector.readWebhook(raw)));
      expect(news.flat()).toContainEqual(about(ctx));
    });

    it.runIf(manner.webhookSecret === undefined)('takes news that nobody signed for a hint, and says so', async () => {
      const ctx = await paid(anAttemptHere());
      const [raw] = (await harness.webhooks()).slice(-1);
      expect(connector.newsIsUnsigned).toBe(true);
      expect(raw && (await connector.readWebhook(raw))).toEqual([
        expect.objectContaining({ id: expect.any(String), reference: ctx.attempt.reference }),
      ]);
    });

    const { webhookSecret } = manner;
    describe.runIf(webhookSecret)('refuses a webhook', () => {
      let genuine: RawWebhook;
      let other: RawWebhook;
      beforeAll(async () => {
        await paid(anAttemptHere());
        const [first, second] = (await harness.webhooks()).slice(-2);
        if (!first || !second) throw new Error('no webhooks came');
        [genuine, other] = [first, second];
      });
      const forged = (raw: Partial<RawWebhook>) =>
        expect(connector.readWebhook({ ...genuine, ...raw })).rejects.toBeInstanceOf(ForgedWebhook);

      it('that nobody signed', () => forged({ headers: { 'content-type': 'application/json' } }));
      it('that was altered', () => forged({ body: Buffer.from(genuine.body.toString().replace('25', '26')) }));
      it('that only was formatted anew', () =>
        forged({ body: Buffer.from(JSON.stringify(JSON.parse(genuine.body.toString()), null, 1)) }));
      it('whose signature belongs to another one', () => forged({ headers: other.headers }));
      it('that is no JSON', () => forged({ body: Buffer.from('hello') }));
      it('that tries to add to the question whether it is genuine', () =>
        forged({ body: Buffer.concat([genuine.body, Buffer.from(',"webhook_id":"other"')]) }));
      it('signed with a secret that is not ours', () => {
        const stranger = harness.connector({ secret: secretsBut(webhookSecret ?? '', 'another') });
        return expect(stranger.readWebhook(genuine)).rejects.toBeInstanceOf(ForgedWebhook);
      });
      it.runIf(manner.signsTime)('that is hours old', () => {
        const later = harness.connector({ now: () => new Date(Date.now() + 3 * 3_600_000) });
        return expect(later.readWebhook(genuine)).rejects.toBeInstanceOf(ForgedWebhook);
      });
    });

    it('does not know of a payment without a reference', async () => {
      const expected: Outcome = { kind: 'unknown', because: 'no_reference' };
      expect(await connector.lookUp(anAttemptHere())).toEqual(expected);
    });
  });
}

/** A port on which nobody listens: it was just given back. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
