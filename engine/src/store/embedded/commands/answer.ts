import { CommandError, unsupported } from '../errors.ts';
import type { Doc } from '../values/types.ts';
import { assertUnderstood, type Command, type Store } from './command.ts';
import { readCommands } from './read.ts';
import { schemaCommands } from './schema.ts';
import { sessionCommands } from './session.ts';
import { writeCommands } from './write.ts';

/** Every command that the store knows. Anything absent is refused. */
export const commands: Readonly<Record<string, Command>> = {
  ...sessionCommands,
  ...readCommands,
  ...writeCommands,
  ...schemaCommands,
};

/** Answers a command; a refusal is an answer too. @returns the reply document, with `ok: 0` and a code for a refusal */
export async function answer(body: Doc, store: Store): Promise<Doc> {
  try {
    const name = Object.keys(body)[0] ?? '';
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) throw unsupported(`The command ${name}`, 59, 'CommandNotFound');
    const request = { name, body, database: String(body['$db'] ?? 'admin') };
    assertUnderstood(request, command);
    return await command.run(request, store);
  } catch (error) {
    return refusal(error);
  }
}

function refusal(error: unknown): Doc {
  const { code, codeName, message, details } =
    error instanceof CommandError
      ? error
      : new CommandError(1, 'InternalError', `The embedded store failed: ${String(error)}`);
  return { ok: 0, errmsg: message, code, codeName, ...details };
}
