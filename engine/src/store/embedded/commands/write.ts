import { ObjectId } from 'bson';
import { CommandError, asWriteError, unsupported } from '../errors.ts';
import { sortOf } from '../query/order.ts';
import { compileProjection } from '../query/projection.ts';
import { Reading, type Found } from '../query/read.ts';
import type { Collection } from '../storage/collection.ts';
import { decode, has, type Doc } from '../values/types.ts';
import { compileUpdate, seedOf, type Update } from '../write/update.ts';
import { docIn, docsIn, namespaceOf, type Command, type Request, type Store } from './command.ts';

/** Runs the statements of a bulk one by one: an ordered bulk stops at its first error, an unordered one tries the rest. */
function eachStatement(body: Doc, statements: readonly Doc[], run: (statement: Doc, index: number) => void): Doc {
  const writeErrors: Doc[] = [];
  for (const [index, statement] of statements.entries()) {
    try {
      run(statement, index);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      writeErrors.push(asWriteError(error, index));
      if (body['ordered'] !== false) break;
    }
  }
  return writeErrors.length > 0 ? { writeErrors } : {};
}

function refuseMembers(statement: Doc, known: readonly string[], what: string): void {
  for (const [member, value] of Object.entries(statement))
    if (!known.includes(member) && value !== undefined && value !== null)
      throw unsupported(`The option ${member} of ${what}`);
}

/** A new document as it is stored: with an id, which comes first. */
const withId = ({ _id = new ObjectId(), ...rest }: Doc): Doc => ({ _id, ...rest });

/** Writes run in the store's queue and are answered once they are on disk; a repeated one gets its first answer. */
const writing = (run: (request: Request, store: Store) => Doc): Command['run'] => {
  return (request, store) =>
    store.retries.once(request.body, () => store.catalogue.pages.write(() => run(request, store)));
};

const insert: Command = {
  members: ['documents', 'ordered', 'bypassDocumentValidation'],
  run: writing((request, store) => {
    const collection = store.catalogue.ensure(namespaceOf(request));
    let n = 0;
    const errors = eachStatement(request.body, docsIn(request.body, 'documents'), (doc) => {
      collection.insert(withId(doc));
      n++;
    });
    return { n, ...errors, ok: 1 };
  }),
};

function compile(statement: Doc, change: unknown, filter: Doc, store: Store): Update {
  return compileUpdate(change, filter, docsIn(statement, 'arrayFilters'), store.now());
}

/** Inserts what an upsert describes, since nothing matched. */
function upsert(collection: Collection, filter: Doc, update: Update): Doc {
  const doc = withId(update.apply(seedOf(filter, update.replaces), true));
  collection.insert(doc);
  return doc;
}

/** Everything that is found, before anything is changed: a change must not meet its own traces in the index. */
function foundBy(store: Store, collection: Collection, filter: Doc, sort: Doc, limit: number): Found[] {
  const question = { filter, sort: sortOf(sort), skip: 0, limit };
  return [...new Reading(store.catalogue.pages, collection, question).documents()];
}

const update: Command = {
  members: ['updates', 'ordered', 'bypassDocumentValidation'],
  run: writing((request, store) => {
    const collection = store.catalogue.ensure(namespaceOf(request));
    const counts = { n: 0, nModified: 0 };
    const upserted: Doc[] = [];
    const errors = eachStatement(request.body, docsIn(request.body, 'updates'), (statement, index) => {
      refuseMembers(statement, ['q', 'u', 'multi', 'upsert', 'arrayFilters'], 'update');
      const filter = docIn(statement, 'q');
      const change = compile(statement, statement['u'], filter, store);
      const multi = statement['multi'] === true;
      if (multi && change.replaces)
        throw new CommandError(9, 'FailedToParse', 'multi update is not supported for replacement-style update');
      const found = foundBy(store, collection, filter, {}, multi ? 0 : 1);
      for (const { id, bytes, doc } of found) {
        if (collection.replace(id, bytes, change.apply(doc, false))) counts.nModified++;
        counts.n++;
      }
      if (found.length > 0 || statement['upsert'] !== true) return;
      upserted.push({ index, _id: upsert(collection, filter, change)['_id'] });
      counts.n++;
    });
    return { ...counts, ...(upserted.length > 0 ? { upserted } : {}), ...errors, ok: 1 };
  }),
};

const remove: Command = {
  members: ['deletes', 'ordered'],
  run: writing((request, store) => {
    const collection = store.catalogue.find(namespaceOf(request));
    let n = 0;
    const errors = eachStatement(request.body, docsIn(request.body, 'deletes'), (statement) => {
      refuseMembers(statement, ['q', 'limit'], 'delete');
      if (!collection) return;
      for (const { id, doc } of foundBy(
        store,
        collection,
        docIn(statement, 'q'),
        {},
        statement['limit'] === 1 ? 1 : 0,
      )) {
        collection.remove(id, doc);
        n++;
      }
    });
    return { n, ...errors, ok: 1 };
  }),
};

const findAndModify: Command = {
  members: ['query', 'sort', 'remove', 'update', 'new', 'fields', 'upsert', 'arrayFilters', 'bypassDocumentValidation'],
  run: writing((request, store) => {
    const { body } = request;
    const removes = body['remove'] === true;
    if (removes === has(body, 'update'))
      throw new CommandError(9, 'FailedToParse', 'Either an update or remove=true must be specified');
    const filter = docIn(body, 'query');
    const { of: project } = compileProjection(docIn(body, 'fields'));
    const change = removes ? undefined : compile(body, body['update'], filter, store);
    const collection = store.catalogue.ensure(namespaceOf(request));
    const [found] = foundBy(store, collection, filter, docIn(body, 'sort'), 1);
    const answer = (value: Doc | undefined, lastErrorObject: Doc): Doc => ({
      lastErrorObject,
      value: value ? project(value) : null,
      ok: 1,
    });
    if (!change) {
      if (found) collection.remove(found.id, found.doc);
      return answer(found?.doc, { n: found ? 1 : 0 });
    }
    if (!found) {
      if (body['upsert'] !== true) return answer(undefined, { n: 0, updatedExisting: false });
      const doc = upsert(collection, filter, change);
      return answer(body['new'] === true ? doc : undefined, { n: 1, updatedExisting: false, upserted: doc['_id'] });
    }
    const before = decode(found.bytes);
    const after = change.apply(found.doc, false);
    collection.replace(found.id, found.bytes, after);
    return answer(body['new'] === true ? after : before, { n: 1, updatedExisting: true });
  }),
};

export const writeCommands: Record<string, Command> = {
  insert,
  update,
  delete: remove,
  findAndModify,
  findandmodify: findAndModify,
};
