import type { Message, MessageList, Role } from '@pih/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anItalian, startTestHub, type Ask, type TestHub } from '../hub-for-tests.ts';

let hub: TestHub;
let paid: { id: string };
let mail: Message;
const link = 'https://hub.example/reset/secret-of-giulia';
beforeAll(async () => {
  hub = await startTestHub();
  paid = await hub.paid('card', { shopper: anItalian });
  await hub.app.messaging.messages.account({
    ...{ key: 'reset:1', to: 'giulia@demo.example', language: 'en', template: 'password-reset' },
    link,
  });
  await hub.app.effects.idle();
  await hub.app.messaging.courier.run();
  const [first] = await listed(await keyOf('administrator'), `payment=${paid.id}`);
  mail = await read(await keyOf('administrator'), first?.id ?? '');
});
afterAll(() => hub.stop());

const keyOf = async (...roles: string[]): Promise<Ask> => ({ key: await hub.keyWith(...roles) });
const listed = async (ask: Ask, query = '') =>
  (await hub.ask<MessageList>('GET', `/v1/messages?${query}`, ask)).body.data;
const read = async (ask: Ask, id: string) => (await hub.ask<Message>('GET', `/v1/messages/${id}`, ask)).body;

async function publishRole(id: string, about: Pick<Role, 'grants' | 'masked'>): Promise<Ask> {
  const by = { type: 'system', name: 'a test' } as const;
  const { version } = await hub.app.documents.saveDraft('role', id, { kind: 'role', id, title: id, ...about }, 0, by);
  await hub.app.documents.publish('role', id, version, 'For a test', by);
  return keyOf(id);
}

describe('a message about a payment', () => {
  it('tells whoever sees personal data in part that it was sent, and not what it says', async () => {
    const auditor = await keyOf('auditor');
    const [summary] = await listed(auditor, `payment=${paid.id}`);
    expect(summary).toMatchObject({ isMasked: true, state: 'sent', title: 'Payment received' });
    const seen = JSON.stringify([summary, await read(auditor, mail.id)]);
    for (const secret of ['Anna', 'anna@', mail.subject ?? '', 'html"', 'text"']) expect(seen).not.toContain(secret);
    expect(await listed(auditor, 'to=anna@example.com')).toEqual([]);
  });

  it('is there for those only who may read both the payment and messages', async () => {
    const when = { fact: 'method', operator: 'equal', value: 'paypal' } as const;
    const agent = await publishRole('paypal-mail', { grants: [{ actions: ['payments.read', 'messages.read'], when }] });
    expect(await listed(agent)).toEqual([]);
    expect((await hub.ask('GET', `/v1/messages/${mail.id}`, agent)).status).toBe(404);
    const deaf = await publishRole('no-mail', { grants: [{ actions: ['payments.read'] }] });
    expect((await hub.ask('GET', `/v1/messages/${mail.id}`, deaf)).status).toBe(403);
  });

  it('is not sent elsewhere by whoever must not read it', async () => {
    const sender = await publishRole('masked-sender', {
      grants: [{ actions: ['payments.read', 'messages.read', 'messages.send', 'config.read'] }],
      masked: ['name', 'email'],
    });
    const path = `/v1/payments/${paid.id}/messages`;
    const toMyself = await hub.ask('POST', path, { ...sender, body: { notification: 'paid', to: 'me@example.com' } });
    expect([toMyself.status, toMyself.body['type']]).toEqual([403, expect.stringContaining('recipient-masked')]);
    const toShopper = await hub.ask<Message>('POST', path, { ...sender, body: { notification: 'paid' } });
    expect([toShopper.status, toShopper.body.to]).toEqual([202, 'a•••@e•••.com']);
    const preview = { notification: 'paid', payment: paid.id };
    const seen = await hub.ask('POST', '/v1/notifications/preview', { ...sender, body: preview });
    expect(JSON.stringify(seen.body)).not.toMatch(/Anna|anna@/);
  });
});

describe('a mail about an account', () => {
  const resets = async (ask: Ask) =>
    (await listed(ask, 'purpose=account')).filter(({ to }) => to === 'giulia@demo.example');

  it('is shown to those who manage operators, its link only to those who may do everything', async () => {
    const manager = await publishRole('manager', { grants: [{ actions: ['operators.*', 'messages.read'] }] });
    const [summary] = await resets(manager);
    const sealed = await read(manager, summary?.id ?? '');
    expect(sealed).toMatchObject({ isMasked: true, purpose: 'account', title: 'Password reset' });
    expect(JSON.stringify(sealed)).not.toContain(link);
    expect((await read(await keyOf('administrator'), summary?.id ?? '')).text).toContain(link);
    // Everything, but not everywhere: the link would open an account that may do more.
    const when = { fact: 'method', operator: 'equal', value: 'card' } as const;
    const denied = { effect: 'deny', when } as const;
    const limited = await publishRole('all-but', {
      grants: [{ actions: ['*'] }, { ...denied, actions: ['payments.refund'] }],
    });
    expect(JSON.stringify(await read(limited, summary?.id ?? ''))).not.toContain(link);
  });

  it('is not there for anybody else', async () => {
    expect(await resets(await keyOf('operator'))).toEqual([]);
  });
});
