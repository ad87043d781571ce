import { endPayment } from './cancel.ts';
import type { PaymentDependencies } from './dependencies.ts';
import { abandonAttempt, refreshAttempt } from './news.ts';
import { openAttempt, payingAttempt, type StoredPayment } from './payment.ts';
import { refreshRefunds } from './refunds.ts';

const system = { type: 'system', name: 'reconciler' } as const;

/** How many payments one round takes; the rest waits for the next. */
const round = 200;

/** The longer nothing comes, the later it is asked again: 1 minute at first, an hour at most. */
function nextAsk(payment: StoredPayment, now: Date): Date {
  const waitedMs = now.getTime() - payment.updatedAt.getTime();
  return new Date(now.getTime() + Math.min(Math.max(waitedMs, 60_000), 3_600_000));
}

/** Asks about everything of one payment that its provider has not settled. */
async function askAgain(deps: PaymentDependencies, payment: StoredPayment): Promise<void> {
  const open = openAttempt(payment) ?? (payment.capturing ? payingAttempt(payment) : undefined);
  if (open?.state === 'starting') await abandonAttempt(deps, payment, open.id, 'abandoned', system);
  else if (open) await refreshAttempt(deps, payment, open.id, system);
  await refreshRefunds(deps, await deps.payments.get(payment._id), system);
  const now = deps.now();
  await deps.payments.change(payment._id, system, (current) =>
    current.askAgainAt && current.askAgainAt <= now
      ? { events: [], set: { askAgainAt: nextAsk(payment, now) } }
      : undefined,
  );
}

/** One after the other, and one that fails does not hold up the rest. */
async function forEach(
  deps: PaymentDependencies,
  found: StoredPayment[],
  work: (payment: StoredPayment) => Promise<unknown>,
): Promise<number> {
  for (const payment of found) {
    await work(payment).catch((error: unknown) =>
      deps.log.error({ err: error, payment: payment._id }, 'scheduled work on a payment failed'),
    );
  }
  return found.length;
}

/** Asks the providers about payments whose news has not come. @returns how many were asked about */
export async function reconcile(deps: PaymentDependencies): Promise<number> {
  const due = await deps.payments.find({ askAgainAt: { $lte: deps.now() } }, { askAgainAt: 1 }, round);
  return forEach(deps, due, (payment) => askAgain(deps, payment));
}

/** Ends a payment whose time is over; the provider is asked first, and closes what is still open there. */
async function expire(deps: PaymentDependencies, payment: StoredPayment): Promise<void> {
  const open = openAttempt(payment);
  const settled = open ? await abandonAttempt(deps, payment, open.id, 'abandoned', system) : payment;
  if (settled.state === 'created' || settled.state === 'pending')
    await endPayment(deps, payment._id, 'payment.expired', system);
}

/** Ends the payments that nobody paid in time. @returns how many were looked at */
export async function expireDue(deps: PaymentDependencies): Promise<number> {
  const due = await deps.payments.find(
    { state: { $in: ['created', 'pending'] }, expiresAt: { $lte: deps.now() } },
    { expiresAt: 1 },
    round,
  );
  return forEach(deps, due, (payment) => expire(deps, payment));
}
