import { Binary } from 'bson';
import { CommandError } from '../errors.ts';
import { isDoc, type Doc } from '../values/types.ts';

/** As long as a session may be idle, see `logicalSessionTimeoutMinutes` in hello. */
const sessionMs = 30 * 60_000;

interface Remembered {
  number: number;
  reply: Promise<Doc>;
  usedAt: number;
}

/**
 * Retryable writes: a driver that lost the answer sends the same session and number again and must get the same answer,
 * not a second write. Memory is enough, because the store and its only client end together.
 */
export class Retries {
  readonly #sessions = new Map<string, Remembered>();

  constructor(private readonly now: () => Date) {}

  /** Runs a write once per session and number. A write that failed as a whole changed nothing and may be tried again. */
  once(body: Doc, write: () => Promise<Doc>): Promise<Doc> {
    const session = sessionOf(body['lsid']);
    const number = body['txnNumber'];
    if (session === undefined || typeof number !== 'number') return write();
    const known = this.#sessions.get(session);
    if (known && number < known.number)
      return Promise.reject(
        new CommandError(225, 'TransactionTooOld', `Retryable write ${number} is older than ${known.number}`),
      );
    if (known?.number === number) return known.reply;
    const remembered: Remembered = { number, reply: write(), usedAt: this.now().getTime() };
    this.#sessions.set(session, remembered);
    remembered.reply.catch(() => {
      if (this.#sessions.get(session) === remembered) this.#sessions.delete(session);
    });
    return remembered.reply;
  }

  end(sessions: readonly unknown[]): void {
    for (const session of sessions) this.#sessions.delete(sessionOf(session) ?? '');
  }

  forgetIdle(): void {
    const limit = this.now().getTime() - sessionMs;
    for (const [session, { usedAt }] of this.#sessions) if (usedAt < limit) this.#sessions.delete(session);
  }
}

function sessionOf(lsid: unknown): string | undefined {
  const id = isDoc(lsid) ? lsid['id'] : undefined;
  return id instanceof Binary ? id.toString('hex') : undefined;
}
