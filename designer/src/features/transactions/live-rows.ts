import type { PaymentSummary } from '@pih/schemas/types';

/** A page of payments that follows the engine. */
export interface LiveRows {
  rows: readonly PaymentSummary[];
  /** Rows that slid in by themselves. */
  fresh: ReadonlySet<string>;
  /** Payments that belong here and wait until somebody asks for them, because showing them would move rows. */
  waiting: ReadonlySet<string>;
}

interface Place {
  matches: (payment: PaymentSummary) => boolean;
  /** New payments belong only on the first page. */
  isFirstPage: boolean;
  /** Nothing under the pointer or the focus would move. */
  mayMove: boolean;
  /** No further page: then even the oldest belongs here. */
  isLastPage: boolean;
}

/** Rows as they came from the engine, with nothing new. */
export const settled = (rows: readonly PaymentSummary[]): LiveRows => ({
  rows,
  fresh: new Set(),
  waiting: new Set(),
});

const byBirth = (a: PaymentSummary, b: PaymentSummary): number =>
  b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id);

/**
 * The page after a piece of news. A row that is shown is brought up to date where it stands, even when it no longer
 * passes the filters: it must not vanish while somebody looks at it. News may arrive out of order; the older loses.
 */
export function withNews(list: LiveRows, payment: PaymentSummary, place: Place): LiveRows {
  const known = list.rows.find(({ id }) => id === payment.id);
  if (known) {
    if (known.updatedAt > payment.updatedAt) return list;
    return { ...list, rows: list.rows.map((row) => (row === known ? payment : row)) };
  }
  if (!place.matches(payment)) {
    const waiting = new Set([...list.waiting].filter((id) => id !== payment.id));
    return waiting.size === list.waiting.size ? list : { ...list, waiting };
  }
  const oldest = list.rows.at(-1);
  const belongsHere = place.isLastPage || !oldest || byBirth(payment, oldest) < 0;
  if (place.isFirstPage && !belongsHere) return list;
  if (!place.isFirstPage || !place.mayMove) return { ...list, waiting: new Set([...list.waiting, payment.id]) };
  return {
    rows: [...list.rows, payment].sort(byBirth),
    fresh: new Set([...list.fresh, payment.id]),
    waiting: list.waiting,
  };
}
