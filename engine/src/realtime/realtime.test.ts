import type { PaymentEvent, PaymentSummary } from '@pih/schemas';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, tokenOf, type TestHub } from '../hub-for-tests.ts';

let hub: TestHub;
const sockets: Socket[] = [];
beforeAll(async () => {
  hub = await startTestHub();
});
afterEach(() => sockets.splice(0).forEach((socket) => socket.close()));
afterAll(() => hub.stop());

const viewer = { email: 'sara@demo.example', password: 'demo-sara1' };

function connect(extraHeaders: Record<string, string>, transports = ['polling', 'websocket']): Socket {
  const socket = io(hub.url, { path: '/v1/live', extraHeaders, transports, reconnection: false, forceNew: true });
  sockets.push(socket);
  return socket;
}
/** "connected", or why not. */
const outcome = (socket: Socket): Promise<string> =>
  new Promise((resolve) => {
    socket.once('connect', () => resolve('connected'));
    socket.once('connect_error', ({ message }) => resolve(message));
  });
const cookieOf = async (credentials?: typeof viewer): Promise<string> =>
  (await hub.signIn(credentials)).headers?.['Cookie'] ?? '';

const refusedByItsTransport = /xhr poll|websocket/;

interface News {
  summary: PaymentSummary;
  event: PaymentEvent;
}

describe.each([[['polling']], [['websocket']]])('the live connection by %s', (transports) => {
  it('tells an operator of a change within a second', async () => {
    const socket = connect({ Cookie: await cookieOf() }, transports);
    expect(await outcome(socket)).toBe('connected');
    const arrived = new Promise<News>((resolve) => socket.once('payment', resolve));
    const orderedAt = performance.now();
    const { id, checkoutUrl } = await hub.order();
    const news = await arrived;
    expect(performance.now() - orderedAt).toBeLessThan(1000);
    expect(news).toMatchObject({ summary: { id, state: 'created' }, event: { type: 'payment.created' } });
    // Who may look at payments may not pay them: the shopper's link is for the shopper.
    expect(JSON.stringify(news)).not.toContain(tokenOf({ checkoutUrl }));
  });

  it('is open to a role that may only look', async () => {
    expect(await outcome(connect({ Cookie: await cookieOf(viewer) }, transports))).toBe('connected');
  });

  it('is closed without a session, and with one that is over', async () => {
    expect(await outcome(connect({}, transports))).toMatch(refusedByItsTransport);
    const { headers = {} } = await hub.signIn();
    await hub.ask('DELETE', '/v1/session', { key: null, headers });
    expect(await outcome(connect({ Cookie: headers['Cookie'] ?? '' }, transports))).toMatch(refusedByItsTransport);
  });

  it('is closed to pages of other sites, even with a session', async () => {
    const Cookie = await cookieOf();
    const { host } = new URL(hub.url);
    for (const Origin of ['https://elsewhere.example', 'null', `https://${host}`, `http://${host}.elsewhere.example`])
      expect(await outcome(connect({ Cookie, Origin }, transports)), Origin).toMatch(refusedByItsTransport);
    expect(await outcome(connect({ Cookie, Origin: hub.url }, transports))).toBe('connected');
  });
});

it('is not even begun for a stranger, so that nobody can hold many of them', async () => {
  const answer = await fetch(`${hub.local}/v1/live/?EIO=4&transport=polling`);
  expect(answer.status).toBe(403);
  expect(await answer.json()).toEqual({ code: 4, message: 'not-signed-in' });
  const guessed = await fetch(`${hub.local}/v1/live/?EIO=4&transport=polling&sid=made-up`);
  expect(guessed.status).toBe(400);
});

it('is told the whole way of a payment, in order', async () => {
  const socket = connect({ Cookie: await cookieOf(viewer) });
  expect(await outcome(socket)).toBe('connected');
  const states: string[] = [];
  const paid = new Promise<void>((resolve) =>
    socket.on('payment', ({ summary }: News) => {
      states.push(summary.state);
      if (summary.state === 'paid') resolve();
    }),
  );
  await hub.paid('card');
  await paid;
  expect([...new Set(states)]).toEqual(['created', 'pending', 'paid']);
});

it('a browser that stays connected does not keep the engine from stopping', async () => {
  const own = await startTestHub();
  const stream = await fetch(`${own.url}/v1/checkout/${tokenOf(await own.order())}/events`);
  const socket = io(own.url, {
    path: '/v1/live',
    extraHeaders: { Cookie: (await own.signIn()).headers?.['Cookie'] ?? '' },
    reconnection: false,
  });
  sockets.push(socket);
  expect(await outcome(socket)).toBe('connected');
  const gone = new Promise((resolve) => socket.once('disconnect', resolve));
  const stopping = performance.now();
  await own.stop();
  await gone;
  expect(performance.now() - stopping).toBeLessThan(6000);
  await stream.body?.cancel().catch(() => undefined);
}, 20_000);
