import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestHub, type TestHub } from './hub-for-tests.ts';
import { running } from './running-for-tests.ts';

let one: TestHub;
let other: TestHub;
beforeAll(async () => {
  [one, other] = await Promise.all([startTestHub(), startTestHub()]);
});
afterAll(async () => {
  await Promise.all([one.stop(), other.stop()]);
});

const total = async (hub: TestHub) => (await hub.ask<{ data: unknown[] }>('GET', '/v1/payments')).body.data.length;

it('two engines begin with the same demo organisation and share nothing from then on', async () => {
  expect((await one.signIn()).headers?.['Cookie']).not.toBe((await other.signIn()).headers?.['Cookie']);
  await one.paid('card');
  expect([await total(one), await total(other)]).toEqual([1, 0]);
  const by = { type: 'system', name: 'a test' } as const;
  await one.app.documents.saveDraft('checkout', 'rosmarino', { kind: 'checkout', id: 'rosmarino' }, 0, by);
  expect((await other.app.documents.read('checkout', 'rosmarino')).draft).toBeNull();
});

it('an engine begins where the one before it ended', async () => {
  const { id } = await other.order();
  other = await other.restarted();
  expect((await other.payment(id)).id).toBe(id);
});

it('an engine is known to run until it is stopped', async () => {
  const before = running.size;
  const hub = await one.anotherNode();
  expect(running.size).toBe(before + 1);
  await hub.stop();
  expect(running.size).toBe(before);
});
