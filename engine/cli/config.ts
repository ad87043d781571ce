/** `npm run config -- export|import|validate|diff <folder>`: a whole configuration as files. */
import { parseArgs } from 'node:util';
import { Refused, WrongUse } from './ends.ts';
import { usage } from './usage.ts';
import type { Command } from './command.ts';

/** Each loads what it needs when it is asked for: only checking files takes half of the engine. */
const commands: Record<string, () => Promise<Command>> = {
  export: async () => (await import('./export.ts')).exportTo,
  import: async () => (await import('./import.ts')).importFrom,
  validate: async () => (await import('./validate.ts')).validate,
  diff: async () => (await import('./diff.ts')).diff,
};

/** What the command line asks for. @throws WrongUse */
function asked(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        yes: { type: 'boolean', short: 'y', default: false },
        prune: { type: 'boolean', default: false },
        against: { type: 'boolean', default: false },
        note: { type: 'string' },
      },
    });
  } catch (error) {
    throw new WrongUse(error instanceof Error ? error.message : String(error));
  }
}

async function run(args: string[]): Promise<number> {
  const { values, positionals } = asked(args);
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const [name = '', folder, ...more] = positionals;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new WrongUse(name ? `There is no command "${name}".` : 'Say what to do.');
  if (!folder) throw new WrongUse(`Say which folder: npm run config -- ${name} <folder>`);
  if (more.length) throw new WrongUse(`One folder at a time; "${more.join(' ')}" is too much.`);
  return (await command())(folder, values);
}

/** Ends with 0 for done, 1 for what was refused or differs, 2 for what could not be begun. */
async function main(): Promise<number> {
  try {
    return await run(process.argv.slice(2));
  } catch (error) {
    if (error instanceof WrongUse) process.stderr.write(`${error.message}\n\n${usage}\n`);
    else process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof Refused ? 1 : 2;
  }
}

process.exitCode = await main();
