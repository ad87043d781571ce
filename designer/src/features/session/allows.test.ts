import { expect, it } from 'vitest';
import { allows } from './allows.ts';

it('allows what is granted by name, by resource or altogether', () => {
  expect(allows(['payments.refund'], 'payments.refund')).toBe(true);
  expect(allows(['payments.*'], 'payments.refund')).toBe(true);
  expect(allows(['*'], 'payments.refund')).toBe(true);
});

it('allows nothing else', () => {
  expect(allows(['payments.read', 'flows.*'], 'payments.refund')).toBe(false);
  expect(allows([], 'payments.read')).toBe(false);
});
