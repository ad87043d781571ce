import { describe, expect, it } from 'vitest';
import { chanceOfSoFew } from './chance.ts';
import { whyReturn } from './guard.ts';

const arm = (succeeded: number, payments: number) => ({ succeeded, payments });

it.each([
  // The lady tasting tea (Fisher 1935): she guesses one of four right, or fewer.
  { few: arm(1, 4), others: arm(3, 4), chance: 17 / 70 },
  // The worked example of Wikipedia's "Fisher's exact test".
  { few: arm(1, 10), others: arm(11, 14), chance: 0.001379728 },
  // One way in all to draw seven failures and leave seven successes: 1 / (14 over 7).
  { few: arm(0, 7), others: arm(7, 7), chance: 1 / 3432 },
  { few: arm(7, 7), others: arm(0, 7), chance: 1 },
  { few: arm(0, 50), others: arm(0, 400), chance: 1 },
  { few: arm(0, 0), others: arm(3, 5), chance: 1 },
])('reckons how likely $few.succeeded of $few.payments are against $others.succeeded of $others.payments', (known) => {
  expect(chanceOfSoFew(known.few, known.others)).toBeCloseTo(known.chance, 9);
});

it('reckons with as many payments as are ever counted', () => {
  // By the normal distribution: 2 points below 80% among 5,000 on each side are 2.47 standard errors.
  expect(chanceOfSoFew(arm(3900, 5000), arm(4000, 5000))).toBeCloseTo(0.0072, 3);
});

/** Numbers from 0 to 1, the same ones every time (Park and Miller 1988). */
function fixedNumbers(): () => number {
  let last = 20_261_123;
  return () => (last = (last * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** Whether a canary is ever taken back, looked at after every ten payments of each side. */
function isEverReturned(random: () => number, rate: number, controlRate: number): boolean {
  const guard = { points: 5, minimumPayments: 50, matureMinutes: 0 };
  const [canary, control] = [arm(0, 0), arm(0, 0)];
  for (let payments = 1; payments <= 1500; payments++) {
    canary.payments = control.payments = payments;
    canary.succeeded += Number(random() < rate);
    control.succeeded += Number(random() < controlRate);
    if (payments % 10 === 0 && whyReturn({ canary, control }, guard)) return true;
  }
  return false;
}

it('hardly ever takes back a canary that is as good as the rest, however often it looks', () => {
  const random = fixedNumbers();
  const returned = Array.from({ length: 200 }, () => isEverReturned(random, 0.8, 0.8)).filter(Boolean);
  expect(returned.length).toBeLessThanOrEqual(4);
});

it('takes back nearly every canary that is ten points worse', () => {
  const random = fixedNumbers();
  const returned = Array.from({ length: 50 }, () => isEverReturned(random, 0.7, 0.8)).filter(Boolean);
  expect(returned.length).toBeGreaterThanOrEqual(48);
});

describe('the border at which a canary returns', () => {
  const arms = (canary: number, control: number, of = 1000) => ({
    canary: { payments: of, succeeded: canary },
    control: { payments: of, succeeded: control },
  });
  const border = { points: 10, minimumPayments: 100, matureMinutes: 0 };

  it('is as many points below as the guard says', () => {
    expect(whyReturn(arms(701, 800), border)).toBeUndefined();
    expect(whyReturn(arms(700, 800), border)).toMatchObject({ code: 'worse', params: { gap: 10, points: 10 } });
    expect(whyReturn(arms(800, 700), border)).toBeUndefined();
  });

  it('is not reached by a gap that may well be chance, however wide it is', () => {
    expect(whyReturn(arms(70, 80, 100), border)).toBeUndefined();
    // One in 924, and one in 3,432, of all ways to share out as many failures as successes.
    const small = { ...border, minimumPayments: 3 };
    expect(whyReturn(arms(0, 6, 6), small)).toBeUndefined();
    expect(whyReturn(arms(0, 7, 7), small)).toMatchObject({ code: 'worse', params: { gap: 100 } });
  });

  it('needs enough payments in both arms', () => {
    const few = { payments: 99, succeeded: 0 };
    const many = { payments: 5000, succeeded: 5000 };
    expect(whyReturn({ canary: few, control: many }, border)).toBeUndefined();
    expect(
      whyReturn({ canary: { payments: 5000, succeeded: 0 }, control: { ...few, succeeded: 99 } }, border),
    ).toBeUndefined();
    expect(
      whyReturn({ canary: { payments: 0, succeeded: 0 }, control: many }, { ...border, minimumPayments: 0 }),
    ).toBeUndefined();
  });
});
