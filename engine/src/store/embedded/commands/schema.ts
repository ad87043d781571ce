import { CommandError, badValue, unsupported } from '../errors.ts';
import { compileFilter } from '../query/filter.ts';
import type { Collection } from '../storage/collection.ts';
import { Index } from '../storage/index-definition.ts';
import { encodeOrdered } from '../values/ordered.ts';
import { isDoc, type Doc } from '../values/types.ts';
import { docIn, docsIn, namespaceOf, numberIn, type Command, type Request, type Store } from './command.ts';

const inWrite = (run: (request: Request, store: Store) => Doc): Command['run'] => {
  return (request, store) => store.catalogue.pages.write(() => run(request, store));
};

const same = (a: unknown, b: unknown): boolean => encodeOrdered(a).equals(encodeOrdered(b));

const notFound = (namespace: string): CommandError =>
  new CommandError(26, 'NamespaceNotFound', `ns does not exist: ${namespace}`);

const create: Command = {
  members: [],
  run: inWrite((request, store) => {
    // No option of a collection is supported, so a collection that exists always has equal options.
    store.catalogue.ensure(namespaceOf(request));
    return { ok: 1 };
  }),
};

const drop: Command = {
  members: [],
  run: inWrite((request, store) => {
    const namespace = namespaceOf(request);
    const collection = store.catalogue.find(namespace);
    if (!collection) return { ok: 1 };
    store.catalogue.drop(collection);
    store.cursors.killWithin(namespace);
    return { ns: namespace, nIndexesWas: collection.indexes.length + 1, ok: 1 };
  }),
};

const dropDatabase: Command = {
  members: [],
  run: inWrite(({ database }, store) => {
    for (const collection of store.catalogue.list(database)) store.catalogue.drop(collection);
    store.cursors.killWithin(`${database}.`);
    return { dropped: database, ok: 1 };
  }),
};

const listCollections: Command = {
  members: ['filter', 'nameOnly', 'authorizedCollections', 'cursor'],
  run({ body, database }, store) {
    const accepts = compileFilter(docIn(body, 'filter'));
    const described = store.catalogue.list(database).map(({ namespace, options }) => ({
      name: namespace.slice(database.length + 1),
      type: 'collection',
      ...(body['nameOnly'] === true
        ? {}
        : { options, info: { readOnly: false }, idIndex: { v: 2, key: { _id: 1 }, name: '_id_' } }),
    }));
    return firstOf(store, `${database}.$cmd.listCollections`, described.filter(accepts), body);
  },
};

const listDatabases: Command = {
  members: ['filter', 'nameOnly', 'authorizedDatabases'],
  run({ body }, store) {
    const names = new Set(store.catalogue.list().map(({ namespace }) => namespace.slice(0, namespace.indexOf('.'))));
    const accepts = compileFilter(docIn(body, 'filter'));
    return { databases: [...names].map((name) => ({ name })).filter(accepts), ok: 1 };
  },
};

const listIndexes: Command = {
  members: ['cursor'],
  run(request, store) {
    const namespace = namespaceOf(request);
    const collection = store.catalogue.find(namespace);
    if (!collection) throw notFound(namespace);
    const specs = [collection.primary, ...collection.indexes].map(({ record }) => record.spec);
    return firstOf(store, namespace, specs, request.body);
  },
};

function firstOf(store: Store, namespace: string, docs: Doc[], body: Doc): Doc {
  return store.cursors.first(
    namespace,
    docs[Symbol.iterator](),
    numberIn(docIn(body, 'cursor'), 'batchSize') ?? Infinity,
  );
}

type Spec = Index['record']['spec'];
/** Options that mean something here; `v` and `background` are read and not needed. */
const meaningful = new Set(['unique', 'sparse', 'expireAfterSeconds', 'partialFilterExpression']);
const specMembers = new Set(['v', 'key', 'name', 'background', ...meaningful]);
const partialOperators = new Set(['$eq', '$exists', '$gt', '$gte', '$lt', '$lte', '$type']);
const cannotCreate = (message: string): CommandError => new CommandError(67, 'CannotCreateIndex', message);

