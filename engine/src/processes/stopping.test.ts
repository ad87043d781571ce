import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anOrder, shopKey, tokenOf } from '../hub-for-tests.ts';
import { buildEngine, type EngineProcess, type EngineProgram } from './engine-process-for-tests.ts';

// Building and starting a process takes its time on a busy machine.
const patience = 120_000;

let program: EngineProgram;
beforeAll(async () => void (program = await buildEngine()), patience);
afterAll(() => program.remove());

/** A provider that answers when the test wants; it says `asked` of each call. */
let provider: { server: Server; calls: EventEmitter };
let folder: string;
let engine: EngineProcess;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pih-stopping-'));
  const calls = new EventEmitter();
  const server = createServer((_incoming, response) => void calls.emit('asked', response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  provider = { server, calls };
  engine = await program.start({
    PORT: '0',
    DATA_FOLDER: folder,
    SANDBOX_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    SECRET_STRIPE_SECRET_KEY: 'sk_test_stopping',
    SECRET_STRIPE_WEBHOOK_SECRET: 'whsec_stopping',
    LOG_LEVEL: 'info',
  });
}, patience);
afterEach(async () => {
  await engine.kill();
  provider.server.closeAllConnections();
  provider.server.close();
  await rm(folder, { recursive: true, force: true });
});

const page = { id: 'cs_test_stopping', object: 'checkout.session', url: 'https://pay.example/cs_test_stopping' };

const headers = { Authorization: `Bearer ${shopKey}`, 'Content-Type': 'application/json' };
const post = (path: string, body: unknown, key: string): Promise<Response> =>
  fetch(engine.url + path, {
    method: 'POST',
    headers: { ...headers, 'Idempotency-Key': key },
    body: JSON.stringify(body),
  });

async function order(): Promise<{ id: string; checkoutUrl: string }> {
  const answer = await post('/v1/payments', anOrder(), 'first');
  return (await answer.json()) as { id: string; checkoutUrl: string };
}

/** A shopper who has chosen: the provider has been asked and thinks. */
async function choosing(): Promise<{ answer: Promise<Response>; thinking: ServerResponse; token: string }> {
  const token = tokenOf(await order());
  await fetch(`${engine.url}/v1/checkout/${token}`);
  const asked = once(provider.calls, 'asked') as Promise<[ServerResponse]>;
  const answer = post(`/v1/checkout/${token}/attempts`, { method: 'card' }, 'choice');
  answer.catch(() => undefined);
  const [thinking] = await asked;
  return { answer, thinking, token };
}

/** Half of an order has arrived; the rest comes when the test wants. */
async function halfAnOrder(): Promise<{ finish: () => Promise<number> }> {
  const body = JSON.stringify(anOrder());
  const sending = request(`${engine.url}/v1/payments`, {
    method: 'POST',
    headers: {
      ...headers,
      'Idempotency-Key': 'second',
      'Content-Length': Buffer.byteLength(body),
      Expect: '100-continue',
    },
  });
  sending.flushHeaders();
  // The engine says that it is waiting for the body, so the request is under way.
  await once(sending, 'continue');
  sending.write(body.slice(0, 10));
  return {
    async finish() {
      sending.end(body.slice(10));
      const [answer] = (await once(sending, 'response')) as [IncomingMessage];
      answer.resume();
      return answer.statusCode ?? 0;
    },
  };
}

/** Resolves when nobody listens on the engine's port any more. */
async function refusesConnections(): Promise<void> {
  for (;;) {
    const answer = await fetch(`${engine.url}/health/live`, { headers: { Connection: 'close' } }).catch(
      () => undefined,
    );
    if (!answer) return;
    await answer.text();
  }
}

describe('an engine that is asked to stop', () => {
  it(
    'answers what is under way, an order and a question to a slow provider, and then ends without a fault',
    async () => {
      const { answer, thinking, token } = await choosing();
      const { finish } = await halfAnOrder();
      const events = await fetch(`${engine.url}/v1/checkout/${token}/events`);
      const stopped = engine.stop();
      await refusesConnections();
      // The shopper's page is told that the stream is over, and will ask another engine.
      expect(await events.text()).toMatch(/^data: /);
      expect(await finish()).toBe(201);
      thinking.setHeader('Content-Type', 'application/json').end(JSON.stringify(page));
      const attempt = await answer;
      expect(attempt.status).toBe(201);
      expect(await attempt.json()).toMatchObject({ redirectUrl: page.url });
      expect(await stopped).toBe(0);
      expect(engine.log()).not.toMatch(/"level":(?:50|60)/);
    },
    patience,
  );

  it(
    'ends at once when it is asked again',
    async () => {
      const { answer } = await choosing();
      const stopped = engine.stop();
      await refusesConnections();
      const impatient = setInterval(() => void engine.stop(), 100);
      try {
        expect(await stopped).toBe(1);
      } finally {
        clearInterval(impatient);
      }
      await expect(answer).rejects.toThrow();
      expect(engine.log()).toContain('stopping at once');
    },
    patience,
  );
});
