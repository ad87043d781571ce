import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aTestSandbox, secrets, type TestSandbox } from '../test-sandbox.ts';
import { ScenarioRefused, type CallRule, type CallTrouble, type Scenario } from './index.ts';

let at: TestSandbox;
beforeEach(async () => void (at = await aTestSandbox()));
afterEach(() => at.stop());

const sessions = '/v1/checkout/sessions';

/** The wire format by hand: what an SDK would send. */
const create = (amount = 10_00): Promise<Response> =>
  fetch(at.sandbox.stripe.url + sessions, {
    method: 'POST',
    headers: { authorization: `Bearer ${secrets.stripe.secretKey}` },
    body: new URLSearchParams({
      mode: 'payment',
      success_url: 'https://shop.example/done',
      'line_items[0][quantity]': '1',
      'line_items[0][price_data][currency]': 'eur',
      'line_items[0][price_data][unit_amount]': String(amount),
      'line_items[0][price_data][product_data][name]': 'Order R-1',
    }),
  });

/** What became of a call: the status and how its answer reads, or that there was none. */
async function fate(call: Promise<Response>): Promise<string> {
  const answer = await call.catch(() => undefined);
  if (!answer) return 'no answer';
  const text = await answer.text().catch(() => undefined);
  if (text === undefined) return `${answer.status}, broken off`;
  const type = answer.headers.get('content-type')?.split(';')[0] ?? '';
  try {
    JSON.parse(text);
    return `${answer.status} ${type}${text.length > 1_000_000 ? ', huge' : ''}`;
  } catch {
    return `${answer.status} ${type}, no JSON`;
  }
}

const made = (): number => at.sandbox.stripe.books()['sessions']?.length ?? 0;
const play = (rule: Omit<CallRule, 'path'>): void => at.sandbox.play({ calls: [{ path: sessions, ...rule }] });

describe('a scenario', () => {
  it.each<[CallTrouble, string, number]>([
    [{ kind: 'wait', ms: 1 }, '200 application/json', 1],
    [{ kind: 'fail' }, '503 text/html, no JSON', 0],
    [{ kind: 'fail', status: 500 }, '500 text/html, no JSON', 0],
    [{ kind: 'reset' }, 'no answer', 0],
    [{ kind: 'lose-answer' }, 'no answer', 1],
    [{ kind: 'lose-answer', at: 'middle' }, '200, broken off', 1],
    [{ kind: 'answer-late', ms: 1 }, '200 application/json', 1],
    [{ kind: 'dribble', bytes: 500, everyMs: 0 }, '200 application/json', 1],
    [{ kind: 'wrong-type' }, '200 text/html, no JSON', 1],
    [{ kind: 'cut-json' }, '200 application/json, no JSON', 1],
    [{ kind: 'huge', megabytes: 2 }, '200 application/json, huge', 1],
  ])('has %o happen to a call: the caller sees "%s", and the provider did it %i times', async (trouble, seen, done) => {
    play({ do: trouble });
    expect([await fate(create()), made()]).toEqual([seen, done]);
  });

  it('leaves every other call alone', async () => {
    at.sandbox.play({
      calls: [
        { path: '/v1/refunds', do: { kind: 'fail' } },
        { path: sessions, method: 'GET', do: { kind: 'fail' } },
        { path: sessions, simulator: 'paypal', do: { kind: 'fail' } },
        { path: '/v1/*', do: { kind: 'fail' } },
      ],
    });
    expect(await fate(create())).toBe('200 application/json');
  });

  it('fits any number of parts with two stars', async () => {
    at.sandbox.play({ calls: [{ path: '/v1/**', do: { kind: 'fail' } }] });
    expect(await fate(create())).toBe('503 text/html, no JSON');
  });

  it('may hit the second and third call only, and counts what it did', async () => {
    play({ after: 1, times: 2, do: { kind: 'fail' } });
    const statuses = [];
    for (let time = 0; time < 4; time++) statuses.push((await create()).status);
    expect(statuses).toEqual([200, 503, 503, 200]);
    expect(at.sandbox.played()).toEqual({ calls: [2], webhooks: [] });
  });

  it('may look at the sum, however the provider writes it', async () => {
    play({ amountEndsIn: '6661', do: { kind: 'fail', status: 502 } });
    expect((await create(10_00)).status).toBe(200);
    expect((await create(66_61)).status).toBe(502);
  });

  it('is over when it is ended', async () => {
    play({ do: { kind: 'fail' } });
    at.sandbox.play();
    expect((await create()).status).toBe(200);
  });

  it('does not outlive a caller who hangs up', async () => {
    play({ do: { kind: 'answer-late', ms: 3_600_000 } });
    const slow = create();
    await at.stop();
    expect(await fate(slow)).toBe('no answer');
    at = await aTestSandbox();
  });
});

