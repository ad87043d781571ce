import { once } from 'node:events';
import type { MessageList } from '@pih/schemas';
import { io } from 'socket.io-client';
import type { TestHub } from '../hub-for-tests.ts';
import { jobsOfAll } from './jobs.ts';
import type { MarkedPayment } from './marked-payments.ts';

/** What somebody was told, in the bytes that reached them. */
export interface Told {
  /** What they did to be told so. */
  by: string;
  status: number;
  text: string;
}

/** Somebody who asks through a channel; whatever they are answered is looked at. */
export interface Asker {
  get(path: string): Promise<void>;
  /** A file that nobody looks into: whoever gets it is told all that the payment holds. */
  download(path: string, payment: MarkedPayment): Promise<void>;
  post(path: string, body: unknown): Promise<void>;
  /** For channels that speak unasked. */
  hears(told: Told): void;
  hub: TestHub;
  key: string;
  payments: readonly MarkedPayment[];
}

/** A way in which data of payments reach somebody. */
export type Channel = (asker: Asker) => Promise<void>;

/** A channel that is asked about each payment by itself. */
const ofEach =
  (path: (payment: MarkedPayment) => string): Channel =>
  async ({ get, payments }) => {
    for (const payment of payments) await get(path(payment));
  };

const encoded = encodeURIComponent;

/** Each filter of the list with a value that some payments have. */
const filters = [
  ...['state=paid,canceled', 'method=paypal', 'provider=stripe', 'brand=nordlicht', 'channel=phone', 'currency=USD'],
  ...['type=link', 'country=DE', 'amountFrom=3000&currency=EUR', 'order=oldest', 'from=2020-01-01T00:00:00Z'],
];

/**
 * Every way to read payments. A new one is one more line: what of it somebody may ask, by the payments there are. A test then
 * shows that it tells nobody of payments outside of their roles' scope, and no field that their roles mask.
 */
export const channels: Readonly<Record<string, Channel>> = {
  list: ({ get }) => get('/v1/payments?limit=100'),
  filters: async ({ get }) => {
    for (const filter of filters) await get(`/v1/payments?limit=100&${filter}`);
  },
  'search by reference': ofEach(({ reference }) => `/v1/payments?search=${reference}`),
  'search by id': ofEach(({ id }) => `/v1/payments?search=${id}`),
  'search by e-mail': ofEach(({ secrets }) => `/v1/payments?search=${encoded(secrets.email[0] ?? '')}`),
  'list of a customer': ofEach(({ secrets }) => `/v1/payments?customer=${encoded(secrets.email[0] ?? '')}`),
  inbox: ({ get }) => get('/v1/payments/attention'),
  'audit trail': ({ get }) => get('/v1/audit?limit=100'),
  'audit trail of it': ofEach(({ id }) => `/v1/audit?payment=${id}`),
  'audit trail as a file': ({ get }) => get('/v1/audit/export'),
  approvals: ({ get }) => get('/v1/approvals?limit=100'),
  'one payment': ofEach(({ id }) => `/v1/payments/${id}`),
  'its decision': ofEach(({ id }) => `/v1/payments/${id}/decision`),
  'its webhooks': ofEach(({ id }) => `/v1/payments/${id}/webhooks`),
  'trying a flow on it': async ({ post, payments, hub }) => {
    const flow = hub.app.live.current.all('flow')[0]?.document;
    for (const { id } of payments) await post('/v1/flows/simulate', { document: flow, payment: id });
  },
  'changed cases of a back-test': async ({ get, hub }) => {
    for (const { id } of (await hub.app.backTests.list('rosmarino')).data) await get(`/v1/back-tests/${id}/changes`);
  },
  actions: async ({ post, payments }) => {
    for (const { id } of payments) await post(`/v1/payments/${id}/notes`, { text: 'Looked at' });
  },
  invoices: ({ get }) => get('/v1/invoices?limit=100'),
  'search of invoices': ofEach(({ secrets }) => `/v1/invoices?search=${encoded(secrets.email[0] ?? '')}`),
  'invoices of a payment': ofEach(({ id }) => `/v1/invoices?payment=${id}`),
  'one invoice': async ({ get, download, hub, payments }) => {
    for (const payment of payments)
      for (const { _id } of await hub.app.invoices.ofPayment(payment.id)) {
        await get(`/v1/invoices/${_id}`);
        await download(`/v1/invoices/${_id}/pdf`, payment);
      }
  },
  messages: async ({ get, hub }) => {
    await get('/v1/messages?limit=100');
    for (const id of await messageIdsOf(hub)) await get(`/v1/messages/${id}`);
  },
  'its messages': ofEach(({ id }) => `/v1/messages?payment=${id}`),
  'previews of messages': async ({ post, payments }) => {
    for (const { id } of payments) await post('/v1/notifications/preview', { notification: 'paid', payment: id });
  },
  'bulk actions and exports': jobsOfAll,
  'live rows': liveRows,
};

/** Of every message that there is, whoever may read it. */
async function messageIdsOf(hub: TestHub): Promise<string[]> {
  const ask = { key: await hub.keyWith('administrator') };
  return (await hub.ask<MessageList>('GET', '/v1/messages?limit=100', ask)).body.data.map(({ id }) => id);
}

const system = { type: 'system' } as const;

/** Everybody hears of documents; what is told of payments before is told before. */
async function liveRows({ hub, key, payments, hears }: Asker): Promise<void> {
  const extraHeaders = { Authorization: `Bearer ${key}` };
  const socket = io(hub.url, {
    path: '/v1/live',
    extraHeaders,
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  });
  try {
    socket.onAny(
      (by: string, ...told) => by !== 'config' && hears({ by: `live ${by}`, status: 200, text: JSON.stringify(told) }),
    );
    await once(socket as unknown as NodeJS.EventEmitter, 'connect');
    for (const { id, secrets } of payments)
      await hub.app.payments.payments.change(id, system, () => ({
        events: [{ type: 'note.added', data: { text: `Wrote to ${secrets.email[0]}` } }],
      }));
    const last = once(socket as unknown as NodeJS.EventEmitter, 'config');
    const by = { type: 'system', name: 'a test' } as const;
    const { draft } = await hub.app.documents.read('checkout', 'rosmarino');
    const document = { kind: 'checkout', id: 'rosmarino' };
    await hub.app.documents.saveDraft('checkout', 'rosmarino', document, draft?.version ?? 0, by);
    await last;
  } finally {
    socket.close();
  }
}
