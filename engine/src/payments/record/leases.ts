import { isWaiting, type Change } from './change.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import { openAttempt, payingAttempt, type StoredAttempt, type StoredPayment } from './payment.ts';
import { PaymentChanged, ProviderRefused } from '../problems.ts';

const system = { type: 'system', name: 'reconciler' } as const;

/** How long a payment is one engine's to work on; when that engine dies, another takes over then. */
const leaseMs = 2 * 60_000;

/** No further call begins when less than this is left: the slowest call of a provider, its repetition included. */
const lastCallMs = 60_000;

const shortestMs = 60_000;
const longestMs = 3_600_000;

/** How long it is asked in vain before operators are told: by then it is asked once an hour. */
const patienceMs = 60 * 60_000;

/**
 * Scheduled work on a payment.
 * @param goesOn whether the lease leaves time for another call
 * @returns whether its provider said how it stands; throwing says that it did not, unless it refused or others were faster
 */
export type Work = (
  deps: PaymentDependencies,
  payment: StoredPayment,
  goesOn: () => boolean,
) => Promise<{ isKnown: boolean }>;

/**
 * When a payment that waits is asked about the next time: the longer nothing happens, the later, after a minute at first
 * and an hour at most, and at the payment's end. What operators were told of is asked about at the slowest rate.
 * @param random 0 to 1; spreads what went wrong together, by half as much again
 */
export function nextAsk({ events, createdAt, expiresAt, unknown }: StoredPayment, now: Date, random: number): Date {
  const most = longestMs / 1.5;
  const waitedMs = now.getTime() - (events.at(-1)?.at ?? createdAt).getTime();
  const baseMs = unknown?.isTold ? most : Math.min(Math.max(waitedMs, shortestMs), most);
  const next = new Date(now.getTime() + Math.round(baseMs * (1 + random / 2)));
  return expiresAt > now && expiresAt < next ? expiresAt : next;
}

/** Money that is on its way for longer than bank transfers take is worth a look, once. */
const processingMs = 3 * 24 * 3_600_000;

const isDelayed = ({ events }: StoredPayment, attempt: StoredAttempt | undefined, now: Date): boolean =>
  attempt?.isProcessing === true &&
  now.getTime() - attempt.startedAt.getTime() >= processingMs &&
  !events.some(({ type, data }) => type === 'attempt.delayed' && data?.['attempt'] === attempt.id);

/** What is noted after the work: when to ask again, and how long nobody knows how the payment stands. */
export function planned(payment: StoredPayment, isKnown: boolean, now: Date, random: number): Change {
  const { since = now, isTold = false } = payment.unknown ?? {};
  const isGrave = !isKnown && !isTold && now.getTime() - since.getTime() >= patienceMs;
  const attempt = openAttempt(payment) ?? payingAttempt(payment);
  const { id, method, provider } = attempt ?? {};
  const unknown = isKnown ? undefined : { since, ...((isTold || isGrave) && { isTold: true }) };
  const isDue = payment.askAgainAt && payment.askAgainAt <= now;
  const { unknown: _before, ...rest } = payment;
  const told = { attempt: id, method, provider };
  return {
    events: [
      ...(isGrave ? [{ type: 'attempt.unresolved' as const, data: { ...told, since } }] : []),
      ...(isDelayed(payment, attempt, now) ? [{ type: 'attempt.delayed' as const, data: told }] : []),
    ],
    set: {
      lease: undefined,
      unknown,
      ...(isDue && { askAgainAt: nextAsk({ ...rest, ...(unknown && { unknown }) }, now, random) }),
    },
  };
}

/** A fault that says nothing about how the payment stands at its provider. */
const isAnswer = (error: unknown): boolean => error instanceof ProviderRefused || error instanceof PaymentChanged;

/**
 * Works on a payment as the only engine that does, and notes whatever comes of it. Only the schedule keeps away from what
 * is leased: shoppers, operators and webhooks never wait for it.
 * @param due what the payment has to be like still, or it is left alone
 * @returns whether it was this engine that worked on it
 * @throws whatever the work throws
 */
export async function underLease(
  deps: PaymentDependencies,
  id: string,
  due: Record<string, unknown>,
  work: Work,
): Promise<boolean> {
  const owner = deps.newToken();
  const until = new Date(deps.now().getTime() + leaseMs);
  if (!(await deps.payments.lease(id, due, owner, until))) return false;
  const goesOn = () => deps.now().getTime() < until.getTime() - lastCallMs;
  let isKnown = false;
  try {
    ({ isKnown } = await work(deps, await deps.payments.get(id), goesOn));
  } catch (error) {
    isKnown = isAnswer(error);
    throw error;
  } finally {
    await deps.payments.change(id, system, (current, now) =>
      current.lease?.owner === owner && isWaiting(current)
        ? planned(current, isKnown, now, (deps.random ?? Math.random)())
        : undefined,
    );
  }
  return true;
}
