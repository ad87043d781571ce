/** `npm run rescue`: lets an administrator in again when nobody is left who could. */
import { access } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { RescueRequest, Rescued } from '../src/access/index.ts';
import { readEnvironment, type Environment } from '../src/environment.ts';
import { explain } from '../src/explain.ts';
import { createLog } from '../src/log.ts';
import { asJob } from '../src/request-scope.ts';
import { startHub } from '../src/start.ts';
import { say } from './command.ts';
import { Refused, WrongUse } from './ends.ts';

const usage = `npm run rescue -- --email <e-mail> [--name "Their name"] [--role administrator] [--note "Why"]

Lets somebody in again when nobody is left who could: the last administrator has lost the password and the phone, was locked
out, or has left. They get the role and no other, are let in if they were disabled or locked out, lose their second factor and
their sessions, and get a link with which they choose a new password within the hour. It is recorded in the audit trail.

  --email  of the operator
  --name   makes a new operator when nobody has the e-mail
  --role   the id of a published role; administrator
  --note   why; stands in the audit trail

The hub must not be running on the same folder; with MONGODB_URI it may. DATA_FOLDER and MONGODB_URI say where it keeps its
data, MASTER_KEY is needed where the environment gives it, and PUBLIC_URL (or PORT) is what the link begins with.
Exit codes: 0 done; 1 refused, nothing was changed; 2 could not begin.
`;

/** @throws WrongUse */
function wished(args: string[]): RescueRequest | undefined {
  const text = { type: 'string' } as const;
  const options = {
    ...{ email: text, name: text, note: text },
    role: { type: 'string', default: 'administrator' },
    help: { type: 'boolean', short: 'h', default: false },
  } as const;
  try {
    const { email, name, role, note, help } = parseArgs({ args, options }).values;
    if (help) return undefined;
    if (!email || !/^[^\s@]+@[^\s@]+$/.test(email)) throw new WrongUse('--email says who is let in again.');
    if (name?.trim() === '') throw new WrongUse('--name must not be empty.');
    return { email, name, role, note };
  } catch (error) {
    throw error instanceof WrongUse ? error : new WrongUse(error instanceof Error ? error.message : String(error));
  }
}

const root = path.resolve(import.meta.dirname, '..', '..');

/** As the hub itself is started, but for the ports: the link leads to where it will answer. */
const environmentFor = ({ PUBLIC_URL, PORT = '3000', ...env }: NodeJS.ProcessEnv): Environment =>
  readEnvironment({
    ...env,
    ...{ PORT: '0', SANDBOX_PORT: '0', DEMO_PAYMENTS: '0' },
    PUBLIC_URL: PUBLIC_URL ?? `http://localhost:${PORT}`,
  });

/** An empty folder would be taken for a new installation, and somebody rescued into that. @throws Refused */
async function mustHoldData({ dataFolder, mongodbUri }: Environment): Promise<void> {
  if (mongodbUri) return;
  const folder = path.join(dataFolder, 'store');
  await access(folder).catch(() => {
    throw new Refused(
      `There are no data in ${path.resolve(dataFolder)}. Say with DATA_FOLDER where the hub keeps them.`,
    );
  });
}

async function rescued(request: RescueRequest): Promise<Rescued> {
  const environment = environmentFor(process.env);
  await mustHoldData(environment);
  const log = createLog('error');
  const hub = await startHub({ environment, env: process.env, root, log, schedule: false }).catch((error: unknown) => {
    throw new Error(explain(error, environment), { cause: error });
  });
  try {
    const found = await asJob(new Date(), () => hub.app.access.rescue(request)).catch((error: unknown) => {
      const { type, message } = error as { type?: unknown; message?: unknown };
      throw type === 'role-unknown' ? new Refused(String(message)) : error;
    });
    if (!found)
      throw new Refused(`Nobody has the e-mail ${request.email}. With --name "Their name" a new operator is made.`);
    return found;
  } finally {
    await hub.stop();
  }
}

const stillLacking: Record<NonNullable<Rescued['lacking']>, string> = {
  last: 'Still nobody may let operators in: choose a --role that may do operators.manage.',
  publishers:
    'Still nobody may publish roles and settings: choose a --role that may do config.publish and config.administer.',
  approvers: 'Too few people may approve changes of roles and settings: rescue or invite another.',
};

function report({ operator: { name, email }, isNew, link, until, lacking }: Rescued, { role }: RescueRequest): void {
  say(`  ${name} <${email}> ${isNew ? 'is a new operator' : 'may sign in again'}, with the role ${role} and no other.`);
  say(`  It stands in the audit trail.`);
  if (lacking) say(`\n  ! ${stillLacking[lacking]}`);
  say(`\n  Start the hub and open this before ${until.toISOString()}, to choose a password:\n  ${link}`);
}

async function main(): Promise<number> {
  try {
    const wish = wished(process.argv.slice(2));
    if (wish) report(await rescued(wish), wish);
    else say(usage);
    return 0;
  } catch (error) {
    process.stderr.write(`\n  ${error instanceof Error ? error.message : String(error)}\n\n`);
    if (error instanceof WrongUse) process.stderr.write(`${usage}\n`);
    return error instanceof Refused ? 1 : 2;
  }
}

process.exitCode = await main();
