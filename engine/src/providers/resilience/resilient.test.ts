import { kindSchemas, type Provider } from '@pih/schemas';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { anAttempt, eur } from '../an-attempt.ts';
import type { BreakerChange, Connector, Outcome, ProviderCall, RefundOutcome } from '../connector.ts';
import { aLiveProvider } from '../a-provider.ts';
import { loopback } from '../loopback.ts';
import { ForgedWebhook } from '../problems.ts';
import { createConnector } from '../registry.ts';
import { resilient } from './resilient.ts';
import { usualBreaker, usualTimeouts } from './settings.ts';

/** A promise that the test keeps when it wants. */
function later<Value = void>() {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((keep) => (resolve = keep));
  return { promise, resolve };
}

const lost = { kind: 'unknown', because: 'timeout' } as const;
const neverSent = { kind: 'unknown', because: 'unreachable' };
const page: Outcome = { kind: 'redirect', reference: 'r_1', url: 'https://pay.example/1' };
const givenBack: RefundOutcome = { kind: 'succeeded', reference: 'rf_1' };
const attempt = anAttempt();
const refund = { id: 'ref_1', amount: eur(5_00) };

interface Provided {
  connector: Connector;
  observed: ProviderCall[];
  changes: string[];
  /** What the provider was asked, in order. */
  asked: string[];
}

/** A provider whose every operation answers as it is told, behind a breaker that opens after two failures. */
function aProvider(answers: Partial<Record<keyof Connector, () => unknown>> = {}): Provided {
  const asked: string[] = [];
  const answer = (operation: keyof Connector, usual: unknown) => async () => {
    asked.push(operation);
    return (answers[operation] ? await answers[operation]() : usual) as never;
  };
  const observed: ProviderCall[] = [];
  const changes: string[] = [];
  const document: Provider = {
    ...aLiveProvider('https://pay.example'),
    resilience: { breaker: { failures: 2, coolDown: 30 } },
  };
  const bare: Connector = {
    hasPage: true,
    create: answer('create', page),
    lookUp: answer('lookUp', { kind: 'pending' }),
    refund: answer('refund', givenBack),
    readWebhook: answer('readWebhook', []),
  };
  const connector = resilient(bare, document, {
    secret: () => undefined,
    now: () => new Date(),
    observe: (call) => observed.push(call),
    breakerChanged: ({ operation, from, to }: BreakerChange) => changes.push(`${operation}: ${from} -> ${to}`),
  });
  return { connector, observed, changes, asked };
}

