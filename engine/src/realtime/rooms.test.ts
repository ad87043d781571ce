import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ConfigNews } from '@pih/schemas';
import { pino } from 'pino';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestHub } from '../hub-for-tests.ts';
import type { DocumentNews } from '../config/index.ts';
import type { Viewer } from '../http/index.ts';
import { startRealtime, type Listener } from './live-connection.ts';

const news: DocumentNews = { kind: 'flow', id: 'standard', version: 2, revision: 1, draft: null, releases: 0 };

/** Somebody who may see every payment. */
const anybody: Viewer = {
  caller: { type: 'operator', id: 'opr_1', name: 'Somebody', roles: ['some'] },
  scope: async () => ({
    reach: 'all',
    filter: undefined,
    limit: undefined,
    allows: () => true,
    mightAllow: () => true,
  }),
  masked: new Set(),
};

/** A live connection whose caller may do what the test says, at each look. */
describe('a live connection', () => {
  let http: Server;
  let allowed: Set<string>;
  let tell: (told: DocumentNews) => void;
  let followed: boolean;
  let stand: () => void;
  let identify: () => Promise<Listener | undefined>;
  let realtime: { close(): Promise<void> };
  let sockets: Socket[];
  let url: string;

  beforeEach(async () => {
    allowed = new Set(['config.read', 'payments.read']);
    followed = false;
    identify = async () => ({ can: async (action) => allowed.has(action), viewer: anybody });
    sockets = [];
    http = createServer().listen(0, '127.0.0.1');
    await once(http, 'listening');
    url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    realtime = startRealtime(http, {
      changes: {
        follow: () => {
          followed = true;
          return () => {
            followed = false;
          };
        },
      },
      jobs: { follow: () => () => undefined },
      live: {
        onNews: (reader) => {
          tell = reader;
          return () => undefined;
        },
      },
      identify: async () => identify(),
      followStanding: (listener) => {
        stand = listener;
        return () => undefined;
      },
      publicUrl: url,
      log: pino({ enabled: false }),
      recheckMs: 60_000,
    });
  });
  afterEach(async () => {
    sockets.forEach((socket) => socket.close());
    await realtime.close();
    http.close();
  });

  async function connected(): Promise<Socket> {
    const socket = io(url, { path: '/v1/live', transports: ['websocket'], reconnection: false, forceNew: true });
    sockets.push(socket);
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
    return socket;
  }
  const heard = (socket: Socket): Promise<unknown> => new Promise((resolve) => socket.once('config', resolve));

  it('tells of documents whoever may read them', async () => {
    const told = heard(await connected());
    tell(news);
    expect(await told).toEqual(news);
    expect(followed).toBe(true);
  });

  it('tells nothing of documents to those who may read payments only, and does not follow payments for the others', async () => {
    allowed = new Set(['payments.read']);
    const cashier = await connected();
    const wrongly: unknown[] = [];
    cashier.on('config', (told) => wrongly.push(told));
    allowed = new Set(['config.read']);
    const told = heard(await connected());
    tell(news);
    await told;
    expect(wrongly).toEqual([]);
    cashier.close();
  });

  it('is not opened for those who may read neither', async () => {
    allowed = new Set(['keys.manage']);
    await expect(connected()).rejects.toThrow();
  });

  it('is closed when the session ends or every right is taken away', async () => {
    const socket = await connected();
    const gone = new Promise((resolve) => socket.once('disconnect', resolve));
    allowed.clear();
    stand();
    expect(await gone).toBe('io server disconnect');
    expect(followed).toBe(false);
  });

  it('goes by the latest answer to who somebody is, whichever comes last', async () => {
    const socket = await connected();
    const wrongly: unknown[] = [];
    socket.on('config', (told) => wrongly.push(told));
    // The first look begins before the roles change, and ends after the second.
    let answerLate: (listener: Listener) => void = () => undefined;
    const late = new Promise<Listener>((resolve) => (answerLate = resolve));
    identify = () => late;
    stand();
    const now: Listener = { can: async (action) => action === 'payments.read', viewer: anybody };
    identify = async () => now;
    stand();
    answerLate({ can: async () => true, viewer: anybody });
    allowed = new Set(['config.read']);
    identify = async () => ({ can: async (action) => allowed.has(action), viewer: anybody });
    const told = heard(await connected());
    tell(news);
    await told;
    expect(wrongly).toEqual([]);
  });
});

it('tells of a draft, a publication and a release as they are stored', async () => {
  const hub = await startTestHub();
  const operator = await hub.signIn();
  const socket = io(hub.url, {
    path: '/v1/live',
    extraHeaders: { Cookie: operator.headers?.['Cookie'] ?? '' },
    reconnection: false,
  });
  try {
    await once(socket as unknown as NodeJS.EventEmitter, 'connect');
    const told: ConfigNews[] = [];
    const next = (): Promise<ConfigNews> => new Promise((resolve) => socket.once('config', resolve));
    socket.on('config', (each: ConfigNews) => told.push(each));
    const document = { kind: 'checkout', id: 'heard' };
    const saved = next();
    const draft = { ...operator, body: { document, version: 0 } };
    const { body } = await hub.ask('PUT', '/v1/config/checkout/heard/draft', draft);
    expect(await saved).toMatchObject({
      ...document,
      revision: null,
      draft: { version: body['version'], by: { name: 'Giulia Neri' } },
      releases: 0,
    });
    const discarded = next();
    await hub.ask('DELETE', `/v1/config/checkout/heard/draft?version=${String(body['version'])}`, operator);
    expect(await discarded).toMatchObject({ ...document, draft: null });
    // Two changes, two messages: what was there before is no news.
    expect(told.map(({ id }) => id)).toEqual(['heard', 'heard']);
  } finally {
    socket.close();
    await hub.stop();
  }
});
