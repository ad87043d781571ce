import type { Collection } from '../storage/collection.ts';
import type { Index } from '../storage/index-definition.ts';
import type { Entry, Pages } from '../storage/pages.ts';
import { decodedString } from '../values/ordered.ts';
import { decodeFields, fieldsIn, type Fields } from '../values/partial.ts';
import { decode, type Doc } from '../values/types.ts';
import { compileFilter } from './filter.ts';
import { sorted } from './order.ts';
import { choosePlan, type Hint, type Plan, type Sort, type Stretch } from './plan.ts';
import { toldAbout, type Told } from './told.ts';

/** What a query asks. `limit` 0 asks for all. */
export interface Question {
  filter: Doc;
  sort: Sort;
  skip: number;
  limit: number;
  hint?: Hint | undefined;
}

/** How a question was answered, for explain. The numbers grow while the answer is read. */
export interface Answered {
  plan: Plan;
  keysExamined: number;
  docsExamined: number;
}

interface IndexEntry extends Entry {
  index: Index;
}

/**
 * A document as it was found. Where an index told that it answers, it is read when somebody looks at it, and not at all when
 * its id is all that is wanted.
 */
export class Found {
  #bytes: Buffer | undefined;
  #doc: Doc | undefined;

  constructor(
    /** The bytes that find it again. */
    readonly id: Buffer,
    private readonly read: () => Buffer,
    bytes?: Buffer,
  ) {
    this.#bytes = bytes;
  }