describe('a provider that stops answering', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
  afterEach(() => void vi.useRealTimers());
  const pass = (seconds: number): void => void vi.setSystemTime(Date.now() + seconds * 1000);

  it('is left alone after so many failures in a row, and what is answered then is certain', async () => {
    const { connector, asked, changes } = aProvider({ create: () => lost });
    expect(await connector.create(attempt, 'a')).toEqual(lost);
    expect(await connector.create(attempt, 'a')).toEqual(lost);
    expect(await connector.create(attempt, 'a')).toEqual(neverSent);
    expect(asked).toEqual(['create', 'create']);
    expect(changes).toEqual(['create: closed -> open']);
  });

  it('still looks up, gives back and reports, though nothing can be begun there', async () => {
    const { connector, asked } = aProvider({ create: () => lost });
    for (let time = 0; time < 3; time++) await connector.create(attempt, 'a');
    expect(await connector.lookUp(attempt)).toEqual({ kind: 'pending' });
    expect(await connector.refund?.(attempt, refund, 'b')).toEqual(givenBack);
    expect(await connector.readWebhook({ headers: {}, body: Buffer.alloc(0) })).toEqual([]);
    expect(asked).toEqual(['create', 'create', 'lookUp', 'refund', 'readWebhook']);
  });

  it('is tried with a single call after the cool-down, and used again when that is answered', async () => {
    let answer: () => Promise<Outcome> = async () => lost;
    const { connector, asked, changes } = aProvider({ create: () => answer() });
    for (let time = 0; time < 2; time++) await connector.create(attempt, 'a');
    pass(29);
    expect(await connector.create(attempt, 'a')).toEqual(neverSent);
    pass(2);
    const probe = later<Outcome>();
    answer = () => probe.promise;
    const probing = connector.create(attempt, 'a');
    // Nobody else waits for the one that tries.
    expect(await Promise.all([connector.create(attempt, 'b'), connector.create(attempt, 'c')])).toEqual([
      neverSent,
      neverSent,
    ]);
    expect(asked).toHaveLength(3);
    probe.resolve(page);
    expect(await probing).toEqual(page);
    expect(await connector.create(attempt, 'd')).toEqual(page);
    expect(changes).toEqual(['create: closed -> open', 'create: open -> half-open', 'create: half-open -> closed']);
  });

  it('is left alone for another cool-down when the call that tries fails', async () => {
    const { connector, asked, changes } = aProvider({ create: () => lost });
    for (let time = 0; time < 2; time++) await connector.create(attempt, 'a');
    pass(31);
    expect(await connector.create(attempt, 'a')).toEqual(lost);
    pass(29);
    expect(await connector.create(attempt, 'a')).toEqual(neverSent);
    expect(asked).toHaveLength(3);
    expect(changes.at(-1)).toBe('create: half-open -> open');
  });

  it.each<[string, () => unknown]>([
    ['a decline', () => ({ kind: 'declined', reason: 'insufficient_funds', final: true })],
    ['a refusal', () => ({ kind: 'refused', because: 'No such key.' })],
    ['not knowing which attempt is meant', () => ({ kind: 'unknown', because: 'no_reference' })],
  ])('is not what %s means', async (_what, answer) => {
    const { connector, asked, changes } = aProvider({ create: answer });
    for (let time = 0; time < 5; time++) await connector.create(attempt, 'a');
    expect([asked.length, changes]).toEqual([5, []]);
  });

  it('is not what a fault of our own means', async () => {
    const broken = (): never => {
      throw new Error('no secret');
    };
    const { connector, asked, changes } = aProvider({ create: broken });
    for (let time = 0; time < 5; time++) await expect(connector.create(attempt, 'a')).rejects.toThrow('no secret');
    expect([asked.length, changes]).toEqual([5, []]);
  });

  it('is not what a stranger can make it look like: webhooks that cannot be checked are checked again', async () => {
    const forged = (): never => {
      throw new ForgedWebhook({ provider: 'paypal' });
    };
    const { connector, asked } = aProvider({ readWebhook: forged });
    const read = () => connector.readWebhook({ headers: {}, body: Buffer.from('forged') });
    for (let time = 0; time < 20; time++) await expect(read()).rejects.toBeInstanceOf(ForgedWebhook);
    expect(asked).toHaveLength(20);
  });

  it('counts failures in a row only', async () => {
    const answers: Outcome[] = [lost, page, lost, page, lost];
    const { connector, changes } = aProvider({ create: () => answers.shift() });
    while (answers.length) await connector.create(attempt, 'a');
    expect(changes).toEqual([]);
  });
});

