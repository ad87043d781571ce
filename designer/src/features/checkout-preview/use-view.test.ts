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
const hour = 3_600_000;
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('keeps the last good page while the connection is lost, and asks again once it is back', async () => {
  vi.useFakeTimers();
  let isAway = false;
  let asked = 0;
  const expiresAt = new Date(Date.now() + hour).toISOString();
  vi.stubGlobal('fetch', () =>
    isAway ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve(answer({ asked: ++asked, expiresAt })),
  );
  const scope = effectScope();
  const request = shallowRef({ document: {}, language: 'en' as const });
  const shown = scope.run(() => useView(request));
  line.stands();
  await vi.advanceTimersByTimeAsync(0);
  expect(shown?.view.value).toMatchObject({ asked: 1 });

  isAway = true;
  request.value = { ...request.value };
  await vi.advanceTimersByTimeAsync(500);
  expect(shown?.problem.value?.status).toBe(0);
  expect(shown?.view.value).toMatchObject({ asked: 1 });

  isAway = false;
  line.stands();
  await vi.advanceTimersByTimeAsync(0);
  expect(shown?.problem.value).toBeUndefined();
  expect(shown?.view.value).toMatchObject({ asked: 2 });
  scope.stop();
});

it('asks for a new page before the one that is shown expires, however often, and for none once it is left', async () => {
  vi.useFakeTimers();
  let asked = 0;
  vi.stubGlobal('fetch', async () => {
    await Promise.resolve();
    return answer({ asked: ++asked, expiresAt: new Date(Date.now() + hour).toISOString() });
  });
  const scope = effectScope();
  const shown = scope.run(() => useView({ document: {}, language: 'en' as const }));
  for (const hours of [0, 1, 2]) {
    await vi.advanceTimersByTimeAsync(hours ? hour : 0);
    expect(shown?.view.value).toMatchObject({ asked: hours + 1 });
    expect(Date.parse(shown?.view.value?.expiresAt ?? '')).toBeGreaterThan(Date.now());
  }
  scope.stop();
  await vi.advanceTimersByTimeAsync(2 * hour);
  expect(asked).toBe(3);
});

it('does not ask without end where the clocks disagree', async () => {
  vi.useFakeTimers();
  let asked = 0;
  vi.stubGlobal('fetch', () => Promise.resolve(answer({ asked: ++asked, expiresAt: '2000-01-01T00:00:00.000Z' })));
  const scope = effectScope();
  scope.run(() => useView({ document: {}, language: 'en' as const }));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toBeLessThanOrEqual(3);
  scope.stop();
});
