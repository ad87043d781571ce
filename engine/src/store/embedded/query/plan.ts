import type { Collection } from '../storage/collection.ts';
import { under } from '../storage/collection.ts';
import type { Index } from '../storage/index-definition.ts';
import type { KeyRange } from '../storage/pages.ts';
import { badValue } from '../errors.ts';
import { inverted, successor } from '../values/ordered.ts';
import type { Doc } from '../values/types.ts';
import {
  constraintsOf,
  demandsOnly,
  excludesNull,
  implies,
  tightest,
  type Constraint,
  type Constraints,
} from './bounds.ts';
import { compileFilter } from './filter.ts';

export type Sort = ReadonlyArray<readonly [path: string, direction: 1 | -1]>;

/** A stretch of an index. Keys of one stretch share their first `shared` bytes; order within begins after them. */
export interface Stretch extends KeyRange {
  index: Index;
  shared: number;
}

/** Which entries to visit, and in which order, so that no matching document is missed. */
export interface Plan {
  /** The indexes that are used: one, or one for each branch of an $or. */
  indexes: Index[];
  stretches: Stretch[];
  reverse: boolean;
  /** The entries come in the order asked for. */
  sorted: boolean;
  /** The filter demands nothing but what the stretches already say: entries need not be looked at to be counted. */
  exact: boolean;
  score: number;
}

/** Stretches visited for one query at most; beyond, the later fields of an index are left to the filter. */
const mostStretches = 5000;
/** Stretches merged into one order at most; beyond, sorting afterwards is cheaper. */
const mostMerged = 64;

/** What a plan is worth: equality cuts deepest (a partial filter nearly so), then comes the order asked for, then a range. */
const worth = { equality: 10, partial: 9, oneOf: 8, order: 7, range: 5, uniqueHit: 5 };

/** An index that whoever asks names, by its name or its keys. */
export type Hint = string | Doc;

/**
 * Chooses how to read: the index that narrows most, or all documents. Never changes what is found, only what is visited.
 * @param hint the index to use whatever the others are worth
 * @throws CommandError when there is no such index, or it leaves out what the filter wants
 */
export function choosePlan(collection: Collection, filter: Doc, sort: Sort, hint?: Hint): Plan {
  const constraints = constraintsOf(filter);
  if (hint !== undefined) return planFor(hinted(collection, constraints, hint), constraints, filter, sort);
  const plans = [collection.primary, ...collection.indexes]
    .filter((index) => isUsable(index, constraints))
    .map((index) => planFor(index, constraints, filter, sort));
  for (const branches of alternativesIn(filter)) {
    const plan = branchPlan(branches.map((branch) => choosePlan(collection, branch, [])));
    if (plan) plans.push(plan);
  }
  return plans.reduce((best, plan) => (plan.score > best.score ? plan : best), everything(collection, filter, sort));
}

function hinted(collection: Collection, constraints: Constraints, hint: Hint): Index {
  const isMeant = (index: Index): boolean =>
    typeof hint === 'string' ? index.name === hint : JSON.stringify(index.keyPattern) === JSON.stringify(hint);
  const index = [collection.primary, ...collection.indexes].find(isMeant);
  if (!index) throw badValue('hint provided does not correspond to an existing index');
  if (!isUsable(index, constraints)) throw badValue(`The hinted index ${index.name} leaves out what the filter wants`);
  return index;
}

function everything({ primary }: Collection, filter: Doc, sort: Sort): Plan {
  return {
    indexes: [primary],
    stretches: [{ index: primary, ...under(primary.prefix), shared: primary.prefix.length }],
    reverse: false,
    sorted: sort.length === 0,
    exact: Object.keys(filter).length === 0,
    score: 0,
  };
}

/** The branches of each $or that every match must satisfy. */
function alternativesIn(filter: Doc): Doc[][] {
  return Object.entries(filter).flatMap(([key, demand]) => {
    if (key === '$and') return (demand as Doc[]).flatMap(alternativesIn);
    return key === '$or' ? [demand as Doc[]] : [];
  });
}

/** Each branch of an $or by its own index, one after the other; of use only where every branch has one that cuts deep. */
function branchPlan(branches: Plan[]): Plan | undefined {
  const score = Math.min(...branches.map((branch) => branch.score)) - 1;
  if (score < worth.range - 1) return undefined;
  const stretches = branches.flatMap((branch) => branch.stretches);
  const indexes = branches.flatMap((branch) => branch.indexes);
  return { indexes: [...new Set(indexes)], stretches, reverse: false, sorted: false, exact: false, score };
}

