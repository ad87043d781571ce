/** `npm run soak -- --rounds 200 --seed 7`: kills the engine under load, and says what it lost, doubled or half-applied. */
import { parseArgs } from 'node:util';
import { soakBulk, type BulkSoakReport } from './bulk.ts';
import { soak, type SoakReport } from './soak.ts';

const say = (line = ''): void => void process.stdout.write(`${line}\n`);

function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? 0);
}

function print(report: SoakReport, seed: number): void {
  const { restartsMs, wrong } = report;
  say();
  say(`  kill -9 under load      ${report.kills}, and ${report.killsAtStart} more while it was starting`);
  say(`  requests                ${report.requests}, ${report.cutOff} of them cut off`);
  say(`  payments acknowledged   ${report.payments}, ${report.paid} of them paid`);
  say(`  refunds acknowledged    ${report.refunds}`);
  say(`  invoices, credit notes  ${report.invoices}`);
  say(`  revisions acknowledged  ${report.revisions}`);
  say(`  requests repeated       ${report.repeats}`);
  say(`  rows of the audit trail ${report.auditRows}`);
  say(`  providers' books        ${report.charges} charges, ${report.refundsBooked} refunds`);
  say(
    `  restart                 p50 ${percentile(restartsMs, 0.5)} ms, p95 ${percentile(restartsMs, 0.95)} ms, ` +
      `max ${percentile(restartsMs, 1)} ms`,
  );
  say(`  lost, doubled or half   ${wrong.length}`);
  for (const what of wrong.slice(0, 50)) say(`    ${what}`);
  say(`  seed                    ${seed}`);
}

/** The second part: one bulk action, killed half-way. */
const bulk = { count: 500, untilKilled: 150 };

function printBulk({ refundedBeforeKill, goneOnMs, wrong }: BulkSoakReport): void {
  say();
  say(`  bulk refund of          ${bulk.count} payments, killed after ${refundedBeforeKill}`);
  say(`  from kill to its end    ${Math.round(goneOnMs)} ms`);
  say(`  lost or doubled         ${wrong.length}`);
  for (const what of wrong.slice(0, 50)) say(`    ${what}`);
}

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 100_000) },
  },
});
const [rounds, seed] = [Number(values.rounds), Number(values.seed)];
if (!Number.isSafeInteger(rounds) || rounds < 1 || !Number.isSafeInteger(seed)) {
  say('Use whole numbers: npm run soak -- --rounds 200 --seed 7');
  process.exit(2);
}
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
say(`Killing the engine ${rounds} times; seed ${seed}`);
const report = await soak({ rounds, seed, say });
print(report, seed);
const bulkReport = await soakBulk(bulk);
printBulk(bulkReport);
process.exit(report.wrong.length + bulkReport.wrong.length > 0 ? 1 : 0);
