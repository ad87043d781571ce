import { describe, expect, it } from 'vitest';
import { split } from './a-flow.ts';
import { branchFor, isAmong, stickyKeyOf } from './split.ts';

const keys = Array.from({ length: 20_000 }, (_, index) => stickyKeyOf({ email: `shopper${index}@example.com` }, 'pay'));
const shareOf = (among: readonly boolean[]): number => among.filter(Boolean).length / among.length;
const halves = split('halves', { a: 50, b: 50 });
if (halves.type !== 'split') throw new Error('This is no split');

describe('a canary', () => {
  it.each([1, 10, 50, 99])('takes %i per cent of the shoppers', (percent) => {
    const share = shareOf(keys.map((key) => isAmong(percent, 'flow/rosmarino', key)));
    // Four standard deviations: it would fall outside once in 16,000 hashes.
    const most = 4 * Math.sqrt(((percent / 100) * (1 - percent / 100)) / keys.length);
    expect(Math.abs(share - percent / 100)).toBeLessThan(most);
  });

  it('keeps those who were in when it takes more', () => {
    const among = (percent: number) => new Set(keys.filter((key) => isAmong(percent, 'flow/rosmarino', key)));
    const more = among(40);
    expect([...among(10)].every((key) => more.has(key))).toBe(true);
    expect(among(100).size).toBe(keys.length);
  });

  it('knows a shopper again, and goes by the payment where there is none', () => {
    const [known, stranger] = [stickyKeyOf({ email: 'Anna@Example.com ' }, 'one'), stickyKeyOf({}, 'one')];
    const sameShopper = stickyKeyOf({ email: 'anna@example.com' }, 'another');
    const others = Array.from({ length: 50 }, (_, index) => stickyKeyOf({}, `pay_${index}`));
    for (const percent of [5, 25, 50, 75, 95])
      expect(isAmong(percent, 'flow/x', sameShopper)).toBe(isAmong(percent, 'flow/x', known));
    expect(new Set(others.map((key) => isAmong(50, 'flow/x', key))).size).toBe(2);
    expect(isAmong(100, 'flow/x', stranger)).toBe(true);
  });

  it('has nothing to do with a split inside of the flow, nor with the canary of another document', () => {
    const tried = keys.filter((key) => isAmong(50, 'flow/rosmarino', key));
    const first = shareOf(tried.map((key) => branchFor(halves, 'rosmarino', key) === 'a'));
    const other = shareOf(tried.map((key) => isAmong(50, 'checkout/rosmarino', key)));
    for (const share of [first, other]) expect(Math.abs(share - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / tried.length));
  });
});
