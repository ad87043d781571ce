import type { PaymentList } from '@pih/schemas/types';
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { effectScope, ref, type EffectScope } from 'vue';
import { answer, aSummary } from '../../../testing/index.ts';
import { noFilters } from './filters.ts';
import { usePaymentList } from './use-payment-list.ts';

vi.mock('socket.io-client', () => ({ io: () => ({ on: () => undefined, disconnect: () => undefined }) }));

const wire = vi.fn<typeof fetch>();
let scope: EffectScope;
beforeEach(() => {
  wire.mockReset();
  vi.stubGlobal('fetch', wire);
  scope = effectScope();
});
afterEach(() => {
  scope.stop();
  vi.unstubAllGlobals();
});

const page = (ids: string[], nextCursor: string | null, more: Partial<PaymentList> = {}) =>
  answer({ data: ids.map((id) => aSummary({ id })), nextCursor, ...more });
const asked = (call: number) => new URL(String(wire.mock.calls[call]?.[0]), 'http://hub.example').searchParams;

async function open(filters = ref(noFilters())) {
  const list = scope.run(() => usePaymentList({ filters, timeZone: ref('Europe/Rome'), mayMove: () => true }));
  if (!list) throw new Error('no list');
  await flushPromises();
  return { list, ids: () => list.rows.value.map(({ id }) => id), filters };
}

it('goes on by itself where a search comes back short, and says how far it got', async () => {
  wire.mockResolvedValueOnce(page(['a'], 'c1', { searchedTo: '2026-08-12T00:00:00.000Z' }));
  let arrive = (_: Response): void => undefined;
  wire.mockReturnValueOnce(new Promise((resolve) => (arrive = resolve)));
  const { list, ids } = await open();
  expect([ids(), list.searchedTo.value, list.isFetching.value]).toEqual([['a'], '2026-08-12T00:00:00.000Z', true]);
  arrive(page(['b'], null));
  await flushPromises();
  expect(asked(1).get('cursor')).toBe('c1');
  expect([ids(), list.hasMore.value, list.isFetching.value]).toEqual([['a', 'b'], false, false]);
});

it('stops looking further back when it is told to, and goes on from there', async () => {
  wire.mockResolvedValueOnce(page(['a'], 'c1', { searchedTo: '2026-08-12T00:00:00.000Z' }));
  wire.mockImplementationOnce(
    (_url, init) =>
      new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(new Error('aborted')))),
  );
  const { list, ids } = await open();
  list.stop();
  await flushPromises();
  expect([list.status.value, list.hasMore.value]).toEqual(['ready', true]);
  wire.mockResolvedValueOnce(page(['b'], null));
  await list.more();
  expect(ids()).toEqual(['a', 'b']);
});

it('keeps the rows that are there when the next ones cannot be had', async () => {
  const many = Array.from({ length: 100 }, (_, at) => `p${at}`);
  wire.mockResolvedValueOnce(page(many, 'c1'));
  const { list, ids } = await open();
  wire.mockRejectedValueOnce(new TypeError('Failed to fetch'));
  await list.more();
  expect([ids().length, list.status.value, list.problem.value?.type]).toEqual([100, 'ready', 'unreachable']);
});

it('forgets the answer to a question that nobody asks any more', async () => {
  let late = (_: Response): void => undefined;
  wire.mockReturnValueOnce(new Promise((resolve) => (late = resolve)));
  const { filters, ids } = await open();
  wire.mockResolvedValueOnce(page(['new'], null));
  filters.value = { ...noFilters(), state: ['paid'] };
  await flushPromises();
  late(page(['old'], null));
  await flushPromises();
  expect(ids()).toEqual(['new']);
});
