import { SecretUnreadable } from './config/index.ts';
import { WrongEnvironment, type Environment } from './environment.ts';
import { FolderInUse } from './store/index.ts';

/** Says why the engine does not start: in a sentence what a person can do something about, with its stack all else. */
export function explain(error: unknown, environment?: Pick<Environment, 'port' | 'sandboxPort'>): string {
  const { code, port, message, stack } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') {
    const variable = port !== undefined && port === environment?.sandboxPort ? 'SANDBOX_PORT' : 'PORT';
    return `Port ${port ?? environment?.port} is taken. Set ${variable} to another one, for example: ${variable}=4000 npm start`;
  }
  const isKnown = [WrongEnvironment, FolderInUse, SecretUnreadable].some((known) => error instanceof known);
  return isKnown ? message : (stack ?? message);
}
