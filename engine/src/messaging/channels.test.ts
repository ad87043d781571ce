import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { MessageList, Payment } from '@pih/schemas';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anItalian, startTestHub, type Ask, type TestHub } from '../hub-for-tests.ts';

interface Said {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** A chat on this machine that keeps what it heard, and answers what the test says. */
class Chat {
  readonly heard: { path: string; headers: IncomingHttpHeaders; body: string }[] = [];
  /** What it answers next; afterwards it takes every message. */
  says: Said[] = [];
  readonly #server = createServer(async ({ url = '', headers }, response) => {
    this.heard.push({ path: url, headers, body: await text(response.req) });
    const { status = 201, body = { message: { id: 'chat-77' } }, headers: more = {} } = this.says.shift() ?? {};
    response.writeHead(status, { 'Content-Type': 'application/json', ...more }).end(JSON.stringify(body));
  });

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

let hub: TestHub;
let giulia: Pick<Ask, 'key' | 'headers'>;
const chat = new Chat();

beforeAll(async () => {
  // The chat of this test is on this machine, which has to be allowed.
  hub = await startTestHub({ ALLOWED_PRIVATE_ADDRESSES: '127.0.0.1' });
  giulia = await hub.signIn();
  await chat.listen();
}, 60_000);
afterAll(async () => {
  await hub.stop();
  chat.close();
});
beforeEach(() => {
  chat.says = [];
  chat.heard.length = 0;
});

const by = { type: 'system', name: 'a test' } as const;
async function publish(kind: 'channel' | 'notification', document: Record<string, unknown>): Promise<void> {
  const { documents } = hub.app;
  const id = String(document['id']);
  const before = await documents.read(kind, id).catch(() => undefined);
  const { version } = await documents.saveDraft(kind, id, { kind, ...document }, before?.draft?.version ?? 0, by);
  await documents.publish(kind, id, version, 'For a test', by);
  await hub.app.live.refresh();
}

/** A chat's webhook that nobody of the hub has ever heard of: all that is known of it stands here. */
const aChat = (url = chat.url, about: Record<string, unknown> = {}) => ({
  id: 'chat',
  title: 'Chat of the shop',
  transport: {
    ...{ type: 'http', recipient: 'email', environment: 'sandbox', baseUrls: { sandbox: url }, sender: 'Rosmarino' },
    credentials: { signingKey: { $secret: 'CHAT_SIGNING_KEY' }, room: 'orders' },
    auth: {
      ...{ type: 'hmac', credential: 'signingKey', algorithm: 'sha256', encoding: 'hex' },
      signed: '{method} {path}\n{date}\n{body}',
      headers: { 'X-Signature': 'v1={signature}', 'X-Signed-At': '{date}' },
    },
    idempotencyHeader: 'X-Request-Key',
    request: {
      method: 'POST',
      path: '/hooks/{credentials.room}',
      body: { room: '= credentials.room', mention: '= recipient', text: "= sender & ': ' & message.text" },
    },
    reference: '= response.message.id',
    refusal: '= response.error',
    ...about,
  },
});
const toTheChat = {
  id: 'paid-in-chat',
  title: 'Paid, in the chat',
  channel: 'chat',
  event: 'payment.paid',
  checkouts: ['nordlicht'],
  body: { en: '{{ payment.reference }} paid {{ payment.total }}' },
};

async function settled(): Promise<void> {
  await hub.app.effects.idle();
  await hub.app.messaging.courier.run();
}
const paid = (): Promise<Payment> =>
  hub.paid('card', { brand: 'nordlicht', shopper: { ...anItalian, language: 'en' } });
async function inChat({ id }: Pick<Payment, 'id'>) {
  await settled();
  const { data } = (await hub.ask<MessageList>('GET', `/v1/messages?payment=${id}&channel=chat`, giulia)).body;
  return data[0];
}

/** What a payment's history says of a message. */
type About = { message?: string; channel?: string } | undefined;

describe('a channel that is published while the hub runs', () => {
  it('waits for its secret, then signs with it, and hands the same message over again when no answer came', async () => {
    await publish('channel', aChat());
    await publish('notification', toTheChat);
    const payment = await paid();
    expect(await inChat(payment)).toMatchObject({
      state: 'waiting',
      because: expect.stringContaining('CHAT_SIGNING_KEY') as string,
    });
    expect(chat.heard).toEqual([]);

    const key = 'a key that only the vault knows';
    const written = await hub.ask('PUT', '/v1/secrets/CHAT_SIGNING_KEY', { ...giulia, body: { value: key } });
    expect(written.status).toBeLessThan(300);
    chat.says = [{ status: 503, body: { error: 'busy' } }];
    hub.advance(90_000);
    expect(await inChat(payment)).toMatchObject({ state: 'waiting', because: 'unreadable_answer' });
    hub.advance(300_000);
    const message = await inChat(payment);
    expect(message).toMatchObject({ state: 'sent', via: 'http', to: 'anna@example.com', tries: 3 });

    const [first, second, ...more] = chat.heard;
    expect(more).toEqual([]);
    expect(second?.headers['x-request-key']).toBe(first?.headers['x-request-key']);
    expect([second?.path, JSON.parse(second?.body ?? '')]).toEqual([
      '/hooks/orders',
      { room: 'orders', mention: 'anna@example.com', text: `Rosmarino: ${payment.reference} paid €49.90` },
    ]);
    const signed = `POST /hooks/orders\n${String(second?.headers['x-signed-at'])}\n${second?.body}`;
    expect(second?.headers['x-signature']).toBe(`v1=${createHmac('sha256', key).update(signed).digest('hex')}`);
    const { events } = await hub.payment(payment.id);
    const told = events.filter(({ data }) => (data as About)?.message === message?.id).map(({ type }) => type);
    expect(told).toEqual(['message.sent']);
  });

  it('that refuses is told in the payment’s history with its own words', async () => {
    chat.says = [{ status: 404, body: { error: 'no such room' } }];
    const payment = await paid();
    expect(await inChat(payment)).toMatchObject({ state: 'failed', because: '404 no such room' });
    const { events } = await hub.payment(payment.id);
    expect(
      events.find(({ type, data }) => type === 'message.failed' && (data as About)?.channel === 'chat'),
    ).toBeDefined();
  });

  it('is not followed where it points to another address', async () => {
    chat.says = [{ status: 302, headers: { Location: `${chat.url}/elsewhere` } }];
    await inChat(await paid());
    expect(chat.heard.map(({ path }) => path)).toEqual(['/hooks/orders']);
  });

  it.each([
    ['a machine of the own network', 'http://10.0.0.5/'],
    ['the metadata of a cloud', 'http://169.254.169.254/latest'],
    ['the own machine by another name', 'http://[::1]:8080/'],
  ])('cannot lead to %s', async (_where, url) => {
    const publishing = publish('channel', aChat(url));
    await expect(publishing).rejects.toMatchObject({
      type: 'not-publishable',
      facts: { errors: [expect.objectContaining({ rule: 'address-private', path: '/transport/baseUrls/sandbox' })] },
    });
  });

  it('speaks its new words as soon as it is published anew, and is silent once it is switched off', async () => {
    await publish('channel', aChat(chat.url, { sender: 'Nordlicht' }));
    await inChat(await paid());
    expect(JSON.parse(chat.heard[0]?.body ?? '')).toMatchObject({
      text: expect.stringMatching(/^Nordlicht: /) as string,
    });
    await publish('channel', { ...aChat(), enabled: false });
    expect(await inChat(await paid())).toBeUndefined();
    expect(chat.heard).toHaveLength(1);
  });
});