  /** What is stored. */
  get bytes(): Buffer {
    return (this.#bytes ??= this.read());
  }

  get doc(): Doc {
    return (this.#doc ??= decode(this.bytes));
  }

  /** Some of its fields. */
  fields(fields: Fields): Doc {
    return this.#doc ?? decodeFields(this.bytes, fields);
  }

  /** Its id alone. */
  get withId(): Doc {
    const id = this.#doc ? undefined : decodedString(this.id);
    return { _id: id ?? this.doc['_id'] };
  }
}

/** A question about one collection, ready to be answered. */
export class Reading {
  readonly answered: Answered;
  readonly #accepts: (doc: Doc) => boolean;
  /** What the filter looks at. */
  readonly #looksAt: Fields | undefined;
  readonly #told: Told | undefined;

  constructor(
    private readonly pages: Pages,
    private readonly collection: Collection,
    private readonly question: Question,
  ) {
    const { filter, sort, hint } = question;
    this.#accepts = compileFilter(filter);
    const names = fieldsIn(filter);
    this.#looksAt = names && { names, keeps: true };
    this.answered = { plan: choosePlan(collection, filter, sort, hint), keysExamined: 0, docsExamined: 0 };
    this.#told = toldAbout(collection, filter, this.answered.plan);
  }

  /** The documents that answer, in order, skipped and limited. May be read in parts, with writes in between. */
  *documents(): Generator<Found> {
    const { sort, skip, limit } = this.question;
    const { plan } = this.answered;
    const last = limit > 0 ? skip + limit : Infinity;
    // Nothing that is skipped has to be looked at where the index tells what answers, and in which order.
    const passed = plan.exact && plan.sorted ? skip : 0;
    const ordered = plan.sorted ? this.#matching(passed) : sorted(this.#matching(0), sortedBy(sort), sort, last);
    let position = passed;
    this.answered.keysExamined += passed;
    for (const found of ordered) {
      if (position++ >= skip) yield found;
      if (position >= last) return;
    }
  }

  /** How many documents answer. Counts entries without looking at documents where the index alone decides. */
  count(): number {
    const { skip, limit } = this.question;
    const most = limit > 0 ? skip + limit : Infinity;
    return Math.max(0, Math.min(most, this.#countUpTo(most)) - skip);
  }

  #countUpTo(most: number): number {
    const { plan } = this.answered;
    let count = 0;
    if (plan.exact) {
      for (const stretch of plan.stretches) if (count < most) count += this.pages.count(stretch, most - count);
      this.answered.keysExamined += count;
      return count;
    }
    for (const found of this.#matching(0)) if (found && ++count >= most) break;
    return count;
  }

  /**
   * Every document that the filter accepts, each once, in the order of the plan.
   * @param skip of an exact plan, how many to pass over first
   */
  *#matching(skip: number): Generator<Found> {
    const { indexes, exact } = this.answered.plan;
    const mayRepeat = indexes.length > 1 || indexes.some(({ record }) => record.multikey);
    const seen = mayRepeat ? new Set<string>() : undefined;
    for (const entry of this.#entries(skip)) {
      const { index, value } = entry;
      this.answered.keysExamined++;
      const id = index.idOf(entry);
      if (seen?.has(id.toString('latin1'))) continue;
      seen?.add(id.toString('latin1'));
      const told = exact || this.#tell(entry, id);
      if (told === false) continue;
      if (told) {
        yield new Found(id, () => this.#read(index, id, value));
        continue;
      }
      const bytes = index.primary ? value : this.collection.get(id);
      if (!bytes) continue; // deleted since this part of the index was read
      this.answered.docsExamined++;
      const found = new Found(id, () => bytes, bytes);
      if (this.#accepts(this.#looksAt ? found.fields(this.#looksAt) : found.doc)) yield found;
    }
  }

  /** Whether a document answers, as far as entries of indexes tell without it; undefined when it has to be looked at. */
  #tell(entry: IndexEntry, id: Buffer): boolean | undefined {
    if (!this.#told) return undefined;
    const { index, tell } = this.#told;
    if (index === entry.index) return tell(id, index.toldBy(entry));
    const beside = this.pages.get(Buffer.concat([index.prefix, id]));
    this.answered.keysExamined++;
    return beside && tell(id, beside);
  }

  #read(index: Index, id: Buffer, value: Buffer): Buffer {
    this.answered.docsExamined++;
    const bytes = index.primary ? value : this.collection.get(id);
    if (!bytes) throw new Error(`The index ${index.name} names a document that is not there`);
    return bytes;
  }

  *#entries(skip: number): Generator<IndexEntry> {
    const { stretches, reverse, sorted: inOrder } = this.answered.plan;
    const [first, ...others] = stretches;
    if (!first) return;
    if (others.length === 0) yield* this.#walk(first, reverse, skip);
    else {
      const isMerged = inOrder && this.question.sort.length > 0;
      let passed = 0;
      for (const entry of isMerged ? this.#merged(stretches, reverse) : this.#joined(stretches, reverse))
        if (passed++ >= skip) yield entry;
    }
  }

  *#joined(stretches: Stretch[], reverse: boolean): Generator<IndexEntry> {
    for (const stretch of stretches) yield* this.#walk(stretch, reverse);
  }

  *#walk(stretch: Stretch, reverse: boolean, skip = 0): Generator<IndexEntry> {
    for (const { key, value } of this.pages.walk(stretch, reverse, skip)) yield { index: stretch.index, key, value };
  }

  /** Several stretches of one index as one, in the order of what follows their different beginnings. */
  *#merged(stretches: Stretch[], reverse: boolean): Generator<IndexEntry> {
    const heads = stretches.map((stretch) => {
      const walk = this.#walk(stretch, reverse);
      return { walk, shared: stretch.shared, next: nextOf(walk) };
    });
    for (;;) {
      let first: (typeof heads)[number] | undefined;
      let rest: Buffer | undefined;
      for (const head of heads) {
        const candidate = head.next?.key.subarray(head.shared);
        if (!candidate || (rest && Buffer.compare(candidate, rest) * (reverse ? -1 : 1) >= 0)) continue;
        first = head;
        rest = candidate;
      }
      if (!first?.next) return;
      yield first.next;
      first.next = nextOf(first.walk);
    }
  }
}

/** What of a document its place in an order hangs on; the rest of it is not read for that. */
function sortedBy(sort: Sort): (found: Found) => Doc {
  const names = new Set(sort.map(([path]) => path.split('.', 1)[0] ?? path));
  return names.size === 1 && names.has('_id')
    ? ({ withId }) => withId
    : (found) => found.fields({ names, keeps: true });
}

function nextOf(walk: Iterator<IndexEntry>): IndexEntry | undefined {
  const { done, value } = walk.next();
  return done ? undefined : value;
}
