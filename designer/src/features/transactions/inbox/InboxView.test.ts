import type { AttentionItem } from '@pih/schemas/types';
import { flushPromises } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { answer, aPayment, aSummary, eur, mountPage } from '../../../testing/index.ts';
import { useSession } from '../../session/index.ts';
import InboxView from './InboxView.vue';

vi.mock('socket.io-client', () => ({ io: () => ({ on: () => undefined, disconnect: () => undefined }) }));
afterEach(() => vi.unstubAllGlobals());

const late: AttentionItem = {
  payment: aSummary({ attention: 'paid_late' }),
  reason: 'paid_late',
  since: '2026-11-20T10:00:00.000Z',
  suggestion: 'refund',
  because: { event: 'payment.paid_late', amount: { amount: 49_90, currency: 'EUR' }, provider: 'stripe' },
};

async function open(items: AttentionItem[], actions: string[]) {
  const operator = { id: 'opr_1', name: 'Giulia', email: 'g@h.example', roles: [] };
  const calls: string[] = [];
  vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
    calls.push(`${init?.method} ${url}`);
    if (url === '/v1/session') return answer({ operator, actions, csrfToken: 'x', environment: 'sandbox' });
    if (url.startsWith('/v1/payments/attention'))
      return answer({ data: items, nextCursor: null, total: { count: items.length, isExact: true } });
    return answer(aPayment({ refundable: eur(49_90) }));
  });
  const pinia = createPinia();
  setActivePinia(pinia);
  await useSession().restore();
  const component = { render: () => null };
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'truth-inbox', component },
      { path: '/transactions/:id', name: 'transaction', component },
    ],
  });
  await router.push('/');
  mountPage(InboxView, {}, 'en', [router], pinia);
  await flushPromises();
  const press = async (text: string) => {
    [...document.querySelectorAll('button')].find((one) => one.textContent.trim() === text)?.click();
    await flushPromises();
  };
  return { press, calls, text: () => document.body.textContent };
}

it('says that all is well when nothing waits', async () => {
  expect((await open([], ['payments.read'])).text()).toContain('Hub and providers agree');
});

it('says what is wrong, and one press opens what is usually done, filled in', async () => {
  const page = await open([late], ['payments.*']);
  expect(page.text()).toContain('Paid after it was closed');
  await page.press('Refund…');
  expect(page.text()).toContain('Refund €49.90 of €49.90 to the shopper');
});

it('offers only what the reader may do', async () => {
  const page = await open([late], ['payments.read', 'payments.acknowledge']);
  expect(page.text()).not.toContain('Refund…');
  expect(page.text()).toContain('Mark as handled');
});

it('marks it as handled with a note, and looks again', async () => {
  const page = await open([late], ['payments.*']);
  await page.press('Mark as handled');
  const note = document.querySelector('textarea');
  if (!note) throw new Error('no note');
  note.value = 'Order was delivered';
  note.dispatchEvent(new Event('input'));
  document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
  await flushPromises();
  expect(page.calls).toContain('POST /v1/payments/pay_01/acknowledge');
  expect(page.calls.at(-1)).toContain('GET /v1/payments/attention');
});
