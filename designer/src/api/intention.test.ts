import { expect, it } from 'vitest';
import { intentions } from './intention.ts';

const counted = () => {
  let last = 0;
  return intentions(() => `key-${++last}`);
};

it('repeats the key when the same is sent again', () => {
  const keyFor = counted();
  expect(keyFor({ amount: 1200 })).toBe('key-1');
  expect(keyFor({ amount: 1200 })).toBe('key-1');
});

it('gives a corrected sum a key of its own, and finds the first again', () => {
  const keyFor = counted();
  keyFor({ amount: 1200 });
  expect(keyFor({ amount: 1300 })).toBe('key-2');
  expect(keyFor({ amount: 1200 })).toBe('key-1');
});
