import type { PaymentSummary } from '@pih/schemas/types';

/** Payments that were loaded, one page behind the other, and that follow the engine. */
export interface LiveRows {
  rows: readonly PaymentSummary[];
  /** Rows that slid in by themselves. */
  fresh: ReadonlySet<string>;
  /** Payments that belong here and wait until somebody asks for them, because showing them would move rows. */
  waiting: ReadonlyMap<string, PaymentSummary>;
}

interface Place {
  matches: (payment: PaymentSummary) => boolean;
  /** Nothing under the pointer or the focus would move. */
  mayMove: boolean;
  /** All that there is was loaded: then what comes last belongs here, too. */
  isWhole: boolean;
  /** Which come first; the newest unless told otherwise. */
  order?: 'newest' | 'oldest';
}

/** Rows as they came from the engine, with nothing new. */
export const settled = (rows: readonly PaymentSummary[]): LiveRows => ({
  rows,
  fresh: new Set(),
  waiting: new Map(),
});

const byBirth =
  (order: Place['order']) =>
  (a: PaymentSummary, b: PaymentSummary): number =>
    (b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id)) * (order === 'oldest' ? -1 : 1);

/** The rows and the page behind them. A payment that slid in before its page came is not shown twice. */
export function withPage(list: LiveRows, page: readonly PaymentSummary[]): LiveRows {
  const known = new Set(list.rows.map(({ id }) => id));
  const unknown = page.filter(({ id }) => !known.has(id));
  const waiting = new Map([...list.waiting].filter(([id]) => !unknown.some((row) => row.id === id)));
  return { ...list, rows: [...list.rows, ...unknown], waiting };
}

/** The rows with all that waited among them. */
export function withWaiting(list: LiveRows, order?: Place['order']): LiveRows {
  const waited = [...list.waiting.values()];
  return {
    rows: [...list.rows, ...waited].sort(byBirth(order)),
    fresh: new Set(waited.map(({ id }) => id)),
    waiting: new Map(),
  };
}

function without(list: LiveRows, id: string): LiveRows {
  if (!list.waiting.has(id)) return list;
  return { ...list, waiting: new Map([...list.waiting].filter(([other]) => other !== id)) };
}

/** The rows without a payment that the reader may not see any more: that one does vanish, whoever looks at it. */
export const withoutGone = (list: LiveRows, id: string): LiveRows => ({
  ...without(list, id),
  rows: list.rows.filter((row) => row.id !== id),
});

/**
 * The rows after a piece of news. A row that is shown is brought up to date where it stands, even when it no longer
 * passes the filters: it must not vanish while somebody looks at it. News may arrive out of order; the older loses.
 */
export function withNews(list: LiveRows, payment: PaymentSummary, place: Place): LiveRows {
  const at = list.rows.findIndex(({ id }) => id === payment.id);
  const known = list.rows[at] ?? list.waiting.get(payment.id);
  if (known && known.updatedAt > payment.updatedAt) return list;
  if (at >= 0) return { ...list, rows: list.rows.with(at, payment) };
  if (!place.matches(payment)) return without(list, payment.id);
  const order = byBirth(place.order);
  const last = list.rows.at(-1);
  if (!place.isWhole && last && order(payment, last) > 0) return list;
  if (!place.mayMove) return { ...list, waiting: new Map([...list.waiting, [payment.id, payment]]) };
  return {
    rows: [...list.rows, payment].sort(order),
    fresh: new Set([...list.fresh, payment.id]),
    waiting: without(list, payment.id).waiting,
  };
}
