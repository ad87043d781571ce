import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { administrator, anOrder, shopKey, startTestHub, tokenOf } from './hub-for-tests.ts';
import { createLog } from './log.ts';

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

  it('of a day at work, at its most talkative, holds no person, password, token or key', async () => {
    const journal = aJournal();
    const outside = { SHOP_SECRET: `outside-${randomBytes(8).toString('hex')}` };
    const hub = await startTestHub({ LOG_LEVEL: 'trace' }, undefined, journal, outside);
    const shopper = { email: 'carla.rossi@shopper.example', name: 'Carla Rossi', phone: '+393331234567' };
    const stored = `stored-${randomBytes(8).toString('hex')}`;
    try {
      const operator = await hub.signIn();
      await hub.ask('POST', '/v1/session', { key: null, body: { ...administrator, password: 'wrong-one' } });
      const paid = [await hub.paid('card', { shopper }), await hub.paid('paypal', { shopper })];
      await hub.ask('PUT', '/v1/secrets/OTHER_SECRET', { ...operator, body: { value: stored } });
      await hub.ask('POST', '/v1/payments', { body: anOrder({ metadata: { note: '4111111111111111' } }) });
      await hub.ask('POST', '/webhooks/stripe', { key: null, body: { forged: shopper.email } });
      await hub.ask('GET', `/v1/payments?search=${encodeURIComponent(shopper.email)}`);
      const fresh = await hub.ask<{ key: string }>('POST', '/v1/api-keys', {
        ...operator,
        body: { name: 'Till', roles: ['shop'] },
      });
      const made = ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET', 'PAYPAL_CLIENT_ID', 'PAYPAL_CLIENT_SECRET'];
      const secrets = [
        ...Object.values(shopper),
        ...paid.map(tokenOf),
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
        '4111111111111111',
      ];
      const log = journal.lines.join('');
      expect(journal.lines.length).toBeGreaterThan(20);
      for (const secret of secrets) {
        expect(secret.length).toBeGreaterThan(6);
        expect(log).not.toContain(secret);
        expect(log).not.toContain(encodeURIComponent(secret));
      }
      expect(log).toContain('/v1/checkout/:token');
    } finally {
      await hub.stop();
    }
  }, 30_000);
});