/** Reads an index specification. @throws CommandError for kinds and options of indexes outside the subset */
function specOf(given: Doc): Spec {
  for (const [member, value] of Object.entries(given))
    if (!specMembers.has(member) && value !== undefined && value !== null)
      throw unsupported(`The index option ${member}`);
  const { key, name } = given;
  const options = Object.fromEntries(Object.entries(given).filter(([member]) => meaningful.has(member)));
  if (!isDoc(key) || typeof name !== 'string') throw cannotCreate('An index needs a key and a name');
  const fields = Object.entries(key);
  if (fields.length === 0) throw cannotCreate('An index needs at least one field');
  for (const [path, direction] of fields) {
    if (typeof direction !== 'number' || path.includes('$'))
      throw unsupported(`An index on ${path}: ${String(direction)}`);
    if (direction === 0) throw cannotCreate('The direction of an index field cannot be 0');
  }
  const expires = options['expireAfterSeconds'];
  if (expires !== undefined && (fields.length > 1 || typeof expires !== 'number' || expires < 0))
    throw cannotCreate('TTL indexes are single-field indexes with a number of seconds');
  if (options['partialFilterExpression'] !== undefined) assertPartialFilter(docIn(options, 'partialFilterExpression'));
  return { v: 2, key: key as Record<string, number>, name, ...options };
}

/** What a partial index leaves out must be told from single values, or the planner could not know when it may use it. */
function assertPartialFilter(filter: Doc): void {
  for (const [path, demand] of Object.entries(filter)) {
    if (path === '$and') docsIn(filter, '$and').forEach(assertPartialFilter);
    else if (path.startsWith('$')) throw unsupported(`${path} in a partial index`, 67, 'CannotCreateIndex');
    for (const operator of isDoc(demand) ? Object.keys(demand) : [])
      if (operator.startsWith('$') && (!partialOperators.has(operator) || demand === false))
        throw unsupported(`${operator} in a partial index`, 67, 'CannotCreateIndex');
  }
}

/** The index that a specification names already; undefined when it is new. @throws CommandError 85 or 86 when it contradicts one */
function existing(collection: Collection, spec: Spec): Index | undefined {
  if (same(spec.key, { _id: 1 })) return collection.primary;
  const byName = collection.indexes.find(({ name }) => name === spec.name);
  const byKey = collection.indexes.find(({ keyPattern }) => same(keyPattern, spec.key));
  if (byName && !same(byName.record.spec, spec))
    throw new CommandError(
      86,
      'IndexKeySpecsConflict',
      `An index named ${spec.name} exists with a different key or different options`,
    );
  if (byKey && byKey !== byName)
    throw new CommandError(
      85,
      'IndexOptionsConflict',
      `Index with the same key already exists as ${byKey.name}, asked for as ${spec.name}`,
    );
  return byName;
}

const createIndexes: Command = {
  members: ['indexes', 'commitQuorum'],
  run: inWrite((request, store) => {
    const specs = docsIn(request.body, 'indexes').map(specOf);
    if (specs.length === 0) throw badValue('Must specify at least one index to create');
    const namespace = namespaceOf(request);
    const createdCollectionAutomatically = !store.catalogue.find(namespace);
    const collection = store.catalogue.ensure(namespace);
    const numIndexesBefore = collection.indexes.length + 1;
    for (const spec of specs)
      if (!existing(collection, spec))
        collection.build(new Index({ id: store.catalogue.nextId(), spec, multikey: false, lossy: false }));
    return { numIndexesBefore, numIndexesAfter: collection.indexes.length + 1, createdCollectionAutomatically, ok: 1 };
  }),
};

const dropIndexes: Command = {
  members: ['index'],
  run: inWrite((request, store) => {
    const namespace = namespaceOf(request);
    const collection = store.catalogue.find(namespace);
    if (!collection) throw notFound(namespace);
    const nIndexesWas = collection.indexes.length + 1;
    for (const index of namedIndexes(collection, request.body['index'])) collection.dropIndex(index);
    return { nIndexesWas, ok: 1 };
  }),
};

function namedIndexes(collection: Collection, wanted: unknown): Index[] {
  if (wanted === '*') return collection.indexes;
  return (Array.isArray(wanted) ? wanted : [wanted]).map((one: unknown) => {
    if (one === '_id_' || (isDoc(one) && same(one, { _id: 1 })))
      throw new CommandError(72, 'InvalidOptions', 'cannot drop _id index');
    const index = collection.indexes.find(({ name, keyPattern }) =>
      isDoc(one) ? same(keyPattern, one) : name === one,
    );
    if (!index)
      throw new CommandError(
        27,
        'IndexNotFound',
        `index not found with name [${String(isDoc(one) ? JSON.stringify(one) : one)}]`,
      );
    return index;
  });
}

export const schemaCommands: Record<string, Command> = {
  create,
  drop,
  dropDatabase,
  listCollections,
  listDatabases,
  listIndexes,
  createIndexes,
  dropIndexes,
};
