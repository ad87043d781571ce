import path from 'node:path';
import { parseArgs } from 'node:util';
import { demoTraffic } from '../src/demo/index.ts';
import { readEnvironment } from '../src/environment.ts';
import { explain } from '../src/explain.ts';
import { createLog } from '../src/log.ts';
import { startHub } from '../src/start.ts';
import { say } from './command.ts';
import { Refused, WrongUse } from './ends.ts';

const usage = `npm run seed:traffic -- [--payments 10000] [--days 60] [--seed 1]

Fills the demo organisation with believable payments that end now: busy evenings and weekends, declines, several attempts,
refunds, a provider that is down for some hours, and what goes wrong once in a while. The hub must not be running on the
same folder; DATA_FOLDER and MONGODB_URI say where it keeps its data. The same seed adds the same orders once.
`;

const root = path.resolve(import.meta.dirname, '..', '..');

function numberIn(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new WrongUse(`--${name} must be a whole number from ${least} to ${most}; it is "${text}".`);
}

function wished(args: readonly string[]): { payments: number; days: number; seed: number } | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      payments: { type: 'string', default: '10000' },
      days: { type: 'string', default: '60' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  return {
    payments: numberIn('payments', values.payments, 1, 10_000_000),
    days: numberIn('days', values.days, 1, 3_650),
    seed: numberIn('seed', values.seed, 0, 2 ** 31 - 1),
  };
}

/** How far it has come, on one line of a terminal, or now and then where there is none. */
function progress(payments: number): (batch: readonly unknown[]) => void {
  let written = 0;
  const startedAt = performance.now();
  let saidAt = startedAt;
  return (batch) => {
    written += batch.length;
    const now = performance.now();
    if (now - saidAt < (process.stdout.isTTY ? 250 : 10_000) && written < payments) return;
    saidAt = now;
    const perSecond = written / ((now - startedAt) / 1000);
    const left = Math.ceil((payments - written) / perSecond);
    const line = `  ${written.toLocaleString('en')} of ${payments.toLocaleString('en')} payments, ${Math.round(perSecond).toLocaleString('en')} a second, ${left} s left`;
    process.stdout.write(process.stdout.isTTY ? `\r${line}     ` : `${line}\n`);
  };
}

async function main(): Promise<void> {
  const wish = wished(process.argv.slice(2));
  if (!wish) return say(usage);
  const environment = readEnvironment({ ...process.env, PORT: '0', SANDBOX_PORT: '0', DEMO_PAYMENTS: '0' });
  if (environment.isProduction)
    throw new Refused('This is production (NODE_ENV): made-up payments have no place there. Nothing was written.');
  const log = createLog('error');
  const startedAt = performance.now();
  const hub = await startHub({ environment, env: process.env, root, log, schedule: false }).catch((error: unknown) => {
    throw new Refused(explain(error, environment));
  });
  try {
    say(`  ${hub.store}`);
    const added = await demoTraffic(
      { ...hub.app, sandbox: hub.sandbox, root },
      { ...wish, tell: progress(wish.payments) },
    );
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    say(`\n  ${added.toLocaleString('en')} payments over ${wish.days} days added in ${seconds} s`);
  } finally {
    await hub.stop();
  }
}

try {
  await main();
} catch (error) {
  const isOurs = error instanceof Refused || error instanceof WrongUse;
  process.stderr.write(`\n  ${isOurs ? error.message : String((error as Error).stack ?? error)}\n\n`);
  if (error instanceof WrongUse) process.stderr.write(`${usage}\n`);
  process.exitCode = 1;
}
