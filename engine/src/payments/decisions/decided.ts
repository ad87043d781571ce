import type { Decision, Money } from '@pih/schemas';
import { decodeTime } from 'ulid';
import { stickyKeyOf, type StickyKey } from '../../rules/index.ts';
import type { PaymentState } from '../record/lifecycle.ts';
import { idAt } from '../list/index.ts';
import type { StoredPayment } from '../record/payment.ts';
import type { PaymentRepository } from '../record/repository.ts';

/** Of a payment that was decided, what it takes to decide it again and to tell how it went. */
export interface DecidedPayment {
  id: string;
  state: PaymentState;
  total: Money;
  /** What its shopper chose last. */
  method?: string;
  /** Whom a split knew when it was decided; the shopper may have said since who they are. */
  stickyKey: StickyKey;
  decision: Omit<Decision, 'visited'>;
}

/** A few payments of a period. */
export interface DecidedPage {
  payments: DecidedPayment[];
  /** How many were looked at, those without a decision included. */
  looked: number;
  /** How much of the period lies behind, 0 to 1. */
  share: number;
}

/** So many are read at a time: few enough that neither the store nor this engine is held up by one page. */
const pageSize = 200;

/** The way itself is left out: it is by far the largest part. */
const fields = [
  'state',
  'total',
  'method',
  'shopper.reference',
  'shopper.email',
  ...['flow', 'revision', 'at', 'facts', 'offers', 'removed', 'requirements', 'fallback'].map(
    (part) => `decision.${part}`,
  ),
];

type Read = Pick<StoredPayment, '_id' | 'state' | 'total' | 'shopper'> &
  Partial<Pick<StoredPayment, 'method' | 'decision'>>;

const decided = ({ _id: id, state, total, method, shopper = {}, decision }: Read): DecidedPayment[] =>
  decision ? [{ id, state, total, ...(method && { method }), stickyKey: stickyKeyOf(shopper, id), decision }] : [];

const bornAt = (id: string): number => decodeTime(id.slice('pay_'.length));

/**
 * Goes through the payments that were made in a period, oldest first, a page at a time; the next page is read while the
 * last one is being worked on.
 * @param from included
 * @param to not included
 */
export async function* decidedBetween(payments: PaymentRepository, from: Date, to: Date): AsyncGenerator<DecidedPage> {
  const end = idAt(to.toISOString());
  const readFrom = (after: string) => payments.between([after, end], fields, 1, pageSize);
  const start = idAt(from.toISOString());
  const [last] = await payments.between([start, end], ['state'], -1, 1);
  let page = await readFrom(start);
  const [bornFirst, bornLast] = [page[0], last].map((each) => (each ? bornAt(each._id) : 0));
  const spanMs = Math.max((bornLast ?? 0) - (bornFirst ?? 0), 1);
  while (page.length > 0) {
    const latest = page.at(-1)?._id ?? end;
    const next = page.length < pageSize ? Promise.resolve([]) : readFrom(latest);
    // Whoever stops here asks for no more; that this one fails then is nobody's matter.
    next.catch(() => undefined);
    const share = Math.min((bornAt(latest) - (bornFirst ?? 0)) / spanMs, 1);
    // The fields that are read are those of a payment.
    yield { payments: (page as unknown as Read[]).flatMap(decided), looked: page.length, share };
    page = await next;
  }
}
