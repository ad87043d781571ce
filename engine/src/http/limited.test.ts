import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import type { HubState } from './context.ts';
import { problems } from './problems.ts';
import { limitedByAddress, limitedByCaller, limitedByCheckout } from './limited.ts';

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

/** A server that takes three requests a minute from an address and about a checkout, five with a key; it knows two keys. */
async function listen(): Promise<(headers?: Record<string, string>, path?: string) => Promise<Response>> {
  const koa = new Koa<HubState>({ proxy: true, maxIpsCount: 1 });
  koa.use(problems(pino({ enabled: false })));
  koa.use(limitedByAddress({ address: 3 }));
  koa.use(async (ctx, next) => {
    const [, id] = /^Bearer (known\d?)$/.exec(ctx.get('Authorization')) ?? [];
    if (id) ctx.state.caller = { type: 'api_key', id, name: 'Shop', roles: [] };
    await next();
  });
  koa.use(limitedByCaller({ caller: 5 }));
  koa.use(limitedByCheckout({ checkout: 2 }));
  koa.use((ctx) => {
    ctx.body = 'answered';
  });
  const server = createServer(koa.callback()).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return (headers = {}, path = '/') => fetch(`http://127.0.0.1:${port}${path}`, { headers });
}

const statuses = async (asked: Promise<Response>[]): Promise<number[]> =>
  (await Promise.all(asked)).map(({ status }) => status);

describe('an address that asks too often', () => {
  it('is held back, and told how long', async () => {
    const ask = await listen();
    expect(await statuses([ask(), ask(), ask()])).toEqual([200, 200, 200]);
    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ status: 429, retryAfterSeconds: expect.any(Number) });
  });

  it('is still told how the engine is, so that nobody restarts one that works', async () => {
    const ask = await listen();
    expect(await statuses([ask(), ask(), ask(), ask()])).toContain(429);
    for (const path of ['/health/live', '/health/ready', '/healthz', '/readyz'])
      expect((await ask({}, path)).status, path).toBe(200);
    expect((await ask({}, '/health/live/more')).status).toBe(429);
  });

  it('is not held back for what it asks with a key that is known', async () => {
    const ask = await listen();
    for (let times = 0; times < 5; times += 1) expect((await ask({ Authorization: 'Bearer known' })).status).toBe(200);
    for (let times = 0; times < 3; times += 1) expect((await ask({ Authorization: 'Bearer guess' })).status).toBe(200);
    expect((await ask({ Authorization: 'Bearer guess' })).status).toBe(429);
  });

  it('does not get further with the many addresses of its IPv6 network', async () => {
    const ask = await listen();
    const from = (address: string) => ask({ 'X-Forwarded-For': address });
    for (let times = 0; times < 3; times += 1) await from(`2001:db8:0:42::${times}`);
    expect((await from('2001:db8:0:42:aaaa::9')).status).toBe(429);
    expect((await from('2001:db8:0:43::1')).status).toBe(200);
  });

  it('does not get further by making up where it asks from', async () => {
    const ask = await listen();
    // The proxy in front adds the address that it sees at the end.
    for (let times = 0; times < 3; times += 1) await ask({ 'X-Forwarded-For': `10.0.0.${times}, 203.0.113.7` });
    expect((await ask({ 'X-Forwarded-For': '10.0.0.9, 203.0.113.7' })).status).toBe(429);
    expect((await ask({ 'X-Forwarded-For': '203.0.113.8' })).status).toBe(200);
  });
});

describe('a key that asks too often', () => {
  const known = { Authorization: 'Bearer known' };

  it('is held back from wherever it asks, and the others are not', async () => {
    const ask = await listen();
    for (let times = 0; times < 5; times += 1)
      expect((await ask({ ...known, 'X-Forwarded-For': `203.0.113.${times}` })).status).toBe(200);
    const refused = await ask({ ...known, 'X-Forwarded-For': '203.0.113.9' });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await ask({ Authorization: 'Bearer known2' })).status).toBe(200);
  });

  it('gets no more through by asking at the same moment', async () => {
    const ask = await listen();
    const answers = await statuses(
      Array.from({ length: 40 }, (_, turn) => ask({ ...known, 'X-Forwarded-For': `203.0.113.${turn}` })),
    );
    expect(answers.filter((status) => status === 200)).toHaveLength(5);
  });
});

describe('a checkout link', () => {
  const [one, other] = ['a'.repeat(43), 'b'.repeat(43)];

  it('is held back by itself: another payment, and another shopper with the same link, are not', async () => {
    const ask = await listen();
    const from = (address: string, token: string) =>
      ask({ 'X-Forwarded-For': address }, `/v1/checkout/${token}/attempts`);
    expect(await statuses([from('203.0.113.1', one), from('203.0.113.1', one)])).toEqual([200, 200]);
    expect((await from('203.0.113.1', one)).status).toBe(429);
    expect((await from('203.0.113.2', one)).status).toBe(200);
    expect((await from('203.0.113.3', other)).status).toBe(200);
  });

  it('is the same one however it is escaped', async () => {
    const ask = await listen();
    const escaped = [`%61${one.slice(1)}`, `a%61${one.slice(2)}`, one];
    expect(await statuses(escaped.map((token) => ask({}, `/v1/checkout/${token}`)))).toEqual([200, 200, 429]);
  });

  it('that cannot be one is not counted, so that nobody fills the memory with what they make up', async () => {
    const ask = await listen();
    for (const made of ['short', 'x'.repeat(5_000), '%zz', '%00'.repeat(30)])
      expect((await ask({}, `/v1/checkout/${made}`)).headers.get('ratelimit')).toMatch(/^"address"/);
  });
});

describe('every answer', () => {
  it('says by which limit it is counted, and how much of it is left', async () => {
    const ask = await listen();
    const told = async (asked: Promise<Response>) => {
      const { headers } = await asked;
      return [headers.get('ratelimit-policy'), headers.get('ratelimit')];
    };
    expect(await told(ask())).toEqual(['"address";q=3;w=60', expect.stringMatching(/^"address";r=2;t=(?:60|59)$/)]);
    expect(await told(ask({ Authorization: 'Bearer known' }))).toEqual([
      '"key";q=5;w=60',
      expect.stringMatching(/^"key";r=4;/),
    ]);
    expect(await told(ask({}, `/v1/checkout/${'a'.repeat(43)}`))).toEqual([
      '"checkout";q=2;w=60',
      expect.stringMatching(/^"checkout";r=1;/),
    ]);
    await ask();
    expect(await told(ask())).toEqual(['"address";q=3;w=60', expect.stringMatching(/^"address";r=0;t=\d+$/)]);
  });
});
