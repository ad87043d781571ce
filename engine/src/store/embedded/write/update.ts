import { CommandError, badValue, unsupported } from '../errors.ts';
import { runStages } from '../query/aggregate.ts';
import { setPath } from '../values/paths.ts';
import { sameValue } from '../values/ordered.ts';
import { has, isDoc, type Doc } from '../values/types.ts';
import { updateOperators } from './operators.ts';
import { arrayFiltersOf, targetsOf, type Positions } from './targets.ts';

/** An update, read and checked: turns a document into its successor. */
export interface Update {
  /** Whole documents replace; operators and pipelines change. */
  replaces: boolean;
  /** @param doc is changed; use only what is returned */
  apply: (doc: Doc, inserting: boolean) => Doc;
}

/**
 * Reads the `u` of an update or the `update` of a findAndModify.
 * @throws CommandError for operators outside the subset and for paths that conflict
 */
export function compileUpdate(update: unknown, filter: Doc, arrayFilters: readonly Doc[], now: Date): Update {
  if (Array.isArray(update)) return pipelineUpdate(update as Doc[]);
  if (!isDoc(update)) throw badValue('An update must be a document or a pipeline');
  const names = Object.keys(update);
  if (!names.some((name) => name.startsWith('$'))) return replacement(update);
  for (const name of names)
    if (!has(updateOperators, name)) throw unsupported(`The update operator ${name}`, 9, 'FailedToParse');
  const positions = { filter, arrayFilters: arrayFiltersOf(arrayFilters) };
  assertNoConflicts(update);
  return {
    replaces: false,
    apply: (doc, inserting) => keepingId(doc, () => applyOperators(doc, update, inserting, positions, now)),
  };
}

function applyOperators(doc: Doc, update: Doc, inserting: boolean, positions: Positions, now: Date): Doc {
  for (const [name, operands] of Object.entries(update)) {
    const operator = updateOperators[name];
    if (!operator || (name === '$setOnInsert' && !inserting)) continue;
    for (const [path, operand] of Object.entries(operands as Doc))
      for (const target of targetsOf(doc, path, operator.creates, positions)) operator.apply(target, operand, now);
  }
  return doc;
}

/** Two operators may not write the same place, nor one inside the other's. */
function assertNoConflicts(update: Doc): void {
  const paths: string[] = [];
  for (const [name, operands] of Object.entries(update)) {
    if (!isDoc(operands))
      throw new CommandError(9, 'FailedToParse', `Modifiers operate on fields: ${name} needs a document`);
    for (const path of Object.keys(operands)) {
      const other = paths.find((seen) => seen === path || seen.startsWith(`${path}.`) || path.startsWith(`${seen}.`));
      if (other)
        throw new CommandError(
          40,
          'ConflictingUpdateOperators',
          `Updating the path '${path}' would create a conflict at '${other}'`,
        );
      paths.push(path);
    }
  }
}

function replacement(update: Doc): Update {
  return {
    replaces: true,
    apply: (doc) => keepingId(doc, () => (has(doc, '_id') ? { _id: doc['_id'], ...update } : { ...update })),
  };
}

const pipelineStages = new Set(['$set', '$addFields', '$unset', '$project', '$replaceRoot', '$replaceWith']);

function pipelineUpdate(stages: Doc[]): Update {
  for (const stage of stages)
    for (const name of Object.keys(stage))
      if (!pipelineStages.has(name)) throw unsupported(`The stage ${name} in an update`, 9, 'FailedToParse');
  return { replaces: false, apply: (doc) => keepingId(doc, () => runStages([doc], stages)[0] ?? doc) };
}

/** An update may name the `_id` that a document has already, never another. */
function keepingId(doc: Doc, change: () => Doc): Doc {
  const had = has(doc, '_id');
  const id = doc['_id'];
  const changed = change();
  if (had && !(has(changed, '_id') && sameValue(changed['_id'], id)))
    throw new CommandError(
      66,
      'ImmutableField',
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    );
  return changed;
}

/** What an upsert starts from: the fields that the filter pins to one value. */
export function seedOf(filter: Doc, replaces: boolean): Doc {
  const seed: Doc = {};
  for (const [path, demand] of pinned(filter)) if (!replaces || path === '_id') setPath(seed, path, demand);
  return seed;
}

function pinned(filter: Doc): Array<[string, unknown]> {
  return Object.entries(filter).flatMap(([path, demand]): Array<[string, unknown]> => {
    if (path === '$and') return (demand as Doc[]).flatMap(pinned);
    if (path.startsWith('$') || demand instanceof RegExp) return [];
    if (!isDoc(demand) || !Object.keys(demand).some((key) => key.startsWith('$'))) return [[path, demand]];
    return has(demand, '$eq') ? [[path, demand['$eq']]] : [];
  });
}
