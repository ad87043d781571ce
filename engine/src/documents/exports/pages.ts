import { createHash } from 'node:crypto';
import type { PaymentQuery, PaymentSummary } from '@pih/schemas';
import { decodeTime } from 'ulid';
import type { Viewer } from '../../http/index.ts';
import type { Progress } from '../../jobs/index.ts';
import { countPayments, pageOf, sightOf, summaryFor, type PaymentDependencies } from '../../payments/index.ts';
import { ExportOutdated } from './problems.ts';

/** So many payments stand in memory at a time; others are served between one page and the next. */
const pageSize = 100;

/** What a viewer's roles let them export, and what of it they mask: a file holds for this. */
export async function sightPrint(viewer: Viewer): Promise<string> {
  const scopes = await Promise.all(['payments.read', 'payments.export'].map((action) => viewer.scope(action)));
  const seen = [scopes.map(({ reach, filter }) => [reach, filter]), [...viewer.masked].sort()];
  return createHash('sha256').update(JSON.stringify(seen)).digest('base64url');
}

const bornAt = (id: string): number => decodeTime(id.slice('pay_'.length));

/** How far an export is: counted where that is quick, else judged by how much of the time it has gone through. */
function progressOf(done: number, counted: { count: number; isExact: boolean }, share: number): Progress {
  if (counted.isExact) return { done, total: Math.max(done, counted.count), failed: 0, isEstimate: false };
  const total = Math.max(done, counted.count, Math.round(done / Math.max(share, 0.001)));
  return { done, total, failed: 0, isEstimate: true };
}

export interface Asking {
  deps: PaymentDependencies;
  query: PaymentQuery;
  /** When it was asked for: payments that are younger are not among it. */
  askedAt: Date;
  /** Whoever asked, as they are at this moment. @throws when they may not act any more */
  viewer: () => Promise<Viewer>;
  /** What they might see when it began. */
  print: string;
  signal: AbortSignal;
  progress: (progress: Progress) => void;
}

const isEarlier = (one: string, other: Date): boolean => Date.parse(one) < other.getTime();

/**
 * The payments of a list, page by page, as whoever asked may see them. A page goes on behind the id that the page before
 * ended with, so a payment that changes meanwhile appears once or, where it has left the list, not at all.
 * @throws ExportOutdated when the roles of whoever asked change, the signal's reason
 */
export async function* pages(asking: Asking): AsyncGenerator<PaymentSummary[]> {
  const { deps, askedAt, signal } = asking;
  const { cursor: _where, limit: _many, ...given } = asking.query;
  const to = given.to !== undefined && isEarlier(given.to, askedAt) ? given.to : askedAt.toISOString();
  const query: PaymentQuery = { ...given, to, limit: pageSize };
  const sight = await sightOf(deps, await asking.viewer(), 'payments.export');
  const counted = await countPayments(deps.payments, query, sight);
  const shareOf = await sharing(deps, query, Date.parse(to));
  let [cursor, done]: [string | null | undefined, number] = [undefined, 0];
  do {
    signal.throwIfAborted();
    const viewer = await asking.viewer();
    if ((await sightPrint(viewer)) !== asking.print) throw new ExportOutdated({});
    const page = await pageOf(deps.payments, { ...query, ...(cursor && { cursor }) }, sight);
    yield page.payments.map((payment) => summaryFor(viewer, payment));
    cursor = page.nextCursor;
    done += page.payments.length;
    asking.progress(progressOf(done, counted, cursor ? shareOf(cursor) : 1));
  } while (cursor);
}

/** How much of the period lies behind a payment, from 0 to 1. */
async function sharing({ payments }: PaymentDependencies, { from, order }: PaymentQuery, to: number) {
  const [oldest] = await payments.find({}, { _id: 1 }, 1, ['events', 'decision']);
  const begins = from ? Date.parse(from) : oldest ? bornAt(oldest._id) : to;
  const length = Math.max(1, to - begins);
  return (id: string): number => {
    const behind = order === 'oldest' ? bornAt(id) - begins : to - bornAt(id);
    return Math.min(1, Math.max(0, behind / length));
  };
}
