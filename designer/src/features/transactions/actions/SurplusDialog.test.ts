import type { Money } from '@pih/schemas/types';
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { answer, aPayment, eur, mountPage } from '../../../testing/index.ts';
import AttemptsCard from '../detail/AttemptsCard.vue';
import SurplusDialog from './SurplusDialog.vue';

const wire = vi.fn<typeof fetch>();
beforeEach(() => {
  wire.mockReset();
  vi.stubGlobal('fetch', wire);
});
afterEach(() => vi.unstubAllGlobals());

const surplus: Money = eur(49_90);
const attempt = {
  id: 'att_2',
  method: 'card',
  provider: 'stripe',
  state: 'paid',
  startedAt: '2026-11-23T10:00:00.000Z',
  surplus,
} as const;

it('says what goes back, and that the payment stays as it is', async () => {
  mountPage(SurplusDialog, { payment: aPayment(), attempt, surplus });
  await flushPromises();
  expect(document.body.textContent).toContain('€49.90 goes back to the shopper');
  expect(document.querySelector('button[type="submit"]')?.textContent?.trim()).toBe('Give back €49.90');
});

it('gives back the surplus of that attempt, under a key of its own', async () => {
  const done = vi.fn();
  wire.mockResolvedValue(answer(aPayment()));
  mountPage(SurplusDialog, { payment: aPayment(), attempt, surplus, onDone: done });
  await flushPromises();
  document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
  await flushPromises();
  const init = wire.mock.calls[0]?.[1];
  expect(JSON.parse(String(init?.body))).toEqual({ attempt: 'att_2', amount: surplus });
  expect((init?.headers as Record<string, string>)['Idempotency-Key']).toBeTruthy();
  expect(done).toHaveBeenCalledOnce();
});

it('is offered at the attempt that brought it, to whom may refund', async () => {
  const { surplus: _none, ...paying } = attempt;
  const given = { attempts: [{ ...paying, id: 'att_1' }, attempt] };
  const page = mountPage(AttemptsCard, { ...given, canRefund: true });
  expect(page.text()).toContain('€49.90 came through this attempt and does not belong to the payment.');
  expect(page.findAll('button').filter((each) => each.text().startsWith('Give back'))).toHaveLength(1);
  expect(mountPage(AttemptsCard, given).text()).not.toContain('Give back');
});
