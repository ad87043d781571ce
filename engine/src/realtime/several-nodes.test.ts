import type { PaymentSummary } from '@pih/schemas';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestHub, tokenOf, type TestHub } from '../hub-for-tests.ts';

let one: TestHub;
let other: TestHub;
beforeAll(async () => {
  one = await startTestHub();
  other = await one.anotherNode();
});
afterAll(async () => {
  await other.stop();
  await one.stop();
});

/** A console that is connected to a node; each call of `hears` waits for a payment to stand so. */
async function aConsole(hub: TestHub) {
  const Cookie = (await hub.signIn()).headers?.['Cookie'] ?? '';
  const socket: Socket = io(hub.url, { path: '/v1/live', extraHeaders: { Cookie }, forceNew: true });
  const states: string[] = [];
  const waiting = new Set<() => void>();
  socket.on('payment', ({ summary }: { summary: PaymentSummary }) => {
    states.push(`${summary.id} ${summary.state}`);
    for (const look of waiting) look();
  });
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  const hears = (what: string) =>
    new Promise<void>((resolve) => {
      const look = () => states.includes(what) && resolve();
      waiting.add(look);
      look();
    });
  return { hears, states, close: () => socket.close() };
}

it('an operator sees live what every node of the hub does, whichever node the browser reached', async () => {
  const consoles = await Promise.all([aConsole(one), aConsole(other)]);
  const payments = await Promise.all([one.order(), other.order()]);
  const bothHear = (state: string) =>
    Promise.all(consoles.flatMap(({ hears }) => payments.map(({ id }) => hears(`${id} ${state}`))));
  await bothHear('created');
  // Ordered at one node and canceled at the other.
  await other.ask('POST', `/v1/payments/${payments[0]?.id ?? ''}/cancel`, { body: {} });
  await one.ask('POST', `/v1/payments/${payments[1]?.id ?? ''}/cancel`, { body: {} });
  await bothHear('canceled');
  for (const { close } of consoles) close();
});

it('a console that comes back is told of what happens then', async () => {
  const before = await aConsole(other);
  before.close();
  const after = await aConsole(other);
  const { id } = await one.order();
  await after.hears(`${id} created`);
  after.close();
});

it('a shopper’s page is told of what another node does with the payment', async () => {
  const payment = await one.order();
  const leaving = new AbortController();
  const page = await fetch(`${one.url}/v1/checkout/${tokenOf(payment)}/events`, { signal: leaving.signal });
  const states: string[] = [];
  const ended = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of page.body ?? []) {
      for (const [, state = ''] of decoder.decode(chunk).matchAll(/"state":"(\w+)"/g)) states.push(state);
      if (states.includes('canceled')) return;
    }
  })();
  await expect.poll(() => states).toEqual(['open']);
  await other.ask('POST', `/v1/payments/${payment.id}/cancel`, { body: {} });
  await ended;
  expect(states).toEqual(['open', 'canceled']);
  leaving.abort();
});

it('nobody looks for changes when nobody is connected', async () => {
  for (const hub of [one, other]) await expect.poll(() => hub.app.payments.changes.listenerCount).toBe(0);
});
