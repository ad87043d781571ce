import { Context } from 'mingo/core';
import * as accumulators from 'mingo/operators/accumulator';
import * as expressions from 'mingo/operators/expression';
import {
  $addFields,
  $group,
  $match,
  $project,
  $replaceRoot,
  $replaceWith,
  $set,
  $unset,
  $unwind,
} from 'mingo/operators/pipeline';
import * as queries from 'mingo/operators/query';
import { comparisons } from './comparisons.ts';
import { dateOperators } from './dates.ts';
import { CommandError, badValue, unsupported } from '../errors.ts';

/**
 * Operators that mingo has and this store refuses: they run code, need what is not stored here, or were measured to
 * answer differently from MongoDB in mingo 7.2 (date arithmetic at month ends and in time zones, $median and $percentile).
 */
const refused = new Set([
  ...['$where', '$function', '$accumulator', '$jsonSchema', '$toHashedIndexKey'],
  ...['$bitsAllSet', '$bitsAllClear', '$bitsAnySet', '$bitsAnyClear'],
  ...['$dateAdd', '$dateSubtract', '$dateDiff', '$dateFromParts', '$dateFromString', '$median', '$percentile'],
]);

function supported<T extends object>(operators: T): T {
  return Object.fromEntries(Object.entries(operators).filter(([name]) => !refused.has(name))) as T;
}

/** How mingo is called everywhere: with the operators of the subset, and never running code that comes in a query. */
export const mingoOptions = {
  scriptEnabled: false,
  context: Context.init({
    accumulator: supported(accumulators),
    expression: { ...supported(expressions), ...dateOperators },
    pipeline: { $addFields, $group, $match, $project, $replaceRoot, $replaceWith, $set, $unset, $unwind },
    query: { ...supported(queries), ...comparisons },
  }),
};

/** Calls mingo and tells its complaints as MongoDB would: an operator that is not there, or a bad value. */
export function askMingo<T>(question: () => T): T {
  try {
    return question();
  } catch (error) {
    if (error instanceof CommandError || !(error instanceof Error)) throw error;
    const operator = /\$\w+/.exec(error.message)?.[0];
    if (operator && /not registered|unregistered|unknown|requires '?(scriptEnabled|jsonSchema)/i.test(error.message))
      throw unsupported(`The operator ${operator}`, 2, 'BadValue');
    throw badValue(error.message);
  }
}
