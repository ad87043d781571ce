import type { Store } from './commands/command.ts';
import type { Collection } from './storage/collection.ts';
import type { Index } from './storage/index-definition.ts';
import { compareValues } from './values/ordered.ts';
import { reach } from './values/paths.ts';
import { Reading } from './query/read.ts';

/** Documents deleted in one transaction, so that other writes get their turn in between. */
const portion = 500;

/**
 * Deletes the documents whose time is over, by the TTL indexes: `expireAfterSeconds` after the date in the indexed field,
 * the earliest one where that is an array. Fields without a date never expire.
 * @returns how many were deleted
 */
export async function deleteExpired(store: Store): Promise<number> {
  let deleted = 0;
  for (const { namespace } of store.catalogue.list()) {
    for (let more = true; more;) {
      const portionDeleted = await store.catalogue.pages.write(() => deletePortion(store, namespace));
      deleted += portionDeleted;
      more = portionDeleted > 0;
    }
  }
  return deleted;
}

function deletePortion(store: Store, namespace: string): number {
  const collection = store.catalogue.find(namespace);
  let deleted = 0;
  for (const index of collection?.indexes ?? []) if (collection) deleted += deleteByIndex(store, collection, index);
  return deleted;
}

function deleteByIndex(store: Store, collection: Collection, index: Index): number {
  const seconds = index.expiresAfterSeconds();
  const path = index.fields[0]?.path;
  if (seconds === undefined || path === undefined) return 0;
  const limit = new Date(store.now().getTime() - seconds * 1000);
  const filter = { ...index.partial, $and: [{ [path]: { $lte: limit } }] };
  const found = [
    ...new Reading(store.catalogue.pages, collection, { filter, sort: [], skip: 0, limit: portion }).documents(),
  ];
  const expired = found.filter(({ doc }) =>
    reach(doc, path).values.some((value) => value instanceof Date && compareValues(value, limit) <= 0),
  );
  for (const { id, doc } of expired) collection.remove(id, doc);
  return expired.length;
}
