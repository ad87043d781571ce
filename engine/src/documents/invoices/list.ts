import type { InvoiceQuery } from '@pih/schemas';
import type { Model } from 'mongoose';
import { decodeTime, encodeTime } from 'ulid';
import { walked, type Filter, type Lane, type Question } from '../../store/index.ts';
import type { StoredInvoice } from './model.ts';

/** Which personal fields a search may look at. */
export type Searchable = (field: 'email' | 'taxId') => boolean;

/** Whether somebody may see an invoice, told of many at a time. */
export type Visible = (invoices: readonly StoredInvoice[]) => Promise<(invoice: StoredInvoice) => boolean>;

const dayMs = 24 * 3600_000;

/** Ids sort by birth. A day begins somewhere between 14 hours before and 12 hours after it does in UTC. */
const idAround = (day: string, shiftMs: number): string =>
  `inv_${encodeTime(Math.max(0, Date.parse(`${day}T00:00:00Z`) + shiftMs), 10)}`;

function bornWithin({ year, from, to }: InvoiceQuery): Filter {
  const first = [...(year ? [`${year}-01-01`] : []), ...(from ? [from] : [])].sort().at(-1);
  const last = [...(year ? [`${year}-12-31`] : []), ...(to ? [to] : [])].sort()[0];
  if (!first && !last) return {};
  return { _id: { ...(first && { $gte: idAround(first, -dayMs) }), ...(last && { $lt: idAround(last, 2 * dayMs) }) } };
}

/** A number as it is stored, where somebody leaves the zeros out: "a-2026-42" is "a-2026-00042". */
const withZeros = (text: string): string =>
  text.replace(
    /^((?:.+-)?\d{4}-)(\d{1,4})$/,
    (_whole, place: string, sequence: string) => place + sequence.padStart(5, '0'),
  );

/** Each has an index of its own. */
function searches(search: string, searchable: Searchable): Filter[] {
  const text = search.trim().toLowerCase();
  return [
    { 'searched.number': withZeros(text) },
    { 'searched.reference': text },
    ...(searchable('email') ? [{ 'searched.email': text }] : []),
    ...(searchable('taxId') ? [{ 'searched.taxId': text }] : []),
  ];
}

const everything: Lane = { index: '_id_', filter: {} };
const lane = (filter: Filter): Lane => ({ index: `${Object.keys(filter)[0] ?? ''}_1__id_-1`, filter });

/** What somebody asks for, and every index that leads to it. Ids sort by birth, so `_id` is the order. */
function questionOf(query: InvoiceQuery, searchable: Searchable): Question {
  const { payment, kind, year, series, from, to, search } = query;
  const ways: Filter[][] = [
    search === undefined ? [] : searches(search, searchable),
    payment ? [{ payment }] : [],
    series ? [{ series: series === '-' ? '' : series }] : [],
    kind ? [{ kind }] : [],
    year ? [{ year }] : [],
  ].filter((way) => way.length > 0);
  const days = (from || to) && { issuedOn: { ...(from && { $gte: from }), ...(to && { $lte: to }) } };
  const conditions = [...ways.map((way) => ({ $or: way })), ...(days ? [days] : [])];
  return {
    order: ['_id'],
    filter: conditions.length ? { $and: conditions } : {},
    within: bornWithin(query),
    ways: [...ways.map((way) => way.map(lane)), [everything]],
  };
}

export interface InvoicePage {
  page: StoredInvoice[];
  nextCursor: string | null;
  /** How far a request got that had to end before the page was full. */
  searchedTo?: string;
}

const bornAt = (id: string): string => new Date(decodeTime(id.slice('inv_'.length))).toISOString();

/**
 * One page of invoices and credit notes that somebody may see, newest first. What a request looks at is bounded; a page may
 * come back short.
 * @param most how many rows it may look at
 */
export async function listInvoices(
  model: Model<StoredInvoice>,
  query: InvoiceQuery,
  searchable: Searchable,
  visible: Visible,
  most?: number,
): Promise<InvoicePage> {
  const { limit = 50, cursor } = query;
  const sight = async (rows: readonly StoredInvoice[]) => {
    const may = await visible(rows);
    return (row: StoredInvoice) => (may(row) ? row : undefined);
  };
  const from = cursor === undefined ? undefined : { _id: cursor };
  const asked = { from, limit, sight, most };
  const { data, next, searchedTo } = await walked(model, questionOf(query, searchable), asked);
  return {
    page: data,
    nextCursor: next ? String(next['_id']) : null,
    ...(searchedTo && { searchedTo: bornAt(String(searchedTo['_id'])) }),
  };
}
