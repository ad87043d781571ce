import { expect, it } from 'vitest';
import { aView, noon } from '../test-world.ts';
import { screenOf } from './screen.ts';
import { clockText, isShort, minutesToSay, secondsUntil } from './time-left.ts';

it('lets the shopper choose while the payment is open', () => {
  expect(screenOf(aView(), noon)).toBe('choose');
});

it('says so when nothing is offered', () => {
  expect(screenOf(aView({ offers: [] }), noon)).toBe('no-methods');
});

it('closes at the very moment the link expires', () => {
  const view = aView({ expiresAt: new Date(noon).toISOString() });
  expect(screenOf(view, noon - 1)).toBe('choose');
  expect(screenOf(view, noon)).toBe('expired');
});

it('keeps an outcome whatever the clock says', () => {
  expect(screenOf(aView({ state: 'pending', offers: [] }), noon + 1e9)).toBe('pending');
  expect(screenOf(aView({ state: 'pending' }), noon + 1e9)).toBe('unfinished');
});

it('counts whole seconds down to nothing', () => {
  const instant = new Date(noon).toISOString();
  expect(secondsUntil(instant, noon - 1_500)).toBe(2);
  expect(secondsUntil(instant, noon + 1_500)).toBe(0);
});

it('shows the time left only below ten minutes', () => {
  expect([isShort(600), isShort(599)]).toEqual([false, true]);
});

it('writes the time left as a clock does', () => {
  expect([581, 60, 9].map(clockText)).toEqual(['9:41', '1:00', '0:09']);
});

it('tells a screen reader at five minutes and at one', () => {
  expect([301, 300, 61, 60].map(minutesToSay)).toEqual([undefined, 5, 5, 1]);
});