describe('a scenario for webhooks', () => {
  let ids: string[];

  /** Three sessions that expire, and with each an event. */
  const threeEvents = async (): Promise<void> => {
    const answers = await Promise.all([create(), create(), create()]);
    ids = await Promise.all(answers.map(async (answer) => ((await answer.json()) as { id: string }).id));
    const headers = { authorization: `Bearer ${secrets.stripe.secretKey}` };
    for (const id of ids) await fetch(`${at.sandbox.stripe.url}${sessions}/${id}/expire`, { method: 'POST', headers });
    await at.sandbox.stripe.webhooks.settled();
  };
  const heard = (): string[] =>
    at.listener.heard.map(({ body }) => (JSON.parse(body) as { data: { object: { id: string } } }).data.object.id);

  it('may lose them', async () => {
    at.sandbox.play({ webhooks: [{ type: 'checkout.session.*', times: 2, do: { kind: 'lose' } }] });
    await threeEvents();
    expect(heard()).toEqual(ids.slice(2));
  });

  it('may repeat them', async () => {
    at.sandbox.play({ webhooks: [{ after: 2, do: { kind: 'repeat', copies: 3 } }] });
    await threeEvents();
    const [a, b, c] = ids;
    expect(heard()).toEqual([a, b, c, c, c]);
  });

  it('may send the last one first', async () => {
    at.sandbox.play({ webhooks: [{ do: { kind: 'reorder', count: 3 } }] });
    await threeEvents();
    expect(heard()).toEqual(ids.toReversed());
  });

  it('may delay one, so that later ones overtake it', async () => {
    at.sandbox.play({ webhooks: [{ times: 1, do: { kind: 'delay', ms: 400 } }] });
    await threeEvents();
    const [a, b, c] = ids;
    expect(heard()).toEqual([b, c, a]);
  });

  it('sends at its end what still waits for company', async () => {
    at.sandbox.play({ webhooks: [{ do: { kind: 'reorder', count: 10 } }] });
    await threeEvents();
    expect(heard()).toEqual([]);
    at.sandbox.play();
    await at.sandbox.stripe.webhooks.settled();
    expect(heard()).toEqual(ids.toReversed());
  });

  it('leaves other simulators and other types alone', async () => {
    at.sandbox.play({
      webhooks: [
        { simulator: 'paypal', do: { kind: 'lose' } },
        { type: 'charge.*', do: { kind: 'lose' } },
      ],
    });
    await threeEvents();
    expect(heard()).toEqual(ids);
  });
});

describe('the switch', () => {
  const ask = (method: string, body?: string): Promise<Response> =>
    fetch(`${at.sandbox.url}/scenario`, { method, ...(body !== undefined && { body }) });
  const scenario: Scenario = { title: 'Stripe is down', calls: [{ path: '/v1/**', do: { kind: 'fail' } }] };

  it('plays what is put, shows what it did, and ends it', async () => {
    expect((await ask('PUT', JSON.stringify(scenario))).status).toBe(204);
    expect((await create()).status).toBe(503);
    expect(await (await ask('GET')).json()).toEqual({ scenario, played: { calls: [1], webhooks: [] } });
    expect((await ask('DELETE')).status).toBe(204);
    expect((await create()).status).toBe(200);
    expect(await (await ask('GET')).json()).toEqual({ scenario: null, played: { calls: [], webhooks: [] } });
  });

  it.each([
    ['no JSON', '{', /JSON/],
    [
      'a trouble that does not exist',
      JSON.stringify({ calls: [{ path: '/', do: { kind: 'explode' } }] }),
      /calls\/0\/do/,
    ],
    ['a misspelt member', JSON.stringify({ call: [] }), /must NOT have additional/],
    [
      'a part of another trouble',
      JSON.stringify({ calls: [{ path: '/', do: { kind: 'reset', ms: 1 } }] }),
      /calls\/0\/do/,
    ],
  ])('refuses %s, and what played goes on', async (_what, body, why) => {
    at.sandbox.play(scenario);
    const answer = await ask('PUT', body);
    expect(answer.status).toBe(422);
    expect(((await answer.json()) as { detail: string }).detail).toMatch(why);
    expect((await create()).status).toBe(503);
  });

  it('is no less strict to tests', () => {
    const wrong = { calls: [{ path: 'v1', do: { kind: 'fail' } }] } as const;
    expect(() => at.sandbox.play(wrong)).toThrow(ScenarioRefused);
  });
});
