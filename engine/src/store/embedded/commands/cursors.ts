import { Long, calculateObjectSize } from 'bson';
import { CommandError } from '../errors.ts';
import type { Doc } from '../values/types.ts';

const batchBytes = 16 * 1024 * 1024;
const firstBatchSize = 101;
/** MongoDB forgets a cursor that nobody read for ten minutes. */
const idleMs = 10 * 60_000;

interface OpenCursor {
  namespace: string;
  documents: Iterator<Doc>;
  /** Read already, for the next batch. */
  pending: Doc;
  lastUsedAt: number;
}

/** Answers that did not fit into one batch. They hold no snapshot of the data, only where to go on. */
export class Cursors {
  readonly #open = new Map<number, OpenCursor>();
  #lastId = 0;

  constructor(private readonly now: () => Date) {}

  get size(): number {
    return this.#open.size;
  }

  /** The first batch of an answer, and a cursor for the rest if there is a rest that is wanted. */
  first(namespace: string, documents: Iterator<Doc>, batchSize = firstBatchSize, single = false): Doc {
    const { batch, pending } = take(documents, batchSize);
    const id = pending && !single ? ++this.#lastId : 0;
    if (pending && id) this.#open.set(id, { namespace, documents, pending, lastUsedAt: this.now().getTime() });
    return { cursor: { firstBatch: batch, id: Long.fromNumber(id), ns: namespace }, ok: 1 };
  }

  /** @throws CommandError 43 when the cursor is finished, killed, expired, or of another collection */
  next(id: number, namespace: string, batchSize = Infinity): Doc {
    const cursor = this.#open.get(id);
    if (!cursor || cursor.namespace !== namespace)
      throw new CommandError(43, 'CursorNotFound', `cursor id ${id} not found`);
    const { batch, pending } = take(cursor.documents, batchSize, cursor.pending);
    if (pending) Object.assign(cursor, { pending, lastUsedAt: this.now().getTime() });
    else this.#open.delete(id);
    return { cursor: { nextBatch: batch, id: Long.fromNumber(pending ? id : 0), ns: namespace }, ok: 1 };
  }

  kill(id: number): boolean {
    return this.#open.delete(id);
  }

  /** Forgets cursors of a collection that is gone, or of a whole database (`shop.`). */
  killWithin(namespace: string): void {
    for (const [id, cursor] of this.#open)
      if (cursor.namespace === namespace || (namespace.endsWith('.') && cursor.namespace.startsWith(namespace)))
        this.#open.delete(id);
  }

  forgetIdle(): void {
    const limit = this.now().getTime() - idleMs;
    for (const [id, { lastUsedAt }] of this.#open) if (lastUsedAt < limit) this.#open.delete(id);
  }
}

/** Reads documents up to a number and a size, and one more to know whether there is one. */
function take(documents: Iterator<Doc>, size: number, first?: Doc): { batch: Doc[]; pending: Doc | undefined } {
  const batch: Doc[] = [];
  let bytes = 0;
  let next = first ?? read(documents);
  while (next && batch.length < size) {
    bytes += calculateObjectSize(next);
    if (bytes > batchBytes && batch.length > 0) break;
    batch.push(next);
    next = read(documents);
  }
  return { batch, pending: next };
}

function read(documents: Iterator<Doc>): Doc | undefined {
  const { done, value } = documents.next();
  return done ? undefined : value;
}
