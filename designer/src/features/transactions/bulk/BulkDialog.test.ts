import type { BulkPreview, Job } from '@pih/schemas/types';
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { answer, aSummary, eur, mountPage } from '../../../testing/index.ts';
import BulkDialog from './BulkDialog.vue';

vi.mock('socket.io-client', () => ({ io: () => ({ on: () => undefined, disconnect: () => undefined }) }));

const wire = vi.fn<typeof fetch>();
beforeEach(() => {
  wire.mockReset();
  vi.stubGlobal('fetch', wire);
});
afterEach(() => vi.unstubAllGlobals());

const preview: BulkPreview = {
  id: 'blk_01',
  action: 'refund',
  count: 1,
  totals: [eur(49_90)],
  refused: 600,
  refusals: [
    {
      id: 'pay_02',
      reference: 'ORDER-2',
      because: {
        type: 'https://x.example/problems/refund-not-possible',
        title: 'Not paid',
        detail: 'Nothing to refund.',
      },
    },
  ],
  needsApproval: 1,
  approvals: [{ id: 'pay_01', reference: 'ORDER-1', rules: ['Refunds over €500'] }],
  expiresAt: '2026-11-23T11:00:00.000Z',
};
const job: Job = {
  id: 'blk_01',
  kind: 'bulk',
  by: { type: 'operator' },
  state: 'done',
  progress: { done: 1, total: 1, failed: 0, isEstimate: false },
  createdAt: '2026-11-23T10:00:00.000Z',
  bulk: { action: 'refund', parameters: {}, payments: 1 },
  can: ['download'],
};
const bodyOf = (call: number): unknown => JSON.parse(String(wire.mock.calls[call]?.[1]?.body));

async function open(more: Record<string, unknown> = {}) {
  const page = { render: () => null };
  const routes = ['transaction', 'job'].map((name) => ({ path: `/${name}/:id`, name, component: page }));
  const router = createRouter({ history: createMemoryHistory(), routes });
  const started = vi.fn();
  const payments = [aSummary(), aSummary({ id: 'pay_02', reference: 'ORDER-2' })];
  mountPage(BulkDialog, { action: 'refund', payments, query: {}, onStarted: started, ...more }, 'en', [router]);
  await flushPromises();
  const press = async (text: string) => {
    const button = [...document.querySelectorAll('button')].find((one) => one.textContent.trim() === text);
    if (!button) throw new Error(`no button ${text}`);
    if (button.type === 'submit')
      document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    else button.click();
    await flushPromises();
  };
  return { started, press, text: () => document.body.textContent };
}

it('does nothing before it was looked at, then names sum, refusals and who has to agree', async () => {
  wire.mockResolvedValueOnce(answer(preview));
  const dialog = await open();
  expect(wire).not.toHaveBeenCalled();
  await dialog.press('Look what would happen');
  expect(bodyOf(0)).toMatchObject({ action: 'refund', payments: ['pay_01', 'pay_02'] });
  expect(dialog.text()).toContain('1 payment is refunded:€49.90');
  expect(dialog.text()).toContain('600 payments are left out');
  expect(dialog.text()).toContain('Only the first is listed');
  expect(dialog.text()).toContain('ORDER-2');
  expect(dialog.text()).toContain('needs a second person');
  expect(dialog.text()).toContain('Refunds over €500');
});

it('starts exactly what was looked at, and follows it', async () => {
  wire.mockResolvedValueOnce(answer(preview)).mockResolvedValueOnce(answer(job, 202));
  const dialog = await open();
  await dialog.press('Look what would happen');
  await dialog.press('Refund €49.90');
  expect(bodyOf(1)).toEqual({ preview: 'blk_01' });
  expect(dialog.text()).toContain('1 of 1');
  await dialog.press('Close');
  expect(dialog.started).toHaveBeenCalledOnce();
});

it('sends the question where all that match are meant, without where somebody was in the list', async () => {
  wire.mockResolvedValueOnce(answer(preview));
  const dialog = await open({ payments: undefined, query: { state: ['paid'], cursor: 'pay_9', limit: 50 } });
  await dialog.press('Look what would happen');
  expect(bodyOf(0)).toMatchObject({ query: { state: ['paid'] } });
  expect(bodyOf(0)).not.toHaveProperty('payments');
  expect(bodyOf(0)).not.toHaveProperty('query.cursor');
});
