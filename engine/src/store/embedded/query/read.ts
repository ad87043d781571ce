import type { Collection } from '../storage/collection.ts';
import type { Index } from '../storage/index-definition.ts';
import type { Entry, Pages } from '../storage/pages.ts';
import { decode, type Doc } from '../values/types.ts';
import { compileFilter } from './filter.ts';
import { sorted } from './order.ts';
import { choosePlan, type Plan, type Sort, type Stretch } from './plan.ts';

/** A document as it was found. `id` are the bytes that find it again, `bytes` what is stored. */
export interface Found {
  id: Buffer;
  bytes: Buffer;
  doc: Doc;
}

/** What a query asks. `limit` 0 asks for all. */
export interface Question {
  filter: Doc;
  sort: Sort;
  skip: number;
  limit: number;
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

/** A question about one collection, ready to be answered. */
export class Reading {
  readonly answered: Answered;
  readonly #accepts: (doc: Doc) => boolean;

  constructor(
    private readonly pages: Pages,
    private readonly collection: Collection,
    private readonly question: Question,
  ) {
    this.#accepts = compileFilter(question.filter);
    this.answered = { plan: choosePlan(collection, question.filter, question.sort), keysExamined: 0, docsExamined: 0 };
  }

  /** The documents that answer, in order, skipped and limited. May be read in parts, with writes in between. */
  *documents(): Generator<Found> {
    const { sort, skip, limit } = this.question;
    const last = limit > 0 ? skip + limit : Infinity;
    const ordered = this.answered.plan.sorted
      ? this.#matching()
      : sorted(this.#matching(), ({ doc }) => doc, sort, last);
    let position = 0;
    for (const found of ordered) {
      if (position++ >= skip) yield found;
      if (position >= last) return;
    }
  }

  /** How many documents answer. Counts entries without looking at documents where the index alone decides. */
  count(): number {
    const { skip, limit } = this.question;
    const { plan } = this.answered;
    let count = 0;
    if (plan.exact) for (const stretch of plan.stretches) count += this.pages.count(stretch);
    else for (const found of this.#matching()) count += found ? 1 : 0;
    const rest = Math.max(0, count - skip);
    return limit > 0 ? Math.min(limit, rest) : rest;
  }

  /** Every document that the filter accepts, each once, in the order of the plan. */
  *#matching(): Generator<Found> {
    const { indexes } = this.answered.plan;
    const mayRepeat = indexes.length > 1 || indexes.some(({ record }) => record.multikey);
    const seen = mayRepeat ? new Set<string>() : undefined;
    for (const { index, key, value } of this.#entries()) {
      this.answered.keysExamined++;
      const id = index.primary ? key.subarray(index.prefix.length) : value;
      if (seen?.has(id.toString('latin1'))) continue;
      seen?.add(id.toString('latin1'));
      const bytes = index.primary ? value : this.collection.get(id);
      if (!bytes) continue; // deleted since this part of the index was read
      this.answered.docsExamined++;
      const doc = decode(bytes);
      if (this.#accepts(doc)) yield { id, bytes, doc };
    }
  }

  *#entries(): Generator<IndexEntry> {
    const { stretches, reverse, sorted: inOrder } = this.answered.plan;
    if (inOrder && this.question.sort.length > 0 && stretches.length > 1) yield* this.#merged(stretches, reverse);
    else for (const stretch of stretches) yield* this.#walk(stretch, reverse);
  }

  *#walk(stretch: Stretch, reverse: boolean): Generator<IndexEntry> {
    for (const { key, value } of this.pages.walk(stretch, reverse)) yield { index: stretch.index, key, value };
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

function nextOf(walk: Iterator<IndexEntry>): IndexEntry | undefined {
  const { done, value } = walk.next();
  return done ? undefined : value;
}
