import { expect, it } from 'vitest';
import { soakBulk } from '../../soak/bulk.ts';

/** Enough to be killed in the middle of; `npm run soak` refunds many more. */
const count = 16;
const untilKilled = 3;

it(`refunds each of ${count} payments once, though the engine is killed half-way and starts again`, async () => {
  const report = await soakBulk({ count, untilKilled });
  expect(report.wrong).toEqual([]);
  // Something was at stake.
  expect(report.refundedBeforeKill).toBeGreaterThanOrEqual(untilKilled);
  expect(report.refundedBeforeKill).toBeLessThan(count);
}, 240_000);
