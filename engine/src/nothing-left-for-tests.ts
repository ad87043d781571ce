import { afterAll, expect } from 'vitest';
import { running } from './running-for-tests.ts';

// Runs around every test file, and after all that the file itself does at its end: the files of a process share it, and an
// engine that one leaves would slow down or disturb those that come after, far from where the fault is.
afterAll(async () => {
  const left = [...running];
  for (const stop of left) await stop();
  expect(left.length, 'engines that this file started and did not stop').toBe(0);
});