describe('whoever watches', () => {
  it('is told of every operation: whose it was, how it ended and how its breaker stands', async () => {
    const { connector, observed } = aProvider({ create: () => lost });
    for (let time = 0; time < 3; time++) await connector.create(attempt, 'a');
    await connector.refund?.(attempt, refund, 'b');
    await connector.readWebhook({ headers: {}, body: Buffer.alloc(0) });
    const ms = expect.any(Number) as number;
    const ours = { provider: 'paypal', paymentId: attempt.payment.id, ms };
    expect(observed).toEqual([
      { ...ours, operation: 'create', outcome: 'unknown', because: 'timeout', breaker: 'closed' },
      { ...ours, operation: 'create', outcome: 'unknown', because: 'timeout', breaker: 'open' },
      { ...ours, operation: 'create', outcome: 'unknown', because: 'breaker_open', breaker: 'open' },
      { ...ours, operation: 'refund', outcome: 'succeeded', breaker: 'closed' },
      { provider: 'paypal', ms, operation: 'readWebhook', outcome: 'read', breaker: 'closed' },
    ]);
  });

  it('is told of what was thrown by its stable name', async () => {
    const forged = (): never => {
      throw new ForgedWebhook({ provider: 'paypal' });
    };
    const { connector, observed } = aProvider({ readWebhook: forged });
    await expect(connector.readWebhook({ headers: {}, body: Buffer.alloc(0) })).rejects.toThrow();
    expect(observed).toMatchObject([{ outcome: 'failed', because: 'webhook-not-genuine' }]);
  });

  it('changes nothing by failing', async () => {
    const fail = (): never => {
      throw new Error('the gauge is full');
    };
    const bare: Connector = {
      hasPage: true,
      create: () => Promise.resolve(lost),
      lookUp: () => Promise.resolve(page),
      readWebhook: () => Promise.resolve([]),
    };
    const document: Provider = { ...aLiveProvider('https://pay.example'), resilience: { breaker: { failures: 1 } } };
    const deps = { secret: () => undefined, now: () => new Date(), observe: fail, breakerChanged: fail };
    const connector = resilient(bare, document, deps);
    expect(await connector.create(attempt, 'a')).toEqual(lost);
    expect(await connector.lookUp(attempt)).toEqual(page);
  });
});

describe('an operation', () => {
  const never = new Promise<never>(() => undefined);
  const connectorAt = (url: string, timeouts: NonNullable<Provider['resilience']>['timeouts'] = {}): Connector =>
    createConnector(
      { ...aLiveProvider(url), resilience: { timeouts } },
      { secret: () => 'hush', now: () => new Date(), allowedAddresses: ['127.0.0.1'] },
    );

  it('ends in its time, all its calls together, and lets go of the call that hangs', async () => {
    const hungUp = later();
    await using provider = await loopback(async ({ path }, gone) => {
      if (path === '/v1/oauth2/token') return { body: { access_token: 't', expires_in: 3600 } };
      void gone.then(() => hungUp.resolve());
      return never;
    });
    const connector = connectorAt(provider.url, { create: 1 });
    expect(await connector.create(attempt, 'a')).toEqual(lost);
    await hungUp.promise;
    expect(provider.heard.map(({ path }) => path)).toEqual(['/v1/oauth2/token', '/v2/checkout/orders']);
  });

  it('says that nothing was sent when already its token does not come', async () => {
    await using provider = await loopback(() => never);
    expect(await connectorAt(provider.url, { create: 0.2 }).create(attempt, 'a')).toEqual(neverSent);
    expect(provider.heard.map(({ path }) => path)).toEqual(['/v1/oauth2/token']);
  });

  it('has a time of its own: what is given up for one is waited for in another', async () => {
    const answered = later();
    await using provider = await loopback(async ({ path, method }) => {
      if (path === '/v1/oauth2/token') return { body: { access_token: 't', expires_in: 3600 } };
      if (method === 'POST') return never;
      await answered.promise;
      return { body: { id: 'r_1', status: 'CREATED' } };
    });
    const connector = connectorAt(provider.url, { create: 0.1, lookUp: 60 });
    const looking = connector.lookUp({ ...attempt, attempt: { ...attempt.attempt, reference: 'r_1' } });
    expect(await connector.create(attempt, 'a')).toEqual(lost);
    answered.resolve();
    expect(await looking).toMatchObject({ kind: 'pending' });
  });
});

it('uses, where a document says nothing, what its schema says is usual', () => {
  type Described = { default?: unknown; properties?: Record<string, Described> };
  const defaultsOf = ({ properties = {} }: Described = {}) =>
    Object.fromEntries(Object.entries(properties).map(([name, { default: usual }]) => [name, usual]));
  const { resilience } = (kindSchemas.provider as Described).properties ?? {};
  expect(defaultsOf(resilience?.properties?.['timeouts'])).toEqual(usualTimeouts);
  expect(defaultsOf(resilience?.properties?.['breaker'])).toEqual(usualBreaker);
});
