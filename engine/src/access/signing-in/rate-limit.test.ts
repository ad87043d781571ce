import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TooManyRequests } from '../problems.ts';
import { createSignInGuard } from './rate-limit.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const aGuard = (limits: { perPair?: number; perAddress?: number } = {}) =>
  createSignInGuard({ perPair: 3, perAddress: 100, windowSeconds: 60, ...limits });

const home = '203.0.113.7';

async function failTimes(times: number, attempt: (turn: number) => Promise<void>): Promise<void> {
  for (let turn = 0; turn < times; turn++) await attempt(turn);
}

describe('signing in again and again', () => {
  it('has to wait after some failures, and is told how long', async () => {
    const guard = aGuard();
    await failTimes(3, () => guard.attempt('giulia@demo.example', home));
    vi.advanceTimersByTime(20_000);
    const refusal = await guard.attempt('giulia@demo.example', home).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(TooManyRequests);
    expect(refusal).toMatchObject({ status: 429, facts: { retryAfterSeconds: 40 } });
  });

  it('may be tried again after the window', async () => {
    const guard = aGuard();
    await failTimes(3, () => guard.attempt('giulia@demo.example', home));
    vi.advanceTimersByTime(60_000);
    await expect(guard.attempt('giulia@demo.example', home)).resolves.toBeUndefined();
  });

  it('counts an e-mail as one however it is capitalised', async () => {
    const guard = aGuard();
    await failTimes(3, () => guard.attempt('giulia@demo.example', home));
    await expect(guard.attempt('Giulia@Demo.Example', home)).rejects.toBeInstanceOf(TooManyRequests);
  });

  it('does not lock the owner out of another place', async () => {
    const guard = aGuard();
    await failTimes(4, () => guard.attempt('giulia@demo.example', home).catch(() => undefined));
    await expect(guard.attempt('giulia@demo.example', '198.51.100.1')).resolves.toBeUndefined();
  });

  it('starts afresh after success', async () => {
    const guard = aGuard();
    await failTimes(2, () => guard.attempt('giulia@demo.example', home));
    await guard.succeeded('giulia@demo.example', home);
    await failTimes(3, () => guard.attempt('giulia@demo.example', home));
    await expect(guard.attempt('giulia@demo.example', home)).rejects.toBeInstanceOf(TooManyRequests);
  });

  it('stops one address that tries many e-mails', async () => {
    const guard = aGuard({ perAddress: 10 });
    await failTimes(10, (turn) => guard.attempt(`${turn}@demo.example`, home));
    await expect(guard.attempt('another@demo.example', home)).rejects.toBeInstanceOf(TooManyRequests);
  });

  it('does not use an office up with people who get in', async () => {
    const guard = aGuard({ perAddress: 2 });
    await failTimes(10, async (turn) => {
      await guard.attempt(`${turn}@demo.example`, home);
      await guard.succeeded(`${turn}@demo.example`, home);
    });
    await expect(guard.attempt('one-more@demo.example', home)).resolves.toBeUndefined();
  });

  it('counts attempts at the same moment', async () => {
    const guard = aGuard();
    const attempts = Array.from({ length: 20 }, () => guard.attempt('giulia@demo.example', home));
    const refused = (await Promise.allSettled(attempts)).filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(17);
  });
});
