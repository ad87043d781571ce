import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { administrator, anOrder, shopKey, startTestHub, tokenOf } from './hub-for-tests.ts';
import { createLog } from './log.ts';
import { reconcile } from './payments/index.ts';
import { asJob, inScope } from './request-scope.ts';

/** Keeps what is logged. */
function aJournal() {
  const lines: string[] = [];
  return { lines, write: (line: string) => void lines.push(line) };
}

describe('the log', () => {
  it('takes out what opens a door or names a person, wherever it stands', () => {
    const journal = aJournal();
    const log = createLog('trace', journal);
    const inside = { password: 'p4ss', token: 't0ken', key: 'k3y', email: 'a@b.example', authorization: 'Bearer b' };
    log.info(inside, 'flat');
    log.info({ body: inside }, 'in a body');
    log.info({ request: { headers: inside } }, 'in headers');
    const error = Object.assign(new Error('refused', { cause: new Error('why') }), { config: inside, raw: { inside } });
    log.error({ err: error }, 'in an error');
    expect(journal.lines).toHaveLength(4);
    for (const secret of Object.values(inside)) expect(journal.lines.join('')).not.toContain(secret);
    expect(JSON.parse(journal.lines[3] ?? '')).toMatchObject({
      err: { message: 'refused', cause: { message: 'why' } },
    });
    // What was logged is still in use.
    expect(error.config.password).toBe('p4ss');
  });

  it('tells of every cause, and of each of several errors, but never without end', () => {
    const journal = aJournal();
    const log = createLog('error', journal);
    const several = new AggregateError([new Error('refused at ::1'), new Error('refused at 127.0.0.1')], '');
    const circular = new Error('first', { cause: several });
    several.cause = circular;
    log.error({ err: circular }, 'gone wrong');
    expect(JSON.parse(journal.lines[0] ?? '')).toMatchObject({
      err: {
        message: 'first',
        cause: {
          errors: [{ message: 'refused at ::1' }, { message: 'refused at 127.0.0.1' }],
          cause: { message: 'first' },
        },
      },
    });
  });

  it('of a day at work, at its most talkative, holds no person, password, token or key', async () => {
    const journal = aJournal();
    const outside = { SHOP_SECRET: `outside-${randomBytes(8).toString('hex')}` };
    const env = { LOG_LEVEL: 'trace' } as const;
    const hub = await startTestHub(env, undefined, journal, { SECRET_SHOP_SECRET: outside.SHOP_SECRET });
    const shopper = { email: 'carla.rossi@shopper.example', name: 'Carla Rossi', phone: '+393331234567' };
    const stored = `stored-${randomBytes(8).toString('hex')}`;
    const card = '4111 1111 1111 1111';
    try {
      const operator = await hub.signIn();
      const paid = [await hub.paid('card', { shopper }), await hub.paid('paypal', { shopper })];
      const abandoned = await hub.order({ shopper });
      await hub.onHostedPage(await hub.choose(abandoned, 'card'), 'decline');
      for (const { id, total } of paid)
        await hub.ask('POST', `/v1/payments/${id}/refunds`, {
          ...operator,
          body: { amount: total, reason: `for ${shopper.email}` },
        });
      await hub.webhooksSettled();
      await reconcile(hub.app.payments);
      // What goes wrong is where logs tell most.
      await hub.ask('POST', '/v1/session', { key: null, body: { ...administrator, password: 'wrong-one' } });
      await hub.ask('PUT', '/v1/secrets/OTHER_SECRET', { ...operator, body: { value: stored } });
      await hub.ask('POST', '/v1/payments', { body: anOrder({ metadata: { note: card } }) });
      await hub.ask('POST', '/v1/payments', { body: `{"shopper":{"email":"${shopper.email}"}, ${card}` });
      await hub.ask('POST', '/v1/payments', { body: anOrder(), idempotencyKey: card });
      await hub.ask('POST', '/webhooks/stripe', { key: null, body: { forged: shopper.email, card } });
      await hub.ask('POST', `/webhooks/paypal?email=${shopper.email}`, {
        key: null,
        body: { id: card, phone: shopper.phone },
      });
      await hub.ask('GET', `/v1/payments?search=${encodeURIComponent(shopper.email)}`);
      await hub.ask('GET', `/v1/payments?search=${encodeURIComponent(card)}`);
      await hub.ask('GET', `/v1/${shopper.email}/${encodeURIComponent(card)}`, {
        headers: { 'X-Request-Id': shopKey },
      });
      const thrown = new Error(`${shopper.email} paid with ${card} and ${outside.SHOP_SECRET}`, {
        cause: new Error(stored),
      });
      hub.app.koa.emit('error', thrown);
      const fresh = await hub.ask<{ key: string }>('POST', '/v1/api-keys', {
        ...operator,
        body: { name: 'Till', roles: ['shop'] },
      });
      const made = ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET', 'PAYPAL_CLIENT_ID', 'PAYPAL_CLIENT_SECRET'];
      const secrets = [
        ...Object.values(shopper),
        ...[...paid, abandoned].map(tokenOf),
        administrator.email,
        administrator.password,
        'wrong-one',
        shopKey,
        fresh.body.key,
        operator.headers?.['X-CSRF-Token'] ?? '',
        operator.headers?.['Cookie']?.split('=')[1] ?? '',
        ...(await Promise.all(made.map(async (name) => (await hub.app.secrets.read(name)) ?? ''))),
        stored,
        outside.SHOP_SECRET,
        card,
        card.replaceAll(' ', ''),
      ];
      const log = journal.lines.join('');
      expect(journal.lines.length).toBeGreaterThan(20);
      expect(log).toContain('[e-mail] paid with [card number] and [secret]');
      for (const secret of secrets) {
        expect(secret.length).toBeGreaterThan(6);
        expect(log).not.toContain(secret);
        expect(log).not.toContain(encodeURIComponent(secret));
        expect(log).not.toContain(Buffer.from(secret).toString('base64').replace(/=+$/, ''));
      }
      expect(log).toContain('/v1/checkout/:token');
    } finally {
      await hub.stop();
    }
  }, 60_000);

  it('follows a request through everything that it causes, and tells scheduled work apart', async () => {
    const journal = aJournal();
    const hub = await startTestHub({ LOG_LEVEL: 'info' }, undefined, journal);
    const told = () => journal.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const calls = () => told().filter(({ msg }) => msg === 'provider called');
    try {
      const payment = await hub.order();
      await hub.checkout(payment);
      const headers = { 'X-Request-Id': 'shop-7f3a.attempt-1' };
      const path = `/v1/checkout/${tokenOf(payment)}/attempts`;
      await hub.ask('POST', path, { key: null, body: { method: 'card' }, headers });
      const followed = told().filter(({ request }) => request === headers['X-Request-Id']);
      expect(followed).toMatchObject([
        { msg: 'provider called', provider: 'stripe', operation: 'create', payment: payment.id, outcome: 'redirect' },
        { msg: 'answered', method: 'POST', route: '/v1/checkout/:token/attempts', status: 201 },
      ]);
      hub.advance(10 * 60_000);
      await asJob(new Date(), () => reconcile(hub.app.payments));
      expect(calls().at(-1)).toMatchObject({
        operation: 'lookUp',
        payment: payment.id,
        request: expect.stringMatching(/^job_/),
      });
      expect(calls().every(({ request }) => request)).toBe(true);
    } finally {
      await hub.stop();
    }
  }, 60_000);

  it('of requests at the same moment does not mix them up', async () => {
    const journal = aJournal();
    const log = createLog('info', journal);
    const names = Array.from({ length: 50 }, (_, index) => `req_${index}`);
    await Promise.all(
      names.map((name, index) =>
        inScope(name, async () => {
          for (let turn = 0; turn < index % 5; turn += 1) await new Promise(setImmediate);
          log.info({ own: name }, 'said');
        }),
      ),
    );
    for (const line of journal.lines) {
      const { own, request } = JSON.parse(line) as Record<string, unknown>;
      expect(request).toBe(own);
    }
    expect(journal.lines).toHaveLength(50);
  });
});
