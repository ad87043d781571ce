import { pino, type DestinationStream, type Logger } from 'pino';

/** Names of what opens a door or names a person, wherever it stands in what is logged. */
const kept = ['password', 'secret', 'secretKey', 'token', 'key', 'authorization', 'cookie', 'shopper', 'email'];

/**
 * What is told of an error. Those of provider SDKs carry the request that failed, with its credentials, and those of
 * validation the input; so it is these few members and no other.
 */
function told(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack, cause } = error;
  const { code } = error as { code?: unknown };
  return {
    type: name,
    message,
    stack,
    ...(code !== undefined && { code }),
    ...(cause !== undefined && { cause: told(cause) }),
  };
}

/**
 * The log of the whole engine: JSON, one line each. Rooms log identifiers and no contents; what is redacted here is the
 * second lock on the same door.
 * @param to standard output when absent
 */
export function createLog(level: string, to?: DestinationStream): Logger {
  const redact = kept.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  return pino({ level, redact, serializers: { err: told } }, ...(to ? [to] : []));
}
