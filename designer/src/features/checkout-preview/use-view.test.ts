import { flushPromises } from '@vue/test-utils';
import { afterEach, expect, it, vi } from 'vitest';
import { effectScope, shallowRef } from 'vue';
import { answer } from '../../testing/index.ts';
import { useView } from './use-view.ts';

const line = vi.hoisted(() => ({ heard: new Map<string, () => void>() }));
vi.mock('socket.io-client', () => ({
  io: () => ({
    on: (event: string, handler: () => void) => void line.heard.set(event, handler),
    connect: () => undefined,
    disconnect: () => undefined,
  }),
}));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('keeps the last good page while the connection is lost, and asks again once it is back', async () => {
  vi.useFakeTimers();
  let asked = 0;
  let isCut = false;
  vi.stubGlobal('fetch', () =>
    isCut ? Promise.reject(new TypeError('cut')) : Promise.resolve(answer({ asked: ++asked })),
  );
  const scope = effectScope();
  const request = shallowRef({ document: {}, language: 'en' as const });
  const shown = scope.run(() => useView(request));
  line.heard.get('connect')?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(shown?.view.value).toEqual({ asked: 1 });

  isCut = true;
  request.value = { ...request.value };
  await vi.advanceTimersByTimeAsync(500);
  expect(shown?.problem.value?.status).toBe(0);
  expect(shown?.view.value).toEqual({ asked: 1 });

  isCut = false;
  line.heard.get('connect')?.();
  await flushPromises();
  expect(shown?.problem.value).toBeUndefined();
  expect(shown?.view.value).toEqual({ asked: 2 });
  scope.stop();
});
