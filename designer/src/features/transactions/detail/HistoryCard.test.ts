import type { PaymentEvent } from '@pih/schemas/types';
import { describe, expect, it } from 'vitest';
import { createPinia, setActivePinia } from 'pinia';
import { createMemoryHistory, createRouter } from 'vue-router';
import { mountPage } from '../../../testing/index.ts';
import { messageRoutes } from '../../messages/index.ts';
import { useSession } from '../../session/index.ts';
import HistoryCard from './HistoryCard.vue';

const attempts = (count: number): PaymentEvent[] =>
  Array.from({ length: count }, (_, index) => ({
    sequence: index + 1,
    type: index === 0 ? 'payment.created' : 'attempt.failed',
    at: '2026-11-23T10:00:00.000Z',
    actor: { type: 'shopper' },
  }));

it('tells a short history to its beginning', () => {
  const page = mountPage(HistoryCard, { events: attempts(8) });
  expect(page.text()).toContain('Payment created');
  expect(page.find('button').exists()).toBe(false);
});

it('folds the beginning of a long history away until somebody asks for it', async () => {
  const page = mountPage(HistoryCard, { events: attempts(11) });
  expect(page.findAll('li')).toHaveLength(6);
  expect(page.text()).not.toContain('Payment created');
  const button = page.get('button');
  expect(button.text()).toBe('Show 5 earlier events');
  await button.trigger('click');
  expect(page.findAll('li')).toHaveLength(11);
  expect(page.text()).toContain('Payment created');
  await button.trigger('click');
  expect(page.findAll('li')).toHaveLength(6);
});

describe('what was sent', () => {
  const sent: PaymentEvent = {
    sequence: 3,
    type: 'message.sent',
    at: '2026-11-23T10:00:00.000Z',
    actor: { type: 'system' },
    data: { message: 'msg_01', title: 'Payment received', channel: 'email' },
  };
  function history(actions: string[]) {
    const pinia = createPinia();
    setActivePinia(pinia);
    useSession().session = {
      operator: { id: 'opr_01', name: 'Giulia Neri', email: 'giulia@demo.example', roles: [] },
      actions,
      csrfToken: 'token',
      environment: 'sandbox',
      mustSetUpSecondFactor: false,
    };
    const routes = messageRoutes.map((route) => ({ ...route, path: `/${route.path}` }));
    const router = createRouter({ history: createMemoryHistory(), routes });
    return mountPage(HistoryCard, { events: [sent] }, 'en', [router], pinia);
  }

  it('is one press away', () => {
    expect(history(['messages.read']).get('a').attributes('href')).toBe('/sent-messages?message=msg_01');
  });

  it('is named, and no more, for who may not read messages', () => {
    const page = history(['payments.read']);
    expect(page.text()).toContain('Payment received');
    expect(page.find('a').exists()).toBe(false);
  });
});
