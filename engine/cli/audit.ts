/** `npm run audit:verify`: whether the audit trail is as the hub wrote it. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { AuditVerification } from '@pih/schemas';
import { readEnvironment } from '../src/environment.ts';
import { explain } from '../src/explain.ts';
import { createLog } from '../src/log.ts';
import { say } from './command.ts';
import { Refused, WrongUse } from './ends.ts';
import { Hub } from './hub.ts';

const usage = `npm run audit:verify -- [--seen <number>:<hash>] [--running]

Compares every row of the audit trail with its hash, its seal, its number and the row before, and says which were changed,
removed, inserted, moved or cut off.

  --seen     a row that you noted down earlier, outside of the hub: the trail must still hold it
  --running  asks a running engine (HUB_URL, HUB_KEY with audit.read) instead of the data folder

Without --running the hub must not be running on the same folder; DATA_FOLDER and MONGODB_URI say where it keeps its data,
and MASTER_KEY is needed where the environment gives it.
Exit codes: 0 whole; 1 not whole; 2 could not begin.
`;

interface Wish {
  seen?: string | undefined;
  isRunning: boolean;
}

/** @throws WrongUse */
function wished(args: string[]): Wish | undefined {
  const options = {
    seen: { type: 'string' },
    running: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  } as const;
  try {
    const { values } = parseArgs({ args, options });
    if (values.seen !== undefined && !/^\d{1,15}:[0-9a-f]{64}$/.test(values.seen))
      throw new WrongUse('--seen must be the number of a row and its hash, joined by a colon.');
    return values.help ? undefined : { seen: values.seen, isRunning: values.running };
  } catch (error) {
    throw error instanceof WrongUse ? error : new WrongUse(error instanceof Error ? error.message : String(error));
  }
}

/** Opens the data where no engine runs. */
async function inFolder({ seen }: Wish): Promise<AuditVerification> {
  const environment = readEnvironment(process.env);
  const [{ openStore }, { Audit, verificationView }, { keptMasterKey }] = await Promise.all([
    import('../src/store/index.ts'),
    import('../src/audit/index.ts'),
    import('../src/master-key.ts'),
  ]);
  const { dataFolder, mongodbUri, masterKey } = environment;
  const folder = path.join(dataFolder, 'store');
  const store = await openStore({ folder, ...(mongodbUri && { mongodbUri }), durable: true }).catch(
    (error: unknown) => {
      throw new Error(explain(error, environment), { cause: error });
    },
  );
  try {
    const now = () => new Date();
    const audit = new Audit({
      connection: store.connection,
      masterKey: masterKey ?? (await keptMasterKey(dataFolder)),
      now,
      log: createLog('silent'),
    });
    const [sequence, hash] = seen?.split(':') ?? [];
    const row = sequence !== undefined && hash !== undefined ? { sequence: Number(sequence), hash } : undefined;
    return verificationView(await audit.verify({ seen: row }), now());
  } finally {
    await store.close();
  }
}

type Finding = AuditVerification['findings'][number];

const rows = ({ sequence = 0, through = sequence }: Finding): string =>
  through === sequence ? `Row ${sequence} is` : `Rows ${sequence} to ${through} are`;

/** What is wrong, in a sentence each. */
const sentences: Record<Finding['what'], (finding: Finding) => string> = {
  changed: ({ sequence, row }) => `Row ${sequence} (${row}) does not say what was written.`,
  removed: (finding) => `${rows(finding)} gone.`,
  cut_off: (finding) => `${rows(finding)} gone: the end was cut off.`,
  inserted: ({ sequence, row }) => `Row ${sequence} (${row}) was not written by the hub, or was hashed anew.`,
  moved: ({ sequence, row, belongs }) =>
    `Row ${sequence} (${row}) stands in a wrong place; it was written as ${belongs}.`,
  anchor_missing: () => 'The record of how far the trail has come is gone.',
  anchor_forged: () => 'The record of how far the trail has come is not the hub’s, or another master key is in use.',
  not_as_seen: ({ sequence }) => `Row ${sequence} is not the one that was noted down.`,
};

function report({ isWhole, rows: count, last, findings, hasMore }: AuditVerification): void {
  say(`  ${count.toLocaleString('en')} rows looked at`);
  for (const finding of findings) say(`  ! ${sentences[finding.what](finding)}`);
  if (hasMore) say('  ! … and more');
  if (!isWhole) return;
  say('  The audit trail is whole.');
  if (last) say(`\n  Note this down outside of the hub, for the next time:\n  --seen ${last.sequence}:${last.hash}`);
}

async function main(): Promise<number> {
  try {
    const wish = wished(process.argv.slice(2));
    if (!wish) {
      say(usage);
      return 0;
    }
    const found = wish.isRunning
      ? await new Hub().verifyAudit(wish.seen ? { seen: wish.seen } : {})
      : await inFolder(wish);
    report(found);
    return found.isWhole ? 0 : 1;
  } catch (error) {
    process.stderr.write(`\n  ${error instanceof Error ? error.message : String(error)}\n\n`);
    if (error instanceof WrongUse) process.stderr.write(`${usage}\n`);
    return error instanceof Refused ? 1 : 2;
  }
}

process.exitCode = await main();
