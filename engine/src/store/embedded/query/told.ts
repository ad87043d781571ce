import type { Collection } from '../storage/collection.ts';
import type { Index, IndexField } from '../storage/index-definition.ts';
import { encodedEnd, encodeOrdered, inverted, successor } from '../values/ordered.ts';
import { isDoc, type Doc } from '../values/types.ts';
import { demandsOf, type Constraint } from './bounds.ts';
import type { Plan } from './plan.ts';

/** Whether something holds for a document; undefined when what is at hand does not tell. */
type Truth = boolean | undefined;

/** What an entry holds of one document: its id, the other fields one after the other, and where each of them begins. */
interface Copy {
  id: Buffer;
  fields: Buffer;
  /** Where each field begins and the last one ends; shorter where that cannot be told. */
  bounds: number[];
}

type Test = (copy: Copy) => Truth;

/** An index whose entries tell of documents whether a filter accepts them, most often without reading them. */
export interface Told {
  index: Index;
  /** @param fields what the entry tells besides the id */
  tell: (id: Buffer, fields: Buffer) => Truth;
}

/**
 * Finds the index that tells something about a filter: that of a plan itself, or one by the id, which has an entry for
 * every document.
 */
export function toldAbout({ indexes }: Collection, filter: Doc, plan: Plan): Told | undefined {
  if (plan.exact) return undefined;
  const byId = indexes.filter(({ isById, sparse, partial }) => isById && !sparse && !partial);
  const [only, ...others] = plan.indexes;
  const candidates = only && others.length === 0 && !only.primary ? [...byId, only] : byId;
  const index = candidates.find(({ record, tells }) => !record.multikey && mentions(filter, tells));
  if (!index) return undefined;
  const test = testOf(filter, index);
  return {
    index,
    // An array that came meanwhile stands in its entry with one of its values only.
    tell: (id, fields) =>
      index.record.multikey ? undefined : test({ id, fields, bounds: boundsIn(fields, index.tells) }),
  };
}

/** Whether a filter demands something of one of these fields. */
function mentions(filter: Doc, fields: readonly IndexField[]): boolean {
  return Object.entries(filter).some(([path, demand]) =>
    path === '$and' || path === '$or' || path === '$nor'
      ? (demand as Doc[]).some((part) => mentions(part, fields))
      : fields.some((field) => field.path === path),
  );
}

function boundsIn(fields: Buffer, tells: readonly IndexField[]): number[] {
  const bounds = [0];
  for (const { descending } of tells) {
    const end = encodedEnd(fields, bounds.at(-1) ?? 0, descending);
    if (end === undefined) break;
    bounds.push(end);
  }
  return bounds;
}

const unknown: Test = () => undefined;

const not =
  (test: Test): Test =>
  (copy) => {
    const truth = test(copy);
    return truth === undefined ? undefined : !truth;
  };

/** One `decisive` answer settles it; otherwise it is the opposite, if every answer is known. */
const settledBy =
  (decisive: boolean) =>
  (tests: readonly Test[]): Test => {
    const [only, ...others] = tests;
    if (only && others.length === 0) return only;
    return (copy) => {
      let isKnown = true;
      for (const test of tests) {
        const truth = test(copy);
        if (truth === decisive) return decisive;
        isKnown &&= truth !== undefined;
      }
      return isKnown ? !decisive : undefined;
    };
  };

const all = settledBy(false);
const any = settledBy(true);

function testOf(filter: Doc, index: Index): Test {
  const tests = Object.entries(filter).map(([path, demand]) => {
    if (path === '$and') return all((demand as Doc[]).map((part) => testOf(part, index)));
    if (path === '$or') return any((demand as Doc[]).map((part) => testOf(part, index)));
    if (path === '$nor') return not(any((demand as Doc[]).map((part) => testOf(part, index))));
    return path.startsWith('$') ? unknown : testOfField(path, demand, index);
  });
  return all(tests);
}

function testOfField(path: string, demand: unknown, index: Index): Test {
  const at = index.tells.findIndex((field) => field.path === path);
  const field = path === '_id' ? { path, descending: false } : index.tells[at];
  if (!field) return unknown;
  const value = path === '_id' ? ({ id }: Copy) => id : (copy: Copy) => valueAt(copy, at, index);
  const demands = operatorsIn(demand);
  // Options belong to the pattern beside them.
  if ('$options' in demands) return unknown;
  return all(
    Object.entries(demands).map(([operator, operand]): Test => {
      if (operator === '$ne' || operator === '$nin')
        return not(demanded({ [operator === '$ne' ? '$eq' : '$in']: operand }, field, index, value));
      return demanded({ [operator]: operand }, field, index, value);
    }),
  );
}

function operatorsIn(demand: unknown): Doc {
  if (demand instanceof RegExp) return { $regex: demand };
  return isDoc(demand) && Object.keys(demand).some((key) => key.startsWith('$')) ? demand : { $eq: demand };
}

/** One value as the index holds it; undefined where it cannot be told from the next, or was too long to be held whole. */
function valueAt({ fields, bounds }: Copy, at: number, { fieldLimit }: Index): Buffer | undefined {
  const [from, to] = [bounds[at], bounds[at + 1]];
  if (from === undefined || to === undefined || to - from >= fieldLimit) return undefined;
  return fields.subarray(from, to);
}

/** One operator with what it compares with. */
function demanded(demand: Doc, field: IndexField, index: Index, valueOf: (copy: Copy) => Buffer | undefined): Test {
  const { constraints, isAll } = demandsOf(demand);
  const [constraint] = constraints;
  if (!constraint) return unknown;
  const lies = constraint.points ? amongPoints(constraint.points, field, index) : inInterval(constraint, field);
  // No array stands in this index, so that null is told as surely as any other value.
  const isExact = isAll && (constraint.isExact === true || constraint.points !== undefined);
  return (copy) => {
    const value = valueOf(copy);
    if (!value) return undefined;
    if (!lies(value)) return false;
    return isExact ? true : undefined;
  };
}

/** Beyond, values are looked up instead of compared with each. */
const fewPoints = 4;

function amongPoints(points: readonly unknown[], field: IndexField, index: Index): (value: Buffer) => boolean {
  // Ids are at hand as they are, whatever an index makes of them.
  const encoded = points.map((point) =>
    field.path === '_id' ? encodeOrdered(point) : index.encodeField(point, field),
  );
  if (encoded.length <= fewPoints) return (value) => encoded.some((point) => point.equals(value));
  const known = new Set(encoded.map((point) => point.toString('latin1')));
  return (value) => known.has(value.toString('latin1'));
}

function inInterval({ interval }: Constraint, { descending }: IndexField): (value: Buffer) => boolean {
  const { start, end } = interval;
  const [from, to] = descending ? [successor(inverted(end)), successor(inverted(start))] : [start, end];
  return (value) => Buffer.compare(value, from) >= 0 && Buffer.compare(value, to) < 0;
}
