import { encodeOrdered, successor, tagOf } from '../values/ordered.ts';
import { has, isDoc, kindOf, type Doc } from '../values/types.ts';

/** A stretch of encoded values, `start` included and `end` not. */
export interface Interval {
  start: Buffer;
  end: Buffer;
}

/**
 * What a filter demands of one field, widened: every matching document lies within, not every document within matches.
 * `points` are the only values possible, where the filter names them.
 */
export interface Constraint {
  points?: readonly unknown[];
  interval: Interval;
}

export type Constraints = Map<string, Constraint[]>;

/** What a filter demands of single fields. Demands that an index cannot serve are left out: the filter is checked anyway. */
export function constraintsOf(filter: Doc): Constraints {
  const found: Constraints = new Map();
  const add = (path: string, constraint: Constraint): void => {
    found.set(path, [...(found.get(path) ?? []), constraint]);
  };
  for (const [path, demand] of Object.entries(filter)) {
    if (path === '$and') for (const part of demand as Doc[]) addAll(constraintsOf(part), add);
    else if (path === '$or') addAll(commonTo((demand as Doc[]).map(constraintsOf)), add);
    else if (!path.startsWith('$')) for (const constraint of ofField(demand)) add(path, constraint);
  }
  return found;
}

function addAll(constraints: Constraints, add: (path: string, constraint: Constraint) => void): void {
  for (const [path, list] of constraints) for (const constraint of list) add(path, constraint);
}

/** What every branch of an $or demands of the same field: `{at: {$lt: x}}` or `{at: x, …}` means at <= x. */
function commonTo(branches: Constraints[]): Constraints {
  const [first, ...others] = branches;
  const common: Constraints = new Map();
  for (const path of first?.keys() ?? []) {
    if (!others.every((branch) => branch.has(path))) continue;
    const each = branches.map((branch) => tightest(branch.get(path) ?? [], true));
    common.set(path, [each.reduce(united)]);
  }
  return common;
}

const compare = Buffer.compare;
const lower = (a: Buffer, b: Buffer): Buffer => (compare(a, b) <= 0 ? a : b);
const higher = (a: Buffer, b: Buffer): Buffer => (compare(a, b) >= 0 ? a : b);

function united(a: Constraint, b: Constraint): Constraint {
  const interval = { start: lower(a.interval.start, b.interval.start), end: higher(a.interval.end, b.interval.end) };
  return a.points && b.points ? { points: [...a.points, ...b.points], interval } : { interval };
}

/**
 * Several demands of one field as one. Where a document may have an array there, each demand may be met by another
 * element, so only one of them can bound the search.
 */
export function tightest(list: readonly Constraint[], multikey: boolean): Constraint {
  const named = list
    .filter(({ points }) => points)
    .sort((a, b) => (a.points?.length ?? 0) - (b.points?.length ?? 0))[0];
  const first = named ?? list[0];
  if (!first) return { interval: { start: Buffer.alloc(0), end: Buffer.from([0xff]) } };
  if (named || multikey) return first;
  const interval = list.reduce(
    ({ start, end }, next) => ({ start: higher(start, next.interval.start), end: lower(end, next.interval.end) }),
    first.interval,
  );
  return { interval };
}

/** Values that an index finds as they are: one type each, no arrays and objects, whose equality is not that of their keys. */
function isPlain(value: unknown): boolean {
  const kind = kindOf(value);
  return kind !== undefined && kind !== 'array' && kind !== 'object' && kind !== 'binary';
}

const point = (value: unknown): Interval => {
  const start = encodeOrdered(value);
  return { start, end: successor(start) };
};

/** No value at all, as `$in: []` demands. */
const impossible: Constraint = { points: [], interval: { start: Buffer.from([0xff]), end: Buffer.alloc(0) } };

/** All values of the same type: comparisons never cross types. */
function sameType(value: unknown): Interval {
  const start = tagOf(kindOf(value) ?? 'null');
  return { start, end: successor(start) };
}

function pointsOf(values: readonly unknown[]): Constraint[] {
  return [values.map((value): Constraint => ({ points: [value], interval: point(value) })).reduce(united, impossible)];
}

function ofField(demand: unknown): Constraint[] {
  if (demand instanceof RegExp) return ofPrefix(demand.source, demand.flags);
  if (!isDoc(demand) || !Object.keys(demand).some((key) => key.startsWith('$')))
    return isPlain(demand) ? pointsOf([demand]) : [];
  return Object.entries(demand).flatMap(([operator, operand]) => ofOperator(operator, operand, demand));
}

function ofOperator(operator: string, operand: unknown, demand: Doc): Constraint[] {
  if (operator === '$in') return Array.isArray(operand) && operand.every(isPlain) ? pointsOf(operand) : [];
  if (operator === '$regex') return ofRegex(operand, demand['$options']);
  if (!isPlain(operand)) return [];
  if (operator === '$eq') return pointsOf([operand]);
  if (kindOf(operand) === 'null') return [];
  const { start, end } = sameType(operand);
  if (operator === '$gt' || operator === '$gte') return [{ interval: { start: point(operand).start, end } }];
  if (operator === '$lt' || operator === '$lte') return [{ interval: { start, end: point(operand).end } }];
  return [];
}

function ofRegex(operand: unknown, options: unknown): Constraint[] {
  if (operand instanceof RegExp) return ofPrefix(operand.source, operand.flags + String(options ?? ''));
  return typeof operand === 'string' ? ofPrefix(operand, String(options ?? '')) : [];
}

/** An anchored pattern that begins with plain characters demands that prefix: /^PAY-2/ looks only at strings that begin so. */
function ofPrefix(source: string, flags: string): Constraint[] {
  const literal = /^\^([\w\-:@ ]+)/.exec(source)?.[1];
  if (!literal || /[imx]/.test(flags) || source.includes('|')) return [];
  // A quantifier after the literal belongs to its last character, which is then not certain.
  const certain = /^[?*{+]/.test(source.slice(literal.length + 1)) ? literal.slice(0, -1) : literal;
  if (certain === '') return [];
  const start = encodeOrdered(certain).subarray(0, -2);
  return [{ interval: { start, end: successor(start) } }];
}

/** Whether every document that a filter accepts is also accepted by a partial index's own filter, as far as points tell. */
export function implies(
  constraints: Constraints,
  partial: Doc,
  accepts: (clause: Doc, value: unknown) => boolean,
): boolean {
  return Object.entries(partial).every(([path, clause]) => {
    if (path === '$and') return (clause as Doc[]).every((part) => implies(constraints, part, accepts));
    const constraint = tightest(constraints.get(path) ?? [], true);
    if (constraint.points)
      return constraint.points.every((value) => value != null && accepts({ value: clause }, value));
    const present =
      isDoc(clause) && has(clause, '$exists') && clause['$exists'] === true && Object.keys(clause).length === 1;
    return present && excludesNull(constraint.interval);
  });
}

/** Whether a stretch of values leaves out missing and null. */
export const excludesNull = ({ start }: Interval): boolean => compare(start, successor(tagOf('null'))) >= 0;
