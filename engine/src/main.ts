import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Tell } from './demo/index.ts';
import { readEnvironment, type Environment } from './environment.ts';
import { explain } from './explain.ts';
import { readDemoPeople } from './first-start.ts';
import { createLog } from './log.ts';
import { startHub, type RunningHub } from './start.ts';

/** Below it lie seeds and built pages; this file is engine/src/main.ts or, built, engine/dist/main.js. */
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** npm passes on what the terminal has sent to all already: what comes in the same moment is one wish to stop, not two. */
const sameMomentMs = 500;

const say = (line = ''): void => void process.stdout.write(`${line}\n`);

async function greet(hub: RunningHub, isProduction: boolean): Promise<void> {
  say();
  say('  Payment Integration Hub is running');
  say(`  Store       ${hub.store}`);
  say(`  Console     ${hub.url}/console/`);
  if (!isProduction) {
    const { operators, apiKeys } = await readDemoPeople(path.join(root, 'seeds'));
    say(`  Demo shop   ${hub.url}/demo`);
    say(`  Simulators  ${hub.sandboxUrl ?? ''}`);
    say(`  Texts       ${hub.sandboxUrl ?? ''}/sms`);
    say();
    say('  Demo logins');
    for (const { email, password, roles } of operators.filter(({ isDisabled }) => !isDisabled))
      say(`    ${email.padEnd(22)} ${password.padEnd(14)} ${roles.join(', ')}`);
    say(`  Demo API key  ${apiKeys[0]?.key ?? ''}`);
  }
  say();
  say('  Stop with Ctrl+C');
  say();
}

/** Says on one line how far the past of a new demo organisation has come; where there is no terminal, only now and then. */
function progressOfPast(): Tell {
  let said = '';
  return (progress) => {
    const isScene = 'scene' in progress;
    const line = isScene
      ? `  Demo data   what people did: ${progress.scene} of ${progress.of}`
      : `  Demo data   ${progress.payments.toLocaleString('en')} payments`;
    if (process.stdout.isTTY) process.stdout.write(`\r${line}     `);
    else if (!isScene && line !== said) say(line);
    said = line;
  };
}

function sayPastIsThere(startedAt: number): void {
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  say(`${process.stdout.isTTY ? '\r' : ''}  Demo data   complete after ${seconds} s                    `);
}

async function main(): Promise<void> {
  let environment: Environment | undefined;
  try {
    environment = readEnvironment(process.env);
    const log = createLog(environment.logLevel);
    process.on('unhandledRejection', (error) => {
      log.fatal({ err: error }, 'a promise was left rejected');
      process.exit(1);
    });
    const startedAt = performance.now();
    const hub = await startHub({ environment, env: process.env, root, log, tell: progressOfPast() });
    let stoppingSince: number | undefined;
    const stop = (signal: string) => {
      if (stoppingSince !== undefined) {
        if (performance.now() - stoppingSince < sameMomentMs) return;
        log.warn({ signal }, 'stopping at once');
        process.exit(1);
      }
      stoppingSince = performance.now();
      log.info({ signal }, 'stopping');
      hub.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    };
    void hub.died?.then((error) => {
      log.fatal({ err: error }, 'the embedded store ended');
      process.exit(1);
    });
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    await greet(hub, environment.isProduction);
    await hub.past;
    if (hub.past && stoppingSince === undefined) sayPastIsThere(startedAt);
  } catch (error) {
    process.stderr.write(`\n${explain(error, environment)}\n\n`);
    process.exit(1);
  }
}

await main();
