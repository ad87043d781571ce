import type { Payment, PaymentEvent } from '@pih/schemas/types';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { answer, aPayment, mountPage } from '../../../testing/index.ts';
import { useSession } from '../../session/index.ts';
import RevealControl from './RevealControl.vue';

const now = new Date('2026-11-23T10:00:00Z');
beforeEach(() => void vi.useFakeTimers({ now, toFake: ['Date', 'setInterval', 'clearInterval'] }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const revealed = (operator: string, until: string): PaymentEvent => ({
  sequence: 9,
  type: 'personal_data.revealed',
  at: now.toISOString(),
  actor: { type: 'operator', id: operator },
  data: { until },
});

async function show(about: Partial<Payment>, actions = ['payments.reveal']) {
  const pinia = createPinia();
  setActivePinia(pinia);
  const operator = { id: 'opr_1', name: 'Andrea', email: 'a@b.example', roles: [] };
  vi.stubGlobal('fetch', async () => answer({ operator, actions, csrfToken: 'x', environment: 'sandbox' }));
  await useSession().restore();
  const expired = vi.fn();
  const page = mountPage(RevealControl, { payment: aPayment(about), onExpired: expired }, 'en', [], pinia);
  return { text: () => page.text(), expired };
}

it('says that data are masked, and offers to reveal them to whom may', async () => {
  expect((await show({ masked: ['email'] })).text()).toContain('Reveal with reason');
  expect((await show({ masked: ['email'] }, [])).text()).not.toContain('Reveal with reason');
});

it('counts down while they are shown, and says when they have to be hidden again', async () => {
  const { text, expired } = await show({ events: [revealed('opr_1', '2026-11-23T10:01:30Z')] });
  expect(text()).toContain('another 1:30');
  await vi.advanceTimersByTimeAsync(31_000);
  expect(text()).toContain('another 0:59');
  expect(expired).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(expired).toHaveBeenCalledOnce();
});

it('takes what was revealed to a colleague for nothing', async () => {
  expect((await show({ events: [revealed('opr_2', '2026-11-23T10:01:30Z')] })).text()).toBe('');
});
