import type { Page } from 'playwright-core';
import { percentile } from '../payments/figures.ts';

/** How long the frames of a stretch of time were, in milliseconds. */
export interface Frames {
  count: number;
  p50: number;
  p95: number;
  p99: number;
  longest: number;
  /** Frames of more than 50 ms: those that people see as a jerk. */
  long: number;
}

/** In the page's own words: what a tool compiles may call helpers that a page does not have. */
const begin = `(() => {
  const recording = (globalThis.recording = { frames: [], isRunning: true });
  let before;
  requestAnimationFrame(function frame(now) {
    if (before !== undefined) recording.frames.push(now - before);
    before = now;
    if (recording.isRunning) requestAnimationFrame(frame);
  });
})()`;
const end = `(recording.isRunning = false, recording.frames)`;

/** Measures every frame of a page while something is done on it. */
export async function framesDuring(page: Page, act: () => Promise<void>): Promise<Frames> {
  await page.evaluate(begin);
  await act();
  const frames = await page.evaluate<number[]>(end);
  return {
    count: frames.length,
    p50: percentile(frames, 0.5),
    p95: percentile(frames, 0.95),
    p99: percentile(frames, 0.99),
    longest: Math.max(...frames),
    long: frames.filter((ms) => ms > 50).length,
  };
}

export interface Point {
  x: number;
  y: number;
}

/**
 * Moves the pressed mouse along a path with real mouse events, one every 8 ms as a usual mouse sends them.
 * @param seconds how long it takes
 */
export async function along(page: Page, from: Point, seconds: number, reach: Point): Promise<void> {
  const begun = performance.now();
  for (;;) {
    const at = (performance.now() - begun) / 1000;
    if (at >= seconds) return;
    const turn = at * 2.4;
    await page.mouse.move(from.x + reach.x * Math.sin(turn), from.y + reach.y * Math.sin(turn * 1.7));
    await new Promise((done) => setTimeout(done, 8));
  }
}
