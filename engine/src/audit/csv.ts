import type { AuditEntry as AuditEntryView } from '@pih/schemas';
import { Readable } from 'node:stream';
import { csvOf as written } from '../csv.ts';

const columns = [
  'sequence',
  'at',
  'actor_type',
  'actor_id',
  'actor',
  'action',
  'target_kind',
  'target_id',
  'target',
  'payment',
  'before',
  'after',
  'reason',
  'address',
  'user_agent',
  'request',
  'hash',
];

const lineOf = ({ actor, target, from, before, after, ...row }: AuditEntryView): unknown[] => [
  row.sequence,
  row.at,
  actor.type,
  actor.id,
  actor.name,
  row.action,
  target.kind,
  target.id,
  target.label,
  row.payment,
  before && JSON.stringify(before),
  after && JSON.stringify(after),
  row.reason,
  from?.address,
  from?.userAgent,
  from?.request,
  row.hash,
];

/** By which spreadsheets know UTF-8. */
const byteOrderMark = '\u{feff}';
/** So many rows are written at a time. */
const batch = 100;

const fieldsOf = (row: AuditEntryView): string[] =>
  lineOf(row).map((field) => (field === undefined ? '' : String(field)));

async function* linesOf(rows: AsyncIterable<AuditEntryView>): AsyncGenerator<string> {
  yield byteOrderMark + written([columns]);
  let waiting: string[][] = [];
  for await (const row of rows) {
    waiting.push(fieldsOf(row));
    if (waiting.length < batch) continue;
    yield written(waiting);
    waiting = [];
  }
  if (waiting.length > 0) yield written(waiting);
}

/** Rows as CSV, written as fast as they are taken, and not read any further when nobody takes them any more. */
export const csvOf = (rows: AsyncIterable<AuditEntryView>): Readable =>
  Readable.from(linesOf(rows), { objectMode: false });
