import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openApiOperationsOf, type Exchange } from '../../sandbox/openapi-operations-for-tests.ts';
import { after, anAttempt, eur } from './an-attempt.ts';
import type { AttemptContext } from './connector.ts';
import type { Harness } from './contract.ts';
import { demoDocument, sandboxHarness } from './sandbox-harness.ts';

const bodyOf = (text: string): unknown => (text === '' ? undefined : (JSON.parse(text) as unknown));

describe.each(['paypal', 'scalapay'] as const)('%s: every call that its document makes', (provider) => {
  const departures = openApiOperationsOf(provider);
  beforeEach(({ skip }) =>
    skip(!departures, `The official OpenAPI file of ${provider} does not lie beside the repository.`),
  );
  const exchanges: Exchange[] = [];
  let harness: Harness;
  beforeAll(async () => {
    harness = await sandboxHarness(provider, { pay: 'outcome=approve', decline: 'outcome=decline' });
  });
  afterAll(() => harness.stop());

  const base = new URL(demoDocument(provider).baseUrls?.simulator?.replace('{sandbox}', 'http://x') ?? '').pathname;
  /** Keeps what goes over the wire; forms are the business of tokens, which the files describe elsewhere. */
  const listening: typeof fetch = async (input, init) => {
    const answer = await fetch(input, init);
    const { pathname, search } = new URL(String(input));
    const isForm = new Headers(init?.headers).get('content-type')?.includes('form') ?? false;
    if (!isForm)
      exchanges.push({
        method: init?.method ?? 'GET',
        path: pathname.slice(base.length) + search,
        ...(typeof init?.body === 'string' && { sent: bodyOf(init.body) }),
        status: answer.status,
        answer: bodyOf(await answer.clone().text()),
      });
    return answer;
  };

  it('is as the official OpenAPI file says', async () => {
    const connector = harness.connector({ fetch: listening });
    const opened = async (ctx: AttemptContext) => {
      const outcome = await connector.create(ctx, ctx.attempt.id);
      return { ctx: after(ctx, outcome), url: outcome.kind === 'redirect' ? outcome.url : '' };
    };
    const paid = async (ctx: AttemptContext) => {
      const { ctx: waiting, url } = await opened(ctx);
      await harness.pay(url);
      return after(waiting, await connector.lookUp(waiting));
    };
    const done = await paid(anAttempt());
    await connector.refund?.(done, { id: 'ref_1', amount: eur(5_00) }, 'ref_1');
    const items = [{ name: 'Olive oil', quantity: 2, unitPrice: eur(12_50), category: 'food' }];
    const held = await paid(anAttempt({ capture: 'manual', items }));
    await connector.capture?.(held, eur(20_00), 'capture');
    await connector.cancel?.(await paid(anAttempt({ capture: 'manual' })), 'void');
    await connector.cancel?.((await opened(anAttempt())).ctx, 'close');

    expect(exchanges.length).toBeGreaterThan(8);
    for (const exchange of exchanges)
      expect(departures?.(exchange), `${exchange.method} ${exchange.path} ${JSON.stringify(exchange.sent)}`).toEqual(
        [],
      );
  });
});
