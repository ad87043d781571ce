import { CommandError } from '../errors.ts';
import { compileFilter, type Predicate } from '../query/filter.ts';
import { fieldsIn, type Fields } from '../values/partial.ts';
import type { Entry } from './pages.ts';
import { emptyArrayKey, encodeOrdered, inverted, shortened } from '../values/ordered.ts';
import { reach } from '../values/paths.ts';
import { has, type Doc } from '../values/types.ts';

/** Bytes that the fields of one index key may share: lmdb allows 1978, less the object number and the longest id. */
const fieldBudget = 1440;
export const longestId = 512;

export interface IndexField {
  path: string;
  descending: boolean;
}

/** What is remembered of an index between runs: the specification as it was given, and what its entries turned out to be. */
export interface IndexRecord {
  id: number;
  spec: Doc & { key: Record<string, number>; name: string };
  /** Some document has an array on an indexed path. */
  multikey: boolean;
  /** Some value was longer than a key allows and is kept as a digest: the index no longer tells the order of values. */
  lossy: boolean;
}

/** One entry that a document has in an index: its key without the document's id, and the values that made it. */
export interface IndexKey {
  bytes: Buffer;
  values: unknown[];
}

export interface IndexKeys {
  keys: IndexKey[];
  multikey: boolean;
  lossy: boolean;
}

/** The number of a collection or an index, as the four bytes that all its keys begin with. */
export function prefixOf(id: number): Buffer {
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32BE(id);
  return prefix;
}

/**
 * An index at work: it turns documents into keys, and knows what its entries can be trusted for.
 *
 * One that begins with the id finds nothing that the id itself does not find. Its entries are a small copy of what a filter
 * looks at, found by the id alone, which spares reading the documents: what follows the id is kept beside the key.
 */
export class Index {
  readonly prefix: Buffer;
  readonly fields: readonly IndexField[];
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly partial: Doc | undefined;
  /** Longest encoding of one field; longer ones are shortened to it. */
  readonly fieldLimit: number;
  /** It begins with the id. */
  readonly isById: boolean;
  /** The fields at the top of a document that decide on its keys; undefined when it may be all of them. */
  readonly looksAt: Fields | undefined;
  readonly #covers: Predicate | undefined;

  constructor(
    readonly record: IndexRecord,
    /** The index of ids, whose entries are the documents themselves. */
    readonly primary = false,
  ) {
    const { spec } = record;
    this.prefix = prefixOf(record.id);
    this.fields = Object.entries(spec.key).map(([path, direction]) => ({ path, descending: direction < 0 }));
    this.unique = primary || spec['unique'] === true;
    this.sparse = spec['sparse'] === true;
    this.partial = spec['partialFilterExpression'] as Doc | undefined;
    this.fieldLimit = primary ? longestId : Math.floor(fieldBudget / this.fields.length);
    this.#covers = this.partial && compileFilter(this.partial);
    const [first, ...others] = this.fields;
    this.isById = !this.unique && others.length > 0 && first?.path === '_id' && !first.descending;
    const names = fieldsIn({ ...spec.key, ...this.partial });
    this.looksAt = names && { names, keeps: true };
  }

  get name(): string {
    return this.record.spec.name;
  }

  get keyPattern(): Record<string, number> {
    return this.record.spec.key;
  }

  /** The fields that its keys are in the order of. */
  get searched(): readonly IndexField[] {
    return this.isById ? this.fields.slice(0, 1) : this.fields;
  }

  /** The fields that an entry tells of besides the id, as they follow each other in `told`. */
  get tells(): readonly IndexField[] {
    return this.isById ? this.fields.slice(1) : this.fields;
  }

  /** The entry of a document. @param bytes as `keysOf` made them */
  entryOf(bytes: Buffer, id: Buffer): Entry {
    if (this.isById) return { key: Buffer.concat([this.prefix, id]), value: bytes };
    return { key: Buffer.concat([this.prefix, bytes, id]), value: id };
  }

  /** The id of the document that an entry stands for, as the bytes that find it. */
  idOf({ key, value }: Entry): Buffer {
    return this.primary || this.isById ? key.subarray(this.prefix.length) : value;
  }

  /** What an entry tells of its document. */
  toldBy({ key, value }: Entry): Buffer {
    return this.isById ? value : key.subarray(this.prefix.length);
  }

  /** One value as it stands in this index's keys. */
  encodeField(value: unknown, field: IndexField): Buffer {
    const encoded = Array.isArray(value) && value.length === 0 ? emptyArrayKey : encodeOrdered(value);
    const fitted = shortened(encoded, this.isById && field.path === '_id' ? longestId : this.fieldLimit);
    return field.descending ? inverted(fitted) : fitted;
  }

  /** The keys of a document; none when a sparse or partial index leaves it out. */
  keysOf(doc: Doc): IndexKeys {
    const result: IndexKeys = { keys: [], multikey: false, lossy: false };
    if (this.#covers && !this.#covers(doc)) return result;
    const reached = this.fields.map(({ path }) => reach(doc, path));
    if (this.sparse && reached.every(({ values }) => values.every((value) => value === undefined))) return result;
    const arrays = reached.filter(({ throughArray }) => throughArray);
    if (arrays.length > 1)
      throw new CommandError(171, 'CannotIndexParallelArrays', `cannot index parallel arrays (${this.name})`);
    result.multikey = arrays.length > 0;
    const tuples = arrays[0]?.values.map((element) =>
      reached.map((r) => (r === arrays[0] ? element : r.values[0])),
    ) ?? [reached.map(({ values }) => values[0])];
    const seen = tuples.length > 1 ? new Set<string>() : undefined;
    for (const values of tuples) {
      const all = this.fields.map((field, at) => this.encodeField(values[at], field));
      const encoded = this.isById ? all.slice(1) : all;
      const bytes = Buffer.concat(encoded);
      result.lossy ||= encoded.some(({ length }) => length === this.fieldLimit);
      if (!seen?.has(bytes.toString('latin1'))) result.keys.push({ bytes, values });
      seen?.add(bytes.toString('latin1'));
    }
    return result;
  }

  /** Which fields of a key hold which values, as error 11000 reports them. */
  keyValue(values: unknown[]): Doc {
    return Object.fromEntries(this.fields.map(({ path }, at) => [path, values[at] ?? null]));
  }

  expiresAfterSeconds(): number | undefined {
    const seconds = this.record.spec['expireAfterSeconds'];
    return has(this.record.spec, 'expireAfterSeconds') && typeof seconds === 'number' ? seconds : undefined;
  }
}
