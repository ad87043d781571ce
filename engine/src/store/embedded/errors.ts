import type { Doc } from './values/types.ts';

/** An answer that refuses a command, in MongoDB's own error codes so that drivers and mongoose react as they would to a server. */
export class CommandError extends Error {
  constructor(
    readonly code: number,
    readonly codeName: string,
    message: string,
    /** Members sent beside the message, such as keyPattern and keyValue. */
    readonly details: Doc = {},
  ) {
    super(message);
    this.name = 'CommandError';
  }
}

/** Refuses what lies outside the portable subset; silence would be a wrong answer. */
export const unsupported = (what: string, code = 115, codeName = 'CommandNotSupported'): CommandError =>
  new CommandError(code, codeName, `${what} is not supported by the embedded store; set MONGODB_URI to use MongoDB`);

export const badValue = (message: string): CommandError => new CommandError(2, 'BadValue', message);

export const typeMismatch = (message: string): CommandError => new CommandError(14, 'TypeMismatch', message);

/** The error 11000 with both members that mongoose reads: which index, and which value is taken. */
export function duplicateKey(namespace: string, index: string, keyPattern: Doc, keyValue: Doc): CommandError {
  const shown = Object.entries(keyValue).map(([field, value]) => `${field}: ${JSON.stringify(value) ?? 'null'}`);
  const message = `E11000 duplicate key error collection: ${namespace} index: ${index} dup key: { ${shown.join(', ')} }`;
  return new CommandError(11000, 'DuplicateKey', message, { keyPattern, keyValue });
}

/** How an error is told inside `writeErrors`, for the statement at this position. */
export function asWriteError(error: CommandError, index: number): Doc {
  return { index, code: error.code, errmsg: error.message, ...error.details };
}
