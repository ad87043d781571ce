import { badValue } from '../errors.ts';
import { candidates } from '../values/paths.ts';
import { encodeOrdered } from '../values/ordered.ts';
import { kindOf, type Doc } from '../values/types.ts';

type Test = (value: unknown) => boolean;

const some = (testFor: (operand: unknown) => Test) => (path: string, operand: unknown, _options?: unknown) => {
  const test = testFor(operand);
  return (doc: Doc): boolean => candidates(doc, path).some(test);
};

const none = (testFor: (operand: unknown) => Test) => {
  const any = some(testFor);
  return (path: string, operand: unknown, _options?: unknown) => {
    const found = any(path, operand);
    return (doc: Doc): boolean => !found(doc);
  };
};

/**
 * The comparing query operators. They are our own, over the same order of values as the indexes, because mingo departs
 * from MongoDB in binary data, the order of fields, nested arrays, and null in arrays of documents; and an index
 * must never find anything else than a look at every document would.
 */
export const comparisons = {
  $eq: some(equals),
  $ne: none(equals),
  $in: some(equalsAny),
  $nin: none(equalsAny),
  $gt: some((operand) => ordered(operand, (order) => order > 0)),
  $gte: some((operand) => ordered(operand, (order) => order >= 0)),
  $lt: some((operand) => ordered(operand, (order) => order < 0)),
  $lte: some((operand) => ordered(operand, (order) => order <= 0)),
  $regex: some(matches),
};

function equals(operand: unknown): Test {
  if (typeof operand === 'string' || typeof operand === 'boolean') return (value) => value === operand;
  const kind = kindOf(operand);
  const encoded = encodeOrdered(operand);
  return (value) => value === operand || (kindOf(value) === kind && encodeOrdered(value).equals(encoded));
}

function equalsAny(operands: unknown): Test {
  if (!Array.isArray(operands)) throw badValue('$in needs an array');
  const patterns = operands.filter((operand) => operand instanceof RegExp).map(matches);
  const plain = operands
    .filter((operand) => !(operand instanceof RegExp))
    .map((operand) => encodeOrdered(operand).toString('latin1'));
  const known = new Set(plain);
  return (value) => known.has(encodeOrdered(value).toString('latin1')) || patterns.some((test) => test(value));
}

/** Comparisons never cross types. */
function ordered(operand: unknown, holds: (order: number) => boolean): Test {
  const kind = kindOf(operand);
  const encoded = encodeOrdered(operand);
  const incomparable = typeof operand === 'number' && Number.isNaN(operand);
  return (value) => {
    if (kindOf(value) !== kind) return false;
    // NaN equals itself and is neither above nor below any other number.
    if (kind === 'number' && incomparable !== Number.isNaN(value)) return false;
    return holds(Buffer.compare(encodeOrdered(value), encoded));
  };
}

function matches(pattern: unknown): Test {
  if (!(pattern instanceof RegExp)) throw badValue('$regex needs a pattern');
  return (value) => typeof value === 'string' && value.search(pattern) >= 0;
}
