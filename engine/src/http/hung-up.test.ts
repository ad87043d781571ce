import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { HubContext, HubState } from './context.ts';
import { whileAsked } from './hung-up.ts';
import { problems } from './problems.ts';

const logged: string[] = [];
let server: Server;
let answer: (signal: AbortSignal, ctx: HubContext) => Promise<void>;
beforeEach(async () => {
  logged.length = 0;
  const koa = new Koa<HubState>();
  koa.silent = true;
  koa.use(problems(pino({ level: 'warn' }, { write: (line) => void logged.push(line) })));
  koa.use((ctx) => answer(whileAsked(ctx), ctx));
  server = createServer(koa.callback()).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => void server.close());

const ask = () => request({ port: (server.address() as AddressInfo).port, agent: false });

it('stops what was being made for somebody who hangs up, and is no fault to be logged', async () => {
  const stopped = new Promise<unknown>((resolve) => {
    answer = async (signal) => {
      asking.destroy();
      await once(signal, 'abort');
      resolve(signal.reason);
      signal.throwIfAborted();
    };
  });
  const asking = ask().on('error', () => undefined);
  asking.end();
  expect(await stopped).toMatchObject({ name: 'HungUp' });
  // The next request is answered after the first one is done with.
  answer = async (_, ctx) => void (ctx.body = 'here');
  const [reply] = (await once(ask().end(), 'response')) as [{ statusCode: number; resume(): void }];
  reply.resume();
  expect([reply.statusCode, logged]).toEqual([200, []]);
});

it('lets be what was answered', async () => {
  let asked: AbortSignal | undefined;
  answer = async (signal, ctx) => {
    asked = signal;
    ctx.body = 'here';
  };
  const [reply] = (await once(ask().end(), 'response')) as [NodeJS.ReadableStream];
  reply.resume();
  await once(reply, 'close');
  expect(asked?.aborted).toBe(false);
});
