import type { Message, MessageList, MessagePreview, Notification, Payment, PaymentRequest } from '@pih/schemas';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anItalian, startTestHub, type Ask, type TestHub } from '../hub-for-tests.ts';

let hub: TestHub;
let giulia: Pick<Ask, 'key' | 'headers'>;
beforeAll(async () => {
  hub = await startTestHub();
  giulia = await hub.signIn();
});
afterAll(() => hub.stop());
beforeEach(() => settled());

/** Everything that follows from events is made, and every message that is due has been handed over. */
async function settled(): Promise<void> {
  await hub.app.effects.idle();
  await hub.app.messaging.courier.run();
}

async function messagesOf({ id }: Pick<Payment, 'id'>): Promise<MessageList['data']> {
  await settled();
  return (await hub.ask<MessageList>('GET', `/v1/messages?payment=${id}`, giulia)).body.data;
}
const read = async (id: string) => (await hub.ask<Message>('GET', `/v1/messages/${id}`, giulia)).body;
const historyOf = async ({ id }: Pick<Payment, 'id'>) => (await hub.payment(id)).events.map(({ type }) => type);
const fresh = ({ language = 'it', ...about }: { language?: string } & Partial<PaymentRequest> = {}) => ({
  shopper: { ...anItalian, language },
  ...about,
});

describe('an event of a payment', () => {
  it('writes to the shopper once, in their language, in the look of the brand', async () => {
    const payment = await hub.paid('card', fresh({ language: 'it' }));
    const [summary, ...more] = await messagesOf(payment);
    expect(more).toEqual([]);
    expect(summary).toMatchObject({
      title: 'Payment received',
      state: 'sent',
      via: 'outbox',
      to: 'anna@example.com',
      language: 'it',
      payment: { id: payment.id, reference: payment.reference },
    });
    const { html = '', text, subject } = await read(summary?.id ?? '');
    expect(subject?.replace(/\s/g, ' ')).toBe('Grazie: abbiamo ricevuto 49,90 €');
    expect(text).toContain(payment.reference);
    expect(html).toContain('/v1/brands/rosmarino/logo.svg');
    expect(html).toContain('#2f6f4f');
    expect(await historyOf(payment)).toContain('message.sent');
  });

  it('that is handed over again writes nothing again', async () => {
    const payment = await hub.paid('card', fresh());
    const before = await messagesOf(payment);
    const stored = await hub.app.payments.payments.get(payment.id);
    for (const event of stored.events)
      if (event.type === 'payment.paid')
        await hub.app.messaging.effect.handle(stored, event, `${payment.id}:${event.sequence}`);
    expect(await messagesOf(payment)).toEqual(before);
    expect((await historyOf(payment)).filter((type) => type === 'message.sent')).toHaveLength(1);
  });

  it('falls back on the brand’s own language, and writes to nobody without an address', async () => {
    const [inItalian] = await messagesOf(
      await hub.paid('card', { shopper: { email: 'b@example.com', language: 'de' } }),
    );
    expect(inItalian?.language).toBe('it');
    expect(await messagesOf(await hub.paid('card', { shopper: { name: 'Nobody' } }))).toEqual([]);
  });

  it('reaches telephones through the gateway that a document describes', async () => {
    const payment = await hub.paid('card', fresh({ brand: 'nordlicht', language: 'en' }));
    const sms = (await messagesOf(payment)).find(({ channel }) => channel === 'sms');
    expect(sms).toMatchObject({ state: 'sent', via: 'http', form: 'text', to: '+390115550100' });
    const received = hub.sandbox?.sms.books()['texts']?.at(-1);
    expect(received).toMatchObject({
      to: '+390115550100',
      body: expect.stringContaining('Thank you, Anna!') as string,
    });
  });

  it('tells of each refund what was given back', async () => {
    const payment = await hub.paid('card', fresh({ language: 'en' }));
    await hub.ask('POST', `/v1/payments/${payment.id}/refunds`, { body: { amount: { amount: 500, currency: 'EUR' } } });
    await hub.webhooksSettled();
    const refunded = (await messagesOf(payment)).find(({ notification }) => notification === 'partially-refunded');
    expect((await read(refunded?.id ?? '')).text).toContain('Refunded now: €5.00');
  });
});

describe('a message that does not arrive', () => {
  const toNumber = (phone: string) => fresh({ brand: 'nordlicht', shopper: { ...anItalian, phone } });
  const smsOf = async (payment: Payment) => (await messagesOf(payment)).find(({ channel }) => channel === 'sms');

  it('is told in the payment’s history with the gateway’s own words, and can be sent again', async () => {
    const payment = await hub.paid('card', toNumber('+39 011 555 0001'));
    const sms = await smsOf(payment);
    expect(sms).toMatchObject({ state: 'failed', because: '422 +390115550001 is not a subscriber of any network' });
    const { events } = await hub.payment(payment.id);
    expect(events.find(({ type }) => type === 'message.failed')?.data).toMatchObject({
      message: sms?.id,
      state: 'failed',
    });
    const again = await hub.ask<Message>('POST', `/v1/messages/${sms?.id}/retry`, giulia);
    expect([again.status, again.body.state]).toEqual([202, 'waiting']);
    await settled();
    expect((await read(sms?.id ?? '')).history.map(({ outcome }) => outcome)).toEqual(['refused', 'refused']);
  });

  it('is tried again when the other side was busy', async () => {
    const payment = await hub.paid('card', toNumber('+39 011 555 0002'));
    expect(await smsOf(payment)).toMatchObject({ state: 'waiting', tries: 1 });
    hub.advance(90_000);
    expect(await smsOf(payment)).toMatchObject({ state: 'sent', tries: 2 });
  });

  it('is refused by the body of an answer that says 200 as well', async () => {
    expect(await smsOf(await hub.paid('card', toNumber('+39 011 555 0004')))).toMatchObject({ state: 'failed' });
  });
});

