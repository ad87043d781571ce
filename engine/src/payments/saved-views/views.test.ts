import type { PaymentView, PaymentViewList, PaymentViewRequest } from '@pih/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type Answer, type Ask, type TestHub } from '../../hub-for-tests.ts';
import { slug } from '../shop-for-tests.ts';

let hub: TestHub;
let giulia: Pick<Ask, 'key' | 'headers'>;
let viewer: Pick<Ask, 'key' | 'headers'>;
beforeAll(async () => {
  hub = await startTestHub();
  giulia = await hub.signIn();
  viewer = { key: await hub.keyWith('viewer') };
});
afterAll(() => hub.stop());

const view = (about: Partial<PaymentViewRequest> = {}): PaymentViewRequest => ({
  name: 'To refund',
  isShared: false,
  query: { state: ['paid'], limit: 20, cursor: 'pay_01KAS2T3V4W5X6Y7Z8A9B0C1D2' },
  columns: ['state', 'reference', 'total'],
  ...about,
});
const save = (who: Pick<Ask, 'key' | 'headers'>, about?: Partial<PaymentViewRequest>): Promise<Answer<PaymentView>> =>
  hub.ask('POST', '/v1/payment-views', { ...who, body: view(about) });
const names = async (who: Pick<Ask, 'key' | 'headers'>): Promise<string[]> =>
  (await hub.ask<PaymentViewList>('GET', '/v1/payment-views', who)).body.data.map(({ name }) => name);

describe('saved views', () => {
  it('keep what is asked for, not where somebody was', async () => {
    const { status, body } = await save(giulia, { period: 'last_7_days' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      query: { state: ['paid'] },
      period: 'last_7_days',
      isOwn: true,
      owner: { name: 'Giulia Neri' },
    });
    expect(body.query).toEqual({ state: ['paid'] });
  });

  it('are seen by who saved them, and by everybody when they are shared', async () => {
    await save(giulia, { name: 'Shared by Giulia', isShared: true });
    await save(viewer, { name: 'Only mine' });
    expect(await names(viewer)).toEqual(['Only mine', 'Shared by Giulia']);
    expect(await names(giulia)).not.toContain('Only mine');
  });

  it('that name an e-mail address are not shared with who sees those in part only', async () => {
    await save(giulia, { name: 'Anna', isShared: true, query: { customer: 'anna@example.com' } });
    await save(giulia, { name: 'bruno@example.com', isShared: true });
    const auditor = await hub.signIn({ email: 'andrea@demo.example', password: 'demo-andrea' });
    expect(await names(viewer)).toEqual(expect.arrayContaining(['Anna', 'bruno@example.com']));
    expect((await names(auditor)).filter((name) => /anna|bruno/i.test(name))).toEqual([]);
  });

  it('are shared by those who may', async () => {
    const refused = await save(viewer, { isShared: true });
    expect([refused.status, slug(refused as never)]).toEqual([403, 'forbidden']);
  });

  it('are changed and removed by their owner alone', async () => {
    const { body: mine } = await save(giulia, { name: 'Mine', isShared: true, period: 'today' });
    const path = `/v1/payment-views/${mine.id}`;
    const body = view({ name: 'Renamed' });
    for (const [method, ask] of [
      ['PUT', { body }],
      ['DELETE', {}],
    ] as const) {
      const refused = await hub.ask(method, path, { ...viewer, ...ask });
      expect([refused.status, slug(refused)]).toEqual([404, 'view-not-found']);
    }
    const changed = await hub.ask<PaymentView>('PUT', path, { ...giulia, body });
    expect(changed.body).toMatchObject({ name: 'Renamed', isShared: false });
    expect(changed.body.period).toBeUndefined();
    expect((await hub.ask('DELETE', path, giulia)).status).toBe(204);
    expect(await names(giulia)).not.toContain('Renamed');
  });

  it('are not without bounds', async () => {
    const busy = { key: await hub.keyWith('viewer') };
    for (let number = 0; number < 50; number++) await save(busy, { name: `View ${number}` });
    const refused = await save(busy);
    expect([refused.status, slug(refused as never)]).toEqual([409, 'too-many-views']);
  });
});
