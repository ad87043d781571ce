import { describe, expect, it } from 'vitest';
import { aProblem, aView, aWorld } from '../test-world.ts';
import { checkoutApi } from './checkout-api.ts';
import { intentions } from './intention.ts';
import { watchPayment } from './live.ts';

describe('an answer of the engine', () => {
  it('comes with the clock of the engine', async () => {
    const { world, answers } = aWorld();
    answers('GET /v1/checkout/abc', { body: aView(), headers: { date: 'Mon, 23 Nov 2026 12:00:05 GMT' } });
    expect(await checkoutApi('abc', world.fetch).read()).toMatchObject({
      ok: true,
      servedAt: Date.parse('2026-11-23T12:00:05Z'),
    });
  });

  it('names a problem by the end of its type, and says how long to wait', async () => {
    const { world, answers } = aWorld();
    answers('GET /v1/checkout/abc', { ...aProblem('too-many-requests', 429), headers: { 'retry-after': '7' } });
    expect(await checkoutApi('abc', world.fetch).read()).toMatchObject({
      failure: { kind: 'problem', slug: 'too-many-requests', status: 429, retryAfterSeconds: 7 },
    });
  });

  it('is a problem too when something in between answers without JSON', async () => {
    const send = async (): Promise<Response> => new Response('<h1>Bad gateway</h1>', { status: 502 });
    expect(await checkoutApi('abc', send).read()).toMatchObject({ failure: { kind: 'problem', status: 502 } });
  });

  it('may be missing, which is a value and no exception', async () => {
    const { world, answers } = aWorld();
    answers('GET /v1/checkout/abc', 'cut');
    expect(await checkoutApi('abc', world.fetch).read()).toEqual({ ok: false, failure: { kind: 'unreachable' } });
  });
});

it('escapes a token, so that no address can be smuggled in', () => {
  expect(checkoutApi('../x', fetch).eventsUrl).toBe('/v1/checkout/..%2Fx/events');
});

describe('an intention', () => {
  const newKeys = () => intentions(aWorld().world.newKey);

  it('keeps its key until it is answered', () => {
    const keys = newKeys();
    const first = keys.keyFor({ method: 'card' });
    expect(keys.keyFor({ method: 'card' })).toBe(first);
    keys.answered();
    expect(keys.keyFor({ method: 'card' })).not.toBe(first);
  });

  it('is another one when the request differs', () => {
    const keys = newKeys();
    expect(keys.keyFor({ method: 'card' })).not.toBe(keys.keyFor({ method: 'paypal' }));
  });
});

describe('watching a payment', () => {
  function watching({ byClock = true } = {}) {
    const around = aWorld();
    let news = 0;
    const stop = watchPayment(around.world, { eventsUrl: '/events', state: 'pending', byClock, onNews: () => news++ });
    return { ...around, stop, news: () => news };
  }

  it('tells at once when the engine sends another state', () => {
    const { tell, news } = watching();
    tell('{"state":"pending"}');
    expect(news()).toBe(0);
    tell('{"state":"paid"}');
    expect(news()).toBe(1);
  });

  it('looks every four seconds while no stream comes through', () => {
    const { pass, news } = watching();
    pass(12_000);
    expect(news()).toBe(3);
  });

  it('looks less often while the stream works, and faster again when it breaks', () => {
    const { tell, pass, news, streams } = watching();
    tell('{"state":"pending"}');
    pass(19_000);
    expect(news()).toBe(0);
    for (const stream of streams) stream.onError();
    pass(1_000);
    expect(news()).toBe(1);
  });

  it('only listens when nobody waits for an outcome', () => {
    const { pass, tell, news } = watching({ byClock: false });
    pass(60_000);
    expect(news()).toBe(0);
    tell('not JSON at all');
    expect(news()).toBe(1);
  });

  it('stops wholly', () => {
    const { stop, pass, news, streams } = watching();
    stop();
    pass(60_000);
    expect([news(), streams.size]).toEqual([0, 0]);
  });
});
