import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { readEnvironment, WrongEnvironment } from './environment.ts';
import { readDemoPeople } from './first-start.ts';
import { startHub, type RunningHub } from './start.ts';

/** Below it lie seeds and built pages; this file is engine/src/main.ts or, built, engine/dist/main.js. */
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

const say = (line = ''): void => void process.stdout.write(`${line}\n`);

async function greet(hub: RunningHub, isProduction: boolean): Promise<void> {
  say();
  say('  Payment Integration Hub is running');
  say(`  Store       ${hub.store}`);
  say(`  Console     ${hub.url}/console/`);
  if (!isProduction) {
    const { operators, apiKeys } = await readDemoPeople(path.join(root, 'seeds'));
    say(`  Demo shop   ${hub.url}/demo`);
    say(`  Simulators  ${hub.sandbox?.url ?? ''}`);
    say();
    say('  Demo logins');
    for (const { email, password, roles } of operators)
      say(`    ${email.padEnd(22)} ${password.padEnd(14)} ${roles.join(', ')}`);
    say(`  Demo API key  ${apiKeys[0]?.key ?? ''}`);
  }
  say();
  say('  Stop with Ctrl+C');
  say();
}

/** What a person can do something about is said in a sentence; everything else keeps its stack. */
function explain(error: unknown, port: number | undefined): string {
  const { code, name, message, stack } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return `Port ${(error as { port?: number }).port ?? port} is taken. Set PORT to another one, for example: PORT=4000 npm start`;
  if (error instanceof WrongEnvironment || name === 'FolderInUse') return message;
  return stack ?? message;
}

async function main(): Promise<void> {
  let port: number | undefined;
  try {
    const environment = readEnvironment(process.env);
    port = environment.port;
    const log = pino({
      level: environment.isProduction ? environment.logLevel : (process.env['LOG_LEVEL'] ?? 'warn'),
      // Nothing that could open a door or name a person reaches the log, whoever logs it.
      redact: [
        '*.password',
        '*.secret',
        '*.secretKey',
        '*.authorization',
        '*.cookie',
        '*.shopper',
        '*.email',
        'err.config',
        'err.raw',
        'err.headers',
      ],
    });
    const hub = await startHub({ environment, env: process.env, root, log });
    const stop = (signal: string) => {
      log.info({ signal }, 'stopping');
      hub.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    };
    process.once('SIGINT', () => stop('SIGINT'));
    process.once('SIGTERM', () => stop('SIGTERM'));
    await greet(hub, environment.isProduction);
  } catch (error) {
    process.stderr.write(`\n${explain(error, port)}\n\n`);
    process.exit(1);
  }
}

await main();
