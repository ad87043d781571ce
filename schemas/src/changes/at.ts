import { keyedLists } from './keyed-list.ts';
import { stepsOf } from './pointer.ts';
import { isFields, own } from './values.ts';

/** What stands at a pointer; undefined when nothing does. Things in lists are found by their identifiers, as `step` names them. */
export const valueAt = (document: unknown, pointer: string): unknown => stepsOf(pointer).reduce(within, document);

function within(value: unknown, name: string): unknown {
  if (isFields(value)) return own(value, name);
  if (!Array.isArray(value)) return undefined;
  const lists = keyedLists(value);
  return lists ? lists[0].get(name) : (value as unknown[])[Number(name)];
}
