import { duplicateKey, badValue } from '../errors.ts';
import { encodeOrdered, successor } from '../values/ordered.ts';
import { decodeFields } from '../values/partial.ts';
import { storable } from '../values/storable.ts';
import { decode, type Doc } from '../values/types.ts';
import { Index, longestId, prefixOf, type IndexKey } from './index-definition.ts';
import type { KeyRange, Pages } from './pages.ts';

/** A document's `_id` as the bytes that find it. */
export function idKey(id: unknown): Buffer {
  const key = encodeOrdered(id);
  if (key.length > longestId) throw badValue(`An _id may take ${longestId} bytes; this one takes ${key.length}`);
  return key;
}

/** Everything that begins with a prefix. */
export const under = (prefix: Buffer): KeyRange => ({ start: prefix, end: successor(prefix) });

interface Change {
  index: Index;
  put: IndexKey[];
  remove: IndexKey[];
}

/**
 * One collection's documents and the entries of its indexes, kept in step. Every check of a document comes before its
 * first put, so a refused document leaves no trace in the transaction that it shares with others.
 */
export class Collection {
  readonly primary: Index;
  readonly prefix: Buffer;
  indexes: Index[];

  constructor(
    readonly namespace: string,
    readonly id: number,
    readonly options: Doc,
    indexes: Index[],
    private readonly pages: Pages,
    private readonly saveDefinition: (collection: Collection) => void,
  ) {
    this.prefix = prefixOf(id);
    this.indexes = indexes;
    this.primary = new Index(
      { id, spec: { v: 2, key: { _id: 1 }, name: '_id_' }, multikey: false, lossy: false },
      true,
    );
  }

  get(id: Buffer): Buffer | undefined {
    return this.pages.get(Buffer.concat([this.prefix, id]));
  }

  count(): number {
    return this.pages.count(under(this.prefix));
  }

  /** @throws CommandError 11000 when the id or a unique value is taken */
  insert(doc: Doc): void {
    const bytes = storable(doc);
    const id = idKey(doc['_id']);
    if (this.get(id)) throw duplicateKey(this.namespace, '_id_', { _id: 1 }, { _id: doc['_id'] });
    this.#apply(id, this.#changes(id, undefined, doc), bytes);
  }

  /** @returns whether the stored bytes changed */
  replace(id: Buffer, before: Buffer, doc: Doc): boolean {
    const bytes = storable(doc);
    if (bytes.equals(before)) return false;
    this.#apply(id, this.#changes(id, decode(before), doc), bytes);
    return true;
  }

  remove(id: Buffer, before: Doc): void {
    this.#apply(id, this.#changes(id, before, undefined), undefined);
  }

  /** Adds an index and the entries of all documents. Nothing is put when existing documents break its promise. */
  build(index: Index): void {
    try {
      // One document after the other: however many there are, they are never in memory together.
      for (const { key, value } of this.pages.walk(under(this.prefix))) {
        const doc = index.looksAt ? decodeFields(value, index.looksAt) : decode(value);
        const change = this.#changeOf(index, undefined, doc);
        const id = key.subarray(this.prefix.length);
        if (index.unique) for (const put of change.put) this.#assertFree(index, put, id);
        this.#put(id, change);
      }
    } catch (error) {
      this.#clear(index.prefix);
      throw error;
    }
    this.indexes = [...this.indexes, index];
    this.saveDefinition(this);
  }

  dropIndex(index: Index): void {
    this.indexes = this.indexes.filter((kept) => kept !== index);
    this.#clear(index.prefix);
    this.saveDefinition(this);
  }

  clear(): void {
    for (const { prefix } of [this.primary, ...this.indexes]) this.#clear(prefix);
  }

  #clear(prefix: Buffer): void {
    for (const { key } of this.pages.walk(under(prefix))) this.pages.remove(key);
  }

  #changes(id: Buffer, before: Doc | undefined, after: Doc | undefined): Change[] {
    const changes = this.indexes.map((index) => this.#changeOf(index, before, after));
    for (const { index, put } of changes) if (index.unique) for (const key of put) this.#assertFree(index, key, id);
    return changes;
  }

  #changeOf(index: Index, before: Doc | undefined, after: Doc | undefined): Change {
    const old = before ? index.keysOf(before).keys : [];
    const fresh = after ? index.keysOf(after) : { keys: [], multikey: false, lossy: false };
    if ((fresh.multikey && !index.record.multikey) || (fresh.lossy && !index.record.lossy)) {
      index.record.multikey ||= fresh.multikey;
      index.record.lossy ||= fresh.lossy;
      if (this.indexes.includes(index)) this.saveDefinition(this);
    }
    const without = (keys: IndexKey[], others: IndexKey[]): IndexKey[] =>
      keys.filter(({ bytes }) => !others.some((other) => other.bytes.equals(bytes)));
    return { index, put: without(fresh.keys, old), remove: without(old, fresh.keys) };
  }

  #assertFree(index: Index, { bytes, values }: IndexKey, id: Buffer): void {
    for (const { value } of this.pages.walk(under(Buffer.concat([index.prefix, bytes]))))
      if (!value.equals(id)) throw duplicateKey(this.namespace, index.name, index.keyPattern, index.keyValue(values));
  }

  #apply(id: Buffer, changes: Change[], bytes: Buffer | undefined): void {
    for (const change of changes) this.#put(id, change);
    const key = Buffer.concat([this.prefix, id]);
    if (bytes) this.pages.put(key, bytes);
    else this.pages.remove(key);
  }

  #put(id: Buffer, { index, put, remove }: Change): void {
    for (const { bytes } of remove) this.pages.remove(index.entryOf(bytes, id).key);
    for (const { bytes } of put) {
      const { key, value } = index.entryOf(bytes, id);
      this.pages.put(key, value);
    }
  }
}
