import type { PaymentSummary, Role } from '@pih/schemas';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type Ask, type TestHub } from '../hub-for-tests.ts';

let one: TestHub;
let other: TestHub;
let giulia: Pick<Ask, 'key' | 'headers'>;
const sockets: Socket[] = [];
beforeAll(async () => {
  one = await startTestHub();
  other = await one.anotherNode();
  giulia = await one.signIn();
  await publishRole('key-keeper', [{ actions: ['keys.manage'] }]);
}, 60_000);
afterEach(() => sockets.splice(0).forEach((socket) => socket.close()));
afterAll(async () => {
  await other.stop();
  await one.stop();
});

async function publishRole(id: string, grants: Role['grants']): Promise<void> {
  const by = { type: 'system', name: 'a test' } as const;
  const document = { kind: 'role', id, title: id, grants };
  const { version } = await one.app.documents.saveDraft('role', id, document, 0, by);
  await one.app.documents.publish('role', id, version, 'For a test', by);
}

const password = 'horse battery staple';
let count = 0;

/** A new operator at the console, connected to a node. */
async function atConsole(node: TestHub, ...roles: string[]) {
  const email = `somebody-${(count += 1)}@demo.example`;
  const { id } = await one.app.access.createOperator({ name: 'Somebody', email, password, roles });
  const session = await node.signIn({ email, password });
  return { id, email, session, ...(await connected(node, session.headers ?? {})) };
}

async function connected(node: TestHub, extraHeaders: Record<string, string>) {
  const socket = io(node.url, { path: '/v1/live', extraHeaders, reconnection: false, forceNew: true });
  sockets.push(socket);
  const gone = new Promise<string>((resolve) => socket.once('disconnect', resolve));
  const [paid, left] = [new Set<string>(), new Set<string>()];
  socket.on('payment', ({ summary }: { summary: PaymentSummary }) => paid.add(summary.id));
  socket.on('payment_gone', ({ id }: { id: string }) => left.add(id));
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
  return { socket, gone, heard: paid, left };
}

const change = (method: string, path: string, body?: unknown) =>
  one.ask(method, path, { ...giulia, ...(body !== undefined && { body }) });
/** Longer than another node takes to notice, and far shorter than connections are looked at by themselves. */
const soon = { timeout: 10_000, interval: 20 };

describe.each([
  ['this node', () => one],
  ['another node', () => other],
])('a console that is connected to %s', (_which, node) => {
  it.each<[string, (somebody: Awaited<ReturnType<typeof atConsole>>) => Promise<unknown>]>([
    ['the operator is disabled', ({ id }) => change('POST', `/v1/operators/${id}/disable`)],
    ['their sessions are ended', ({ id }) => change('DELETE', `/v1/operators/${id}/sessions`)],
    ['they sign out', ({ session }) => one.ask('DELETE', '/v1/session', session)],
    [
      'they get roles that may hear nothing',
      ({ id }) => change('PATCH', `/v1/operators/${id}`, { roles: ['key-keeper'] }),
    ],
  ])('is cut off at once when %s', async (_what, happens) => {
    const somebody = await atConsole(node(), 'viewer');
    await happens(somebody);
    expect(await somebody.gone).toBe('io server disconnect');
  });

  it('is cut off at once when its key is revoked', async () => {
    const { body } = await one.ask<{ id: string; key: string }>('POST', '/v1/api-keys', {
      ...giulia,
      body: { name: 'board', roles: ['viewer'] },
    });
    const board = await connected(node(), { Authorization: `Bearer ${body.key}` });
    await change('DELETE', `/v1/api-keys/${body.id}`);
    expect(await board.gone).toBe('io server disconnect');
  });

  it('hears what new roles let its operator read, at once and nothing else', async () => {
    const somebody = await atConsole(node(), 'refund-agent');
    const byCard = await one.paid('card');
    const byPaypal = await one.paid('paypal');
    await expect.poll(() => [...somebody.heard], soon).toEqual([byPaypal.id]);
    await change('PATCH', `/v1/operators/${somebody.id}`, { roles: ['viewer'] });
    await expect
      .poll(async () => {
        await change('POST', `/v1/payments/${byCard.id}/notes`, { text: 'anybody there?' });
        return somebody.heard.has(byCard.id);
      }, soon)
      .toBe(true);
  });
});

it('a payment that leaves what somebody may read is taken from their list, and nothing else is told of it', async () => {
  const when = { fact: 'state', operator: 'in', value: ['created', 'pending'] } as const;
  await publishRole('open-orders', [{ actions: ['payments.read'], when: { ...when, value: [...when.value] } }]);
  const somebody = await atConsole(one, 'open-orders');
  const news: string[] = [];
  somebody.socket.onAny((...told: unknown[]) => void news.push(JSON.stringify(told)));
  const { id } = await one.order();
  await expect.poll(() => somebody.heard.has(id), soon).toBe(true);
  await one.ask('POST', `/v1/payments/${id}/cancel`, { body: { reason: 'changed their mind' } });
  await expect.poll(() => somebody.left.has(id), soon).toBe(true);
  expect(news.filter((told) => told.includes(id)).at(-1)).toBe(JSON.stringify(['payment_gone', { id }]));
  expect(news.join()).not.toMatch(/changed their mind|canceled/);
});
