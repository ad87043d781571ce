import { CommandError } from '../errors.ts';
import { decode, encode, type Doc } from '../values/types.ts';
import { Collection, under } from './collection.ts';
import { Index, prefixOf, type IndexRecord } from './index-definition.ts';
import { Pages } from './pages.ts';

/** The catalogue's own entries: object number 0, then the namespace. */
const cataloguePrefix = prefixOf(0);

/** The collections and what is known of them. Memory mirrors the file; whoever changes one changes both, in one transaction. */
export class Catalogue {
  readonly pages: Pages;
  #collections = new Map<string, Collection>();
  #lastId = 0;

  constructor(folder: string, durable: boolean) {
    this.pages = new Pages(folder, durable, () => this.#load());
    this.#load();
  }

  /** The collection of this name, as `database.collection`, if it exists. */
  find(namespace: string): Collection | undefined {
    return this.#collections.get(namespace);
  }

  /** All collections of a database, by name; of every database without one. */
  list(database?: string): Collection[] {
    const all = [...this.#collections.values()];
    return database === undefined ? all : all.filter(({ namespace }) => namespace.startsWith(`${database}.`));
  }

  /** The collection of this name, made when it does not exist yet. Only inside a write. */
  ensure(namespace: string, options: Doc = {}): Collection {
    const found = this.find(namespace);
    if (found) return found;
    const name = namespace.slice(namespace.indexOf('.') + 1);
    if (!name || name.includes('$') || name.includes('\0') || namespace.length > 255)
      throw new CommandError(73, 'InvalidNamespace', `Invalid collection name: ${namespace}`);
    const made = this.#open(namespace, this.nextId(), options, []);
    this.#save(made);
    return made;
  }

  /** Only inside a write. */
  drop(collection: Collection): void {
    collection.clear();
    this.pages.remove(Buffer.concat([cataloguePrefix, Buffer.from(collection.namespace)]));
    this.#collections.delete(collection.namespace);
  }

  /** A number for a new collection or index. Numbers are not used twice while the store runs: an old cursor finds nothing. */
  nextId(): number {
    return ++this.#lastId;
  }

  #open(namespace: string, id: number, options: Doc, indexes: Index[]): Collection {
    const collection = new Collection(namespace, id, options, indexes, this.pages, (changed) => this.#save(changed));
    this.#collections.set(namespace, collection);
    return collection;
  }

  #save({ namespace, id, options, indexes }: Collection): void {
    const records = indexes.map(({ record }) => record);
    this.pages.put(Buffer.concat([cataloguePrefix, Buffer.from(namespace)]), encode({ id, options, indexes: records }));
  }

  #load(): void {
    this.#collections.clear();
    for (const { key, value } of this.pages.walk(under(cataloguePrefix))) {
      const { id, options, indexes } = decode(value) as { id: number; options: Doc; indexes: IndexRecord[] };
      this.#lastId = Math.max(this.#lastId, id, ...indexes.map((index) => index.id));
      const opened = indexes.map((record) => new Index(record));
      this.#open(key.subarray(cataloguePrefix.length).toString(), id, options, opened);
    }
  }
}
