import { flushPromises } from '@vue/test-utils';
import { afterEach, expect, it, vi } from 'vitest';
import { effectScope, shallowRef } from 'vue';
import { answer } from '../../testing/index.ts';
import { engineWith } from '../documents/testing/engine-for-tests.ts';
import { useView } from './use-view.ts';

vi.mock('socket.io-client', () => import('../documents/testing/engine-for-tests.ts'));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('keeps the last good page while the connection is lost, and asks again once it is back', async () => {
  vi.useFakeTimers();
  const engine = engineWith(null);
  let asked = 0;
  engine.on('POST /v1/checkouts/preview', () => answer({ asked: ++asked }));
  const scope = effectScope();
  const request = shallowRef({ document: {}, language: 'en' as const });
  const shown = scope.run(() => useView(request));
  engine.reconnect();
  await vi.advanceTimersByTimeAsync(0);
  expect(shown?.view.value).toEqual({ asked: 1 });

  engine.cut();
  request.value = { ...request.value };
  await vi.advanceTimersByTimeAsync(500);
  expect(shown?.problem.value?.status).toBe(0);
  expect(shown?.view.value).toEqual({ asked: 1 });

  engine.reconnect();
  await flushPromises();
  expect(shown?.problem.value).toBeUndefined();
  expect(shown?.view.value).toEqual({ asked: 2 });
  scope.stop();
});
