import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import type { HubState } from './context.ts';
import { problems } from './problems.ts';
import { limited } from './surroundings.ts';

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

/** A server that takes three requests a minute from an address, and knows one key. */
async function listen(): Promise<(headers?: Record<string, string>) => Promise<Response>> {
  const koa = new Koa<HubState>({ proxy: true, maxIpsCount: 1 });
  koa.use(problems(pino({ enabled: false })));
  koa.use(limited(3));
  koa.use((ctx) => {
    if (ctx.get('Authorization') === 'Bearer known')
      ctx.state.caller = { type: 'api_key', id: 'key_1', name: 'Shop', roles: [] };
    ctx.body = 'answered';
  });
  const server = createServer(koa.callback()).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return (headers = {}) => fetch(`http://127.0.0.1:${port}/`, { headers });
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

  it('is not held back for what it asks with a key that is known', async () => {
    const ask = await listen();
    for (let times = 0; times < 10; times += 1) expect((await ask({ Authorization: 'Bearer known' })).status).toBe(200);
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
