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
  /** Not widened: where no document has an array there, whatever lies within matches. */
  isExact?: boolean;
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
  if (!a.points || !b.points) return { interval };
  return { points: [...a.points, ...b.points], interval, isExact: a.isExact === true && b.isExact === true };
}

/** Tells of a value whether it lies within a demand. */
function allowing({ points, interval: { start, end } }: Constraint): (value: unknown) => boolean {
  const known = points && new Set(points.map((point) => encodeOrdered(point).toString('latin1')));
  return (value) => {
    const encoded = encodeOrdered(value);
    if (known) return known.has(encoded.toString('latin1'));
    return compare(encoded, start) >= 0 && compare(encoded, end) < 0;
  };
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
  if (multikey) return first;
  if (named?.points) {
    const others = list.filter((each) => each !== named).map(allowing);
    return { ...named, points: named.points.filter((point) => others.every((allows) => allows(point))) };
  }
  const interval = list.reduce(
    ({ start, end }, next) => ({ start: higher(start, next.interval.start), end: lower(end, next.interval.end) }),
    first.interval,
  );
  return { interval, isExact: list.every(({ isExact }) => isExact) };
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
const impossible: Constraint = {
  points: [],
  interval: { start: Buffer.from([0xff]), end: Buffer.alloc(0) },
  isExact: true,
};

/** All values of the same type: comparisons never cross types, and what is no number compares with none. */
function sameType(value: unknown): Interval {
  const start = tagOf(kindOf(value) ?? 'null');
  return { start: typeof value === 'number' ? point(NaN).end : start, end: successor(start) };
}

function pointsOf(values: readonly unknown[]): Constraint[] {
  // Null also stands for missing, so what has it is looked at.
  const each = values.map((value): Constraint => ({ points: [value], interval: point(value), isExact: value != null }));
  return [each.reduce(united, impossible)];
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
  const { start: from, end: beyond } = point(operand);
  const isExact = !Number.isNaN(operand);
  if (operator === '$gt') return [{ interval: { start: isExact ? beyond : from, end }, isExact }];
  if (operator === '$gte') return [{ interval: { start: from, end }, isExact }];
  if (operator === '$lt') return [{ interval: { start, end: isExact ? from : beyond }, isExact }];
  if (operator === '$lte') return [{ interval: { start: isExact ? start : from, end: beyond }, isExact }];
  return [];
}

/**
 * Whether a filter demands nothing but exact values and ranges of some fields: then what lies within their bounds matches,
 * as long as no document has an array there.
 */
export function demandsOnly(filter: Doc, paths: ReadonlySet<string>): boolean {
  return Object.entries(filter).every(([path, demand]) => {
    if (path === '$and') return (demand as Doc[]).every((part) => demandsOnly(part, paths));
    if (!paths.has(path)) return false;
    const { constraints, isAll } = demandsOf(demand);
    return isAll && constraints.every(({ isExact }) => isExact);
  });
}

/** What is demanded of one field, each demand by itself, and whether that is all of it. */
export function demandsOf(demand: unknown): { constraints: Constraint[]; isAll: boolean } {
  const constraints = ofField(demand);
  const hasOperators = isDoc(demand) && Object.keys(demand).some((key) => key.startsWith('$'));
  const demands = hasOperators ? Object.keys(demand).length : 1;
  return { constraints, isAll: constraints.length === demands };
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
