import { Query } from 'mingo/query';
import { badValue, unsupported } from '../errors.ts';
import { typeName } from '../values/ordered.ts';
import { kindOf, type Doc } from '../values/types.ts';
import { askMingo, mingoOptions } from './mingo.ts';

export type Predicate = (doc: Doc) => boolean;

/** Compiles a query filter. @throws CommandError for operators and value types outside the subset */
export function compileFilter(filter: Doc): Predicate {
  if (Object.keys(filter).length === 0) return () => true;
  assertComparable(filter);
  const query = askMingo(() => new Query(filter, mingoOptions));
  return (doc) => askMingo(() => query.test(doc));
}

/** Refuses values that are not stored and lists that are none, which mingo would let pass. */
function assertComparable(value: unknown): void {
  const kind = kindOf(value);
  if (kind === undefined && !(value instanceof RegExp))
    throw unsupported(`A query for a value of type ${typeName(value)}`);
  if (kind === 'array') (value as unknown[]).forEach(assertComparable);
  if (kind !== 'object') return;
  for (const [name, member] of Object.entries(value as Doc)) {
    if ((name === '$in' || name === '$nin' || name === '$all') && !Array.isArray(member))
      throw badValue(`${name} needs an array`);
    if ((name === '$and' || name === '$or' || name === '$nor') && !(Array.isArray(member) && member.length > 0))
      throw badValue(`${name} must be a nonempty array`);
    assertComparable(member);
  }
}
