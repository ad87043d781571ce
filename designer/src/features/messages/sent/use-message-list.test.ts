import type { MessageSummary } from '@pih/schemas/types';
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { effectScope } from 'vue';
import { answer } from '../../../testing/index.ts';
import { useMessageList } from './use-message-list.ts';

vi.mock('socket.io-client', () => ({ io: () => ({ on: () => undefined, disconnect: () => undefined }) }));

const aMessage = (state: MessageSummary['state']): MessageSummary => ({
  id: 'msg_01',
  state,
  purpose: 'account',
  title: 'Invitation',
  subject: 'Botteghe Riunite invites you',
  channel: 'email',
  language: 'en',
  to: 'chiara@demo.example',
  createdAt: '2026-11-23T10:00:00.000Z',
  form: 'email',
  tries: 1,
  attachments: 0,
  isMasked: false,
});

const wire = vi.fn<typeof fetch>();
const scope = effectScope();
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', wire);
});
afterEach(() => {
  scope.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('looks again while a message waits, which no payment tells of, and rests once it has left', async () => {
  const page = (state: MessageSummary['state']) => answer({ data: [aMessage(state)], nextCursor: null });
  wire.mockResolvedValueOnce(page('waiting')).mockResolvedValueOnce(page('sent'));
  const shown = scope.run(() => useMessageList({}));
  await flushPromises();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(shown?.list.value).toMatchObject({ status: 'ready', value: [{ state: 'sent' }] });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(wire).toHaveBeenCalledTimes(2);
});
