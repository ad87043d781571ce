import type { PaymentEvent } from '@pih/schemas/types';
import { expect, it } from 'vitest';
import { mountPage } from '../../../testing/index.ts';
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
