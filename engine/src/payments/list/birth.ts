import type { PaymentQuery } from '@pih/schemas';
import { decodeTime, encodeTime } from 'ulid';
import type { Filter } from '../../http/index.ts';

/** Ids sort by birth, so a time is a bound on the id: the index that gives the order gives the period too. */
export const idAt = (instant: string): string => `pay_${encodeTime(Math.max(0, Date.parse(instant)), 10)}`;

/** When a payment was born, ISO 8601. */
export const bornAt = (id: string): string => new Date(decodeTime(id.slice('pay_'.length))).toISOString();

/** A stretch of time as ids, and which end of it comes first. */
export interface Period {
  order: 1 | -1;
  /** Included. */
  from?: string | undefined;
  /** Not included. */
  before?: string | undefined;
  /** Not included, and later than `from` where both are given. */
  after?: string | undefined;
  /** Included, and earlier than `before` where both are given. */
  through?: string | undefined;
}

/** The period that a request asks for, less what the pages before have shown. */
export function periodOf({ from, to, cursor, order }: PaymentQuery): Period {
  const isOldestFirst = order === 'oldest';
  const ends = [to && idAt(to), isOldestFirst ? undefined : cursor].filter((end) => end !== undefined);
  return {
    order: isOldestFirst ? 1 : -1,
    from: from && idAt(from),
    before: ends.sort()[0],
    after: isOldestFirst ? cursor : undefined,
  };
}

const [idLength, timeLength] = ['pay_'.length + 26, 'pay_'.length + 10];

/**
 * The last id of the moment in which a payment was born, in the order of a period. Where a window ends is told to whoever asks,
 * and the payment there may be one that they are not to know of.
 */
export const endOfMoment = (id: string, { order }: Pick<Period, 'order'>): string =>
  id.slice(0, timeLength).padEnd(idLength, order === -1 ? '0' : 'Z');

/** The period cut off behind a payment, which still belongs to it. */
export const upTo = (period: Period, last: string): Period =>
  period.order === -1 ? { ...period, from: last } : { ...period, before: undefined, through: last };

/** The period as a filter; none when it is all of time. */
export function within({ from, before, after, through }: Period): Filter[] {
  const bounds = {
    ...(from !== undefined && { $gte: from }),
    ...(after !== undefined && { $gt: after }),
    ...(before !== undefined && { $lt: before }),
    ...(through !== undefined && { $lte: through }),
  };
  return Object.keys(bounds).length ? [{ _id: bounds }] : [];
}
