import { describe, expect, it } from 'vitest';
import { kept } from './kept.ts';

/** Makes 1, 2, 3…; fails instead at the times that are named. */
function counted(...failing: number[]) {
  let times = 0;
  return kept(async () => {
    times += 1;
    if (failing.includes(times)) throw new Error(`failed at ${times}`);
    return times;
  });
}

describe('what is kept', () => {
  it('is made once, even for those who ask at the same moment', async () => {
    const number = counted();
    expect(await Promise.all([number.get(), number.get()])).toEqual([1, 1]);
    expect(await number.get()).toBe(1);
  });

  it('is made anew once it is forgotten', async () => {
    const number = counted();
    await number.get();
    number.forget();
    expect(await number.get()).toBe(2);
  });

  it('is never a failure', async () => {
    const number = counted(1);
    await expect(number.get()).rejects.toThrow('failed at 1');
    expect(await number.get()).toBe(2);
  });

  it('outlasts the failure of what was forgotten before', async () => {
    const number = counted(1);
    const failed = number.get();
    number.forget();
    expect(await number.get()).toBe(2);
    await expect(failed).rejects.toThrow('failed at 1');
    expect(await number.get()).toBe(2);
  });
});