/** Sparse and partial indexes leave documents out: they serve only queries that never want those. */
function isUsable(index: Index, constraints: Constraints): boolean {
  if (index.partial) {
    const accepts = (clause: Doc, value: unknown): boolean => compileFilter(clause)({ value });
    if (!implies(constraints, index.partial, accepts)) return false;
  }
  return (
    !index.sparse ||
    index.fields.some(({ path }) => (constraints.get(path) ?? []).some(({ interval }) => excludesNull(interval)))
  );
}

function planFor(index: Index, constraints: Constraints, filter: Doc, sort: Sort): Plan {
  const { multikey, lossy } = index.record;
  let prefixes: Buffer[] = [index.prefix];
  let range: Constraint | undefined;
  let equalities = 0;
  let score = index.partial ? worth.partial : 0;
  for (const field of index.searched) {
    const list = constraints.get(field.path);
    if (!list) break;
    const constraint = tightest(list, multikey);
    if (!constraint.points) {
      range = lossy ? undefined : constraint;
      break;
    }
    const points = distinct(constraint.points.map((value) => index.encodeField(value, field)));
    if (points.length * prefixes.length > mostStretches) break;
    prefixes = prefixes.flatMap((prefix) => points.map((value) => Buffer.concat([prefix, value])));
    score += points.length <= 1 ? worth.equality : worth.oneOf;
    equalities++;
  }
  const order =
    multikey || lossy || prefixes.length > mostMerged ? undefined : orderOf(index, constraints, equalities, sort);
  if (range) score += worth.range;
  if (order) score += worth.order;
  if (index.unique && equalities === index.fields.length) score += worth.uniqueHit;
  const stretches = prefixes.map((prefix) => stretchOf(index, prefix, index.searched[equalities], range));
  // Of a document with an array, each of several values may lie in a stretch; one value is there once or not at all.
  const isEachOnce = !multikey || (!range && prefixes.length === 1);
  const exact = isEachOnce && !lossy && saysAll(index, equalities, range, constraints, filter);
  return {
    indexes: [index],
    stretches,
    reverse: order === 'reversed',
    sorted: order !== undefined || sort.length === 0,
    exact,
    score,
  };
}

function distinct(values: Buffer[]): Buffer[] {
  return [...new Map(values.map((value) => [value.toString('latin1'), value])).values()];
}

function stretchOf(
  index: Index,
  prefix: Buffer,
  field: Index['fields'][number] | undefined,
  range: Constraint | undefined,
): Stretch {
  const shared = prefix.length;
  if (!range || !field) return { index, ...under(prefix), shared };
  // A bound longer than a key can be is cut short, which only widens the stretch.
  const cut = index.fieldLimit;
  const start = range.interval.start.subarray(0, cut);
  const end = range.interval.end.length > cut ? successor(range.interval.end.subarray(0, cut)) : range.interval.end;
  const [from, to] = field.descending ? [successor(inverted(end)), successor(inverted(start))] : [start, end];
  return { index, start: Buffer.concat([prefix, from]), end: Buffer.concat([prefix, to]), shared };
}

/** Whether the entries after the equalities come in the order asked for, forwards or reversed. */
function orderOf(
  index: Index,
  constraints: Constraints,
  equalities: number,
  sort: Sort,
): 'forwards' | 'reversed' | undefined {
  const pinned = new Set(index.fields.slice(0, equalities).map(({ path }) => path));
  const isPinned = (path: string): boolean =>
    pinned.has(path) && tightest(constraints.get(path) ?? [], false).points?.length === 1;
  const wanted = sort.filter(([path]) => !isPinned(path));
  if (sort.length === 0) return undefined;
  // Every entry ends with the document's id, in ascending order.
  const given = index.fields.slice(equalities);
  if (!pinned.has('_id')) given.push({ path: '_id', descending: false });
  if (wanted.length === 0) return 'forwards';
  const reversed = (wanted[0]?.[1] === -1) !== given[0]?.descending;
  const fits = wanted.every(([path, direction], at) => {
    const field = given[at];
    return field?.path === path && (direction === -1) === (field.descending !== reversed);
  });
  if (!fits) return undefined;
  return reversed ? 'reversed' : 'forwards';
}

/** Whether the stretches say all that the filter demands, so that no document has to be looked at. */
function saysAll(
  index: Index,
  equalities: number,
  range: Constraint | undefined,
  constraints: Constraints,
  filter: Doc,
): boolean {
  const paths = index.fields.slice(0, equalities + (range ? 1 : 0)).map(({ path }) => path);
  // Several demands are met by one value, unless there is an array.
  const isOne = (path: string): boolean => !index.record.multikey || constraints.get(path)?.length === 1;
  const isCut =
    range && (range.interval.start.length > index.fieldLimit || range.interval.end.length > index.fieldLimit);
  return !isCut && paths.slice(0, equalities).every(isOne) && demandsOnly(filter, new Set(paths));
}