describe('a notification', () => {
  const body = { en: 'Dear {{ shopper.firstName }}, {{ payment.total }}' };
  const document = { kind: 'notification', id: 'n', title: 'N', channel: 'email', subject: { en: 'Hi' }, body };
  const preview = async (about: object, who = giulia) =>
    (await hub.ask<MessagePreview>('POST', '/v1/notifications/preview', { ...who, body: about })).body;

  it('is previewed with a real payment, or with a made-up one', async () => {
    const payment = await hub.paid('card', fresh());
    expect(await preview({ document, payment: payment.id })).toMatchObject({
      text: 'Dear Anna, €49.90',
      to: 'anna@example.com',
      issues: [],
    });
    expect((await preview({ document })).text).toBe('Dear Anna, €64.80');
  });

  it('whose template is wrong is previewed with its problems, and cannot be published', async () => {
    const broken = { ...document, body: { en: 'Dear\n{{ shoper.name }} {% for %}' } };
    const { issues, text } = await preview({ document: broken });
    expect(text).toBeUndefined();
    expect(issues).toMatchObject([{ path: '/body/en', severity: 'error', line: 2 }]);
    const endless = { ...document, body: { en: '{% for i in (1..100000000) %}{% endfor %}' } } as Notification;
    const check = { ...giulia, body: { document: endless, version: 0 } };
    const { body: found } = await hub.ask('POST', '/v1/config/notification/n/validate', check);
    expect(found).toMatchObject({ errors: [{ path: '/body/en', rule: 'template-endless' }] });
  });

  it('is warned of names that no payment has before it is published, and may be published all the same', async () => {
    const doubtful = { ...document, body: { en: '{% for item in payment.items %}\n{{ item.nme }}{% endfor %}' } };
    const check = { ...giulia, body: { document: doubtful, version: 0 } };
    const { body: found } = await hub.ask('POST', '/v1/config/notification/n/validate', check);
    expect(found).toMatchObject({
      errors: [],
      warnings: [{ path: '/body/en', rule: 'template-variable', params: { name: 'item.nme', line: 2 } }],
    });
  });

  it('is sent on demand once for each intention, to one address', async () => {
    const payment = await hub.paid('card', fresh());
    const path = `/v1/payments/${payment.id}/messages`;
    const wish = { ...giulia, body: { notification: 'refunded', to: 'other@example.com' }, idempotencyKey: 'k1' };
    const [one, two] = [await hub.ask<Message>('POST', path, wish), await hub.ask<Message>('POST', path, wish)];
    expect([one.status, two.body.id]).toEqual([202, one.body.id]);
    const other = await hub.ask('POST', path, { ...wish, body: { notification: 'paid' } });
    expect(other.status).toBe(422);
    expect((await read(one.body.id)).to).toBe('other@example.com');
  });

  it('that speaks of an invoice is not sent before there is one', async () => {
    const payment = await hub.paid('card', fresh());
    const path = `/v1/payments/${payment.id}/messages`;
    const wish = { ...giulia, body: { notification: 'invoice' } };
    const refused = await hub.ask<{ type: string }>('POST', path, wish);
    expect([refused.status, refused.body.type]).toEqual([409, expect.stringContaining('invoice-not-issued')]);
    await hub.app.invoices.issue(payment.id, { type: 'system' });
    expect((await hub.ask('POST', path, wish)).status).toBe(202);
  });

  it.each([
    'a@example.com\r\nBcc: b@example.com',
    'a@example.com, b@example.com',
    'Anna <a@example.com>',
    'a@b@c.example',
  ])('is not sent to %j', async (to) => {
    const payment = await hub.paid('card', fresh());
    const path = `/v1/payments/${payment.id}/messages`;
    expect((await hub.ask('POST', path, { ...giulia, body: { notification: 'paid', to } })).status).toBe(400);
    expect((await hub.ask('POST', '/v1/notifications/test', { ...giulia, body: { document, to } })).status).toBe(400);
  });

  it('is tested with words of one’s own by those alone who may write them', async () => {
    const body = { document, to: 'victim@example.com' };
    const answer = await hub.ask('POST', '/v1/notifications/test', { key: await hub.keyWith('operator'), body });
    expect(answer).toMatchObject({ status: 403, body: { action: 'config.edit' } });
  });

  it('is tested with a mail to whoever writes it, which is no part of the payment’s life', async () => {
    const payment = await hub.paid('card', fresh());
    const before = await historyOf(payment);
    const test = { document, payment: payment.id, to: 'giulia@demo.example' };
    const { body: sent, status } = await hub.ask<Message>('POST', '/v1/notifications/test', { ...giulia, body: test });
    expect([status, sent.subject, sent.purpose]).toEqual([202, '[Test] Hi', 'test']);
    await settled();
    expect((await historyOf(payment)).length).toBeLessThanOrEqual(before.length + 1);
    expect((await read(sent.id)).state).toBe('sent');
  });
});
