import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { waitedForProvider } from '../request-scope.ts';
import type { HubState } from './context.ts';
import { named, type Answered } from './named.ts';

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

async function listen(work: () => void = () => undefined) {
  const told: Answered[] = [];
  const koa = new Koa<HubState>();
  koa.use(
    named(
      pino({ enabled: false }),
      () => new Date(),
      (answered) => told.push(answered),
    ),
  );
  koa.use((ctx) => {
    work();
    ctx.body = { request: ctx.state.requestId };
  });
  const server = createServer(koa.callback()).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const ask = (headers: Record<string, string> = {}, path = '/v1/payments') =>
    fetch(`http://127.0.0.1:${port}${path}`, { headers });
  return { ask, told };
}

describe('a request', () => {
  it.each(['shop-7f3a.attempt_1', '4f1c2e3d-4111-4111-8111-411111111111', 'A1234567'])(
    'keeps the name that its caller gave it: %s',
    async (id) => {
      const { ask } = await listen();
      const answer = await ask({ 'X-Request-Id': id });
      expect(answer.headers.get('x-request-id')).toBe(id);
      expect(await answer.json()).toEqual({ request: id });
    },
  );

  it.each([
    ['none', ''],
    ['a short one', 'a'],
    ['an endless one', 'a'.repeat(65)],
    ['one with signs that mean something in a log or a page', '<script>alert(1)</script>'],
    ['a card number', '4111111111111111'],
    ['a card number in groups', '4111-1111-1111-1111'],
    ['an API key', 'pihk_demo_shop_of_the_sandbox_only'],
    ['a token', 'mX4-u0vS1yqW_9aTBnKd7eRz3fGhLpQcYtUiOoJ2sEw'],
  ])('gets a name of its own instead of %s', async (_what, id) => {
    const { ask } = await listen();
    expect((await ask({ 'X-Request-Id': id })).headers.get('x-request-id')).toMatch(/^req_[0-9A-Z]{26}$/);
  });

  it('says how long the hub itself took, without the time in which it waited for a provider', async () => {
    const { ask, told } = await listen(() => waitedForProvider(1_000));
    const timing = (await ask()).headers.get('server-timing') ?? '';
    const [, own, provider] = /^hub;dur=(\d+\.\d\d), provider;dur=(\d+\.\d\d)$/.exec(timing) ?? [];
    expect(provider).toBe('1000.00');
    // The provider took longer than the whole request, as far as this test is concerned.
    expect(own).toBe('0.00');
    expect(told).toMatchObject([{ method: 'GET', route: 'none', status: 200, providerMs: 1_000 }]);
  });

  it('for a page says nothing about time', async () => {
    const { ask } = await listen();
    expect((await ask({}, '/console/')).headers.get('server-timing')).toBeNull();
  });
});
