import { expect, it } from 'vitest';
import { hubOnALine } from '../hub-on-a-line-for-tests.ts';
import { startSchedule } from './schedule.ts';

const { hub, line: stripe } = await hubOnALine();

it('stops once the round that is under way is through', async () => {
  const payment = await hub.order();
  await hub.choose(payment, 'card');
  hub.advance(3 * 60_000);
  const askedAt = async () => (await hub.app.payments.payments.get(payment.id)).askAgainAt?.getTime() ?? 0;
  const before = await askedAt();
  let letGo = () => {};
  stripe.fate(/GET .*sessions/, new Promise<void>((resolve) => (letGo = resolve)));
  const asked = stripe.calls.length;
  const schedule = await startSchedule(hub.app.payments, hub.storeUri);
  await expect.poll(() => stripe.calls.length, { timeout: 15_000 }).toBeGreaterThan(asked);
  const stopping = schedule.stop().then(askedAt);
  const meanwhile = async () => {
    for (let times = 0; times < 30; times++) await hub.payment(payment.id);
    return 'still waiting';
  };
  expect(await Promise.race([stopping, meanwhile()])).toBe('still waiting');
  letGo();
  expect(await stopping).toBeGreaterThan(before);
}, 20_000);
