import { afterEach, expect, it, vi } from 'vitest';
import { effectScope, shallowRef } from 'vue';
import { answer } from '../../testing/index.ts';
import { useView } from './use-view.ts';

/** Stands where the live connection would: it can be told that the line stands again. */
const line = vi.hoisted(() => ({ stands: () => {} }));
vi.mock('socket.io-client', () => ({
  io: () => ({
    on: (event: string, handler: () => void) => void (event === 'connect' && (line.stands = handler)),
    disconnect: () => {},
  }),
}));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('keeps the last good page while the connection is lost, and asks again once it is back', async () => {
  vi.useFakeTimers();
  let isAway = false;
  let asked = 0;
  vi.stubGlobal('fetch', () =>
    isAway ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve(answer({ asked: ++asked })),
  );
  const scope = effectScope();
  const request = shallowRef({ document: {}, language: 'en' as const });
  const shown = scope.run(() => useView(request));
  line.stands();
  await vi.advanceTimersByTimeAsync(0);
  expect(shown?.view.value).toEqual({ asked: 1 });

  isAway = true;
  request.value = { ...request.value };
  await vi.advanceTimersByTimeAsync(500);
  expect(shown?.problem.value?.status).toBe(0);
  expect(shown?.view.value).toEqual({ asked: 1 });

  isAway = false;
  line.stands();
  await vi.advanceTimersByTimeAsync(0);
  expect(shown?.problem.value).toBeUndefined();
  expect(shown?.view.value).toEqual({ asked: 2 });
  scope.stop();
});
