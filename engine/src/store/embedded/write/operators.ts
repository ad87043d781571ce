import { badValue, typeMismatch, unsupported } from '../errors.ts';
import { compileFilter } from '../query/filter.ts';
import { sorted } from '../query/order.ts';
import { compareValues, sameValue } from '../values/ordered.ts';
import { has, isDoc } from '../values/types.ts';
import type { Target } from './targets.ts';

/** One update operator: what it does to a place, and whether missing documents on the way to it are made first. */
export interface UpdateOperator {
  creates: boolean;
  apply: (target: Target, operand: unknown, now: Date) => void;
}

const making = (apply: UpdateOperator['apply']): UpdateOperator => ({ creates: true, apply });
const touching = (apply: UpdateOperator['apply']): UpdateOperator => ({ creates: false, apply });

/** The operators of the subset. Anything absent is refused. */
export const updateOperators: Readonly<Record<string, UpdateOperator>> = {
  $set: making((target, operand) => target.set(operand)),
  $setOnInsert: making((target, operand) => target.set(operand)),
  $unset: touching((target) => target.unset()),
  $inc: making((target, operand) => calculate(target, '$inc', operand, (held, by) => held + by)),
  $mul: making((target, operand) => calculate(target, '$mul', operand, (held, by) => held * by)),
  $min: making((target, operand) => keepIf(target, operand, (order) => order < 0)),
  $max: making((target, operand) => keepIf(target, operand, (order) => order > 0)),
  $currentDate: making(setCurrentDate),
  $push: making(push),
  $addToSet: making(addToSet),
  $pull: touching((target, operand) => pull(target, '$pull', matcherOf(operand))),
  $pullAll: touching((target, operand) =>
    pull(target, '$pullAll', (element) => listOf('$pullAll', operand).some((one) => sameValue(one, element))),
  ),
  $pop: touching(pop),
};

function calculate(
  target: Target,
  name: string,
  operand: unknown,
  by: (held: number, operand: number) => number,
): void {
  if (typeof operand !== 'number') throw typeMismatch(`Cannot ${name} with non-numeric argument`);
  const held = target.get() ?? (target.get() === null ? null : 0);
  if (typeof held !== 'number') throw typeMismatch(`Cannot apply ${name} to a value of non-numeric type`);
  const result = by(held, operand);
  if (Number.isInteger(held) && Number.isInteger(operand) && !Number.isSafeInteger(result))
    throw unsupported('An integer beyond 2^53');
  target.set(result);
}

function keepIf(target: Target, operand: unknown, wins: (order: number) => boolean): void {
  const held = target.get();
  if (held === undefined || wins(compareValues(operand, held))) target.set(operand);
}

function setCurrentDate(target: Target, operand: unknown, now: Date): void {
  if (operand !== true && !(isDoc(operand) && operand['$type'] === 'date'))
    throw unsupported('$currentDate with a type other than date');
  target.set(now);
}

/** The array at a place, copied; a missing one is empty. */
function arrayAt(target: Target, name: string): unknown[] {
  const held = target.get();
  if (held === undefined) return [];
  if (!Array.isArray(held)) throw badValue(`The field to which ${name} applies must be an array`);
  return [...held];
}

function listOf(name: string, operand: unknown): unknown[] {
  if (!Array.isArray(operand)) throw badValue(`${name} requires an array argument`);
  return operand;
}

const pushModifiers = new Set(['$each', '$slice', '$sort', '$position']);

function push(target: Target, operand: unknown): void {
  let array = arrayAt(target, '$push');
  if (!isDoc(operand) || !has(operand, '$each')) return target.set([...array, operand]);
  const unknown = Object.keys(operand).find((key) => !pushModifiers.has(key));
  if (unknown !== undefined) throw badValue(`Unrecognized clause in $push: ${unknown}`);
  array.splice(integer(operand['$position'], '$position') ?? array.length, 0, ...listOf('$each', operand['$each']));
  if (has(operand, '$sort')) array = sortedArray(array, operand['$sort']);
  const slice = integer(operand['$slice'], '$slice');
  if (slice !== undefined) array = slice < 0 ? array.slice(slice) : array.slice(0, slice);
  target.set(array);
}

function integer(value: unknown, name: string): number | undefined {
  if (value !== undefined && !Number.isInteger(value)) throw badValue(`The value for ${name} must be an integer`);
  return value as number | undefined;
}

function sortedArray(array: unknown[], sort: unknown): unknown[] {
  const spec = isDoc(sort)
    ? Object.entries(sort).map(([path, way]) => [`value.${path}`, way] as const)
    : [['value', sort] as const];
  if (spec.some(([, way]) => way !== 1 && way !== -1))
    throw badValue('The $sort of a $push must be 1, -1 or fields with 1 or -1');
  const wanted = spec.map(([path, way]) => [path, way === 1 ? 1 : -1] as const);
  return sorted(array, (value) => ({ value }), wanted);
}

function addToSet(target: Target, operand: unknown): void {
  const array = arrayAt(target, '$addToSet');
  const added = isDoc(operand) && has(operand, '$each') ? listOf('$each', operand['$each']) : [operand];
  for (const value of added) if (!array.some((held) => sameValue(held, value))) array.push(value);
  target.set(array);
}

/** What $pull removes: elements equal to a value, or those that a condition accepts. */
function matcherOf(operand: unknown): (element: unknown) => boolean {
  if (isDoc(operand) && !Object.keys(operand).some((key) => key.startsWith('$'))) {
    const accepts = compileFilter(operand);
    return (element) => isDoc(element) && accepts(element);
  }
  const accepts = compileFilter({ value: operand });
  return (element) => accepts({ value: element });
}

function pull(target: Target, name: string, leaves: (element: unknown) => boolean): void {
  if (target.get() === undefined) return;
  target.set(arrayAt(target, name).filter((element) => !leaves(element)));
}

function pop(target: Target, operand: unknown): void {
  if (operand !== 1 && operand !== -1) throw badValue('$pop expects 1 or -1');
  if (target.get() === undefined) return;
  target.set(operand === 1 ? arrayAt(target, '$pop').slice(0, -1) : arrayAt(target, '$pop').slice(1));
}
