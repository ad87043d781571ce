import { expect, it } from 'vitest';
import { soak } from './soak.ts';

/** `npm run soak` goes on for 200, with more at stake in each. */
const [rounds, mostRequests] = [3, 90];

it('loses, doubles and half-applies nothing when it is killed under load', async () => {
  const report = await soak({ rounds, seed: 7, mostRequests });
  expect(report.wrong).toEqual([]);
  expect(report.kills).toBe(rounds);
  // Something was at stake.
  expect(report.payments).toBeGreaterThan(0);
  expect(report.charges).toBeGreaterThan(0);
  expect(report.invoices).toBeGreaterThan(0);
  expect(report.auditRows).toBeGreaterThan(report.payments);
}, 240_000);
