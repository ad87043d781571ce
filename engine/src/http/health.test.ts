import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { HubState } from './context.ts';
import { healthRoutes, type Check } from './health.ts';

const servers: Server[] = [];
afterEach(() => {
  vi.useRealTimers();
  servers.splice(0).forEach((server) => server.close());
});

async function ask(path: string, checks: Record<string, Check>): Promise<{ status: number; body: unknown }> {
  const koa = new Koa<HubState>();
  koa.use(healthRoutes(checks).routes());
  const server = createServer(koa.callback()).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
  return { status: answer.status, body: await answer.json() };
}

const works: Check = () => undefined;

describe.each(['/health/ready', '/readyz'])('%s', (path) => {
  it('is ready when every part works', async () => {
    expect(await ask(path, { store: works, engine: works })).toEqual({
      status: 200,
      body: { status: 'ok', checks: { store: 'ok', engine: 'ok' } },
    });
  });

  it('names the part that does not, without what it says of addresses and users', async () => {
    const store: Check = () => Promise.reject(new Error('mongodb://hub:secret@10.1.2.3 refused'));
    expect(await ask(path, { store, engine: () => 'is stopping', configuration: works })).toEqual({
      status: 503,
      body: {
        status: 'store: does not answer; engine: is stopping',
        checks: { store: 'does not answer', engine: 'is stopping', configuration: 'ok' },
      },
    });
  });

  it('does not wait for a part that hangs', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const hangs: Check = () => {
      queueMicrotask(() => void vi.advanceTimersByTimeAsync(2_000));
      return new Promise(() => undefined);
    };
    expect(await ask(path, { store: hangs })).toMatchObject({
      status: 503,
      body: { checks: { store: 'does not answer' } },
    });
  });
});

it.each(['/health/live', '/healthz'])('%s answers as long as the process does, whatever else fails', async (path) => {
  const store: Check = () => Promise.reject(new Error('gone'));
  expect(await ask(path, { store })).toEqual({ status: 200, body: { status: 'ok' } });
});
