import type { AuditQuery } from '@pih/schemas';
import { isId } from '@pih/schemas';
import { walked, type Filter, type Lane, type Place, type Question, type Sight as RowSight } from '../store/index.ts';
import type { StoredRow } from './entry.ts';
import { foundBy, type AuditModels } from './model.ts';

/** Which of some rows somebody may see, and as what. */
export type Sight<View> = RowSight<StoredRow, View>;

/** Rows stand by when something was done; what was done at the same moment, by when it was written down. */
const order = ['at', 'sequence'] as const;

/** Where a page ended. */
const cursorOf = ({ at, sequence }: Place): string => `${(at as Date).getTime()}~${String(sequence)}`;

function placeIn(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  const [time, sequence] = cursor.split('~').map(Number);
  return { at: new Date(time ?? 0), sequence: sequence ?? 0 };
}

/** The fields that each have an index. */
const indexes: Readonly<Record<string, string>> = {
  sequence: foundBy.sequence,
  _id: foundBy.id,
  payment: foundBy.payment,
  'target.id': foundBy.target,
  'origin.request': foundBy.request,
  'origin.address': foundBy.address,
  'actor.id': foundBy.actor,
  action: foundBy.action,
};

/** What a text names by its form: a row, a payment, a request, an address; anything else is the id of a target. */
function searched(search: string): Filter[] {
  const text = search.trim();
  if (/^#?\d{1,12}$/.test(text)) return [{ sequence: Number(text.replace('#', '')) }];
  if (isId('audit', text)) return [{ _id: text }];
  if (isId('payment', text)) return [{ payment: text }];
  if (isId('operator', text) || isId('apiKey', text)) return [{ 'actor.id': text }, { 'target.id': text }];
  if (/^(?:req|job)_/.test(text)) return [{ 'origin.request': text }];
  if (/^[\d.]{7,15}$|:.*:/.test(text)) return [{ 'origin.address': text }];
  return [{ 'target.id': text }];
}

const lane = (filter: Filter): Lane => ({ index: indexes[Object.keys(filter)[0] ?? ''] ?? foundBy.at, filter });

/** What somebody asks for, and every index that leads to it. */
function questionOf({ actor, actorType, action, targetKind, target, payment, from, to, search }: AuditQuery): Question {
  const either = search ? searched(search) : [];
  // Any one of these stands in an index of its own.
  const ways: Filter[][] = [
    either,
    payment ? [{ payment }] : [],
    target ? [{ 'target.id': target }] : [],
    actor ? [{ 'actor.id': actor }] : [],
    action?.map((each) => ({ action: each })) ?? [],
  ].filter((way) => way.length > 0);
  const conditions: Filter[] = [
    ...ways.map((way) => (way.length > 1 ? { $or: way } : (way[0] ?? {}))),
    ...(actorType ? [{ 'actor.type': { $in: actorType } }] : []),
    ...(targetKind ? [{ 'target.kind': { $in: targetKind } }] : []),
  ];
  return {
    order,
    filter: conditions.length ? { $and: conditions } : {},
    within: {
      ...((from || to) && { at: { ...(from && { $gte: new Date(from) }), ...(to && { $lt: new Date(to) }) } }),
    },
    ways: [...ways.map((way) => way.map(lane)), [lane({})]],
  };
}

export interface Page<View> {
  data: View[];
  nextCursor: string | null;
  /** How far a request got that had to end before the page was full. */
  searchedTo?: string;
}

/**
 * One page of rows that somebody may see, latest first. What a request looks at is bounded; a page may come back short.
 * @param most how many rows it may look at
 */
export async function listRows<View>(
  { rows }: AuditModels,
  query: AuditQuery,
  sight: Sight<View>,
  most?: number,
): Promise<Page<View>> {
  const { limit = 50, cursor } = query;
  const asked = { from: placeIn(cursor), limit, sight, most };
  const { data, next, searchedTo } = await walked(rows, questionOf(query), asked);
  return {
    data,
    nextCursor: next ? cursorOf(next) : null,
    ...(searchedTo && { searchedTo: (searchedTo['at'] as Date).toISOString() }),
  };
}
