import { pino, type DestinationStream, type Logger } from 'pino';
import { redacted, redactText } from './redaction/index.ts';
import { scope } from './request-scope.ts';

/** Causes have causes, and an error may even be one of its own. */
const deepestCause = 5;
/** A connection that fails at every address of a host is one error of several. */
const mostErrors = 5;

/**
 * What is told of an error. Those of provider SDKs carry the request that failed, with its credentials, and those of
 * validation the input; so it is these few members and no other.
 */
function told(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return error;
  if (depth === deepestCause) return { type: error.name, message: error.message };
  const { name, message, stack, cause } = error;
  const { code } = error as { code?: unknown };
  const errors: readonly unknown[] = error instanceof AggregateError ? error.errors.slice(0, mostErrors) : [];
  return {
    type: name,
    message,
    stack,
    ...(code !== undefined && { code }),
    ...(cause !== undefined && { cause: told(cause, depth + 1) }),
    ...(errors.length > 0 && { errors: errors.map((each) => told(each, depth + 1)) }),
  };
}

/** A whole line goes through here, so that nothing passes beside: not a message, an error's stack, or what a child is bound to. */
function withoutSecrets(line: string): string {
  try {
    return `${JSON.stringify(redacted(JSON.parse(line)))}\n`;
  } catch {
    return redactText(line);
  }
}

/**
 * The log of the whole engine: JSON, one line each, with the id of the request (or the round of scheduled work) it belongs to
 * as `request`. Rooms log identifiers and no contents; the redaction here is the second lock on the same door.
 * @param to standard output when absent
 */
export function createLog(level: string, to?: DestinationStream): Logger {
  const mixin = () => {
    const current = scope();
    return current ? { request: current.id } : {};
  };
  return pino(
    { level, mixin, serializers: { err: (error: unknown) => told(error) }, hooks: { streamWrite: withoutSecrets } },
    ...(to ? [to] : []),
  );
}
