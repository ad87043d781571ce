import { endPayment } from './cancel.ts';
import { sendCapture } from './captures.ts';
import { abandonAttempt, closeAtProvider, closeLeftovers, mayBePaid } from './closing.ts';
import type { PaymentDependencies } from './dependencies.ts';
import { isUnpaid } from './lifecycle.ts';
import { refreshAttempt } from './news.ts';
import { askAgainAfterMs, openAttempt, type StoredPayment } from './payment.ts';
import { OutcomeUnknown } from './problems.ts';
import { refreshRefunds } from './refunds.ts';

const system = { type: 'system', name: 'reconciler' } as const;

/** How many payments one round takes; the rest waits for the next. */
const round = 200;

/** The longer nothing happens, the later it is asked again: after a minute at first, an hour at most, and at its end. */
export function nextAsk({ events, createdAt, expiresAt }: StoredPayment, now: Date): Date {
  const waitedMs = now.getTime() - (events.at(-1)?.at ?? createdAt).getTime();
  const next = new Date(now.getTime() + Math.min(Math.max(waitedMs, askAgainAfterMs), 3_600_000));
  return expiresAt > now && expiresAt < next ? expiresAt : next;
}

/** Asks about everything of one payment that its provider has not settled. */
async function askAbout(deps: PaymentDependencies, payment: StoredPayment): Promise<void> {
  let latest = payment;
  const open = openAttempt(payment);
  if (open?.state === 'starting') {
    // The engine that began it crashed. Its page, if there is one, is closed; nobody was sent there.
    latest = (await closeAtProvider(deps, latest, open.id, system)).payment;
    latest = await abandonAttempt(deps, latest, open.id, 'abandoned', system);
  } else if (open) latest = (await refreshAttempt(deps, latest, open.id, system)).payment;
  if (latest.state === 'authorized' && latest.capturing) latest = await sendCapture(deps, latest, system);
  latest = await closeLeftovers(deps, latest, system);
  await refreshRefunds(deps, latest, system);
}

/** Does its work, and whatever comes of it, plans when a payment that still waits is asked about the next time. */
async function andPlan(deps: PaymentDependencies, { _id: id }: StoredPayment, work: Promise<void>): Promise<void> {
  try {
    await work;
  } finally {
    await deps.payments.change(id, system, (current, now) =>
      current.askAgainAt && current.askAgainAt <= now
        ? { events: [], set: { askAgainAt: nextAsk(current, now) } }
        : undefined,
    );
  }
}

/** How many payments are worked on at once: one slow provider must not hold up the others. */
const workers = 8;

/** Works through what was found; one that fails does not hold up the rest. */
async function forEach(
  deps: PaymentDependencies,
  found: readonly StoredPayment[],
  work: (payment: StoredPayment) => Promise<unknown>,
): Promise<number> {
  const queue = [...found];
  const worker = async () => {
    for (let payment = queue.shift(); payment; payment = queue.shift()) {
      const { _id: id } = payment;
      await work(payment).catch((error: unknown) =>
        deps.log.error({ err: error, payment: id }, 'scheduled work on a payment failed'),
      );
    }
  };
  await Promise.all(Array.from({ length: workers }, worker));
  return found.length;
}

/** Payments that nobody paid in time. Money that is on its way is waited for, however long its provider takes. */
const overdue = (now: Date) => ({
  state: { $in: ['created', 'pending'] },
  expiresAt: { $lte: now },
  'attempts.isProcessing': { $ne: true },
});

/** Asks the providers about payments whose news has not come. @returns how many were asked about */
export async function reconcile(deps: PaymentDependencies): Promise<number> {
  const now = deps.now();
  const due = await deps.payments.find({ askAgainAt: { $lte: now }, $nor: [overdue(now)] }, { askAgainAt: 1 }, round);
  return forEach(deps, due, (payment) => andPlan(deps, payment, askAbout(deps, payment)));
}

/** How long after its time a payment still waits for a provider that does not say whether it was paid. */
const patienceMs = 24 * 3_600_000;

/** Ends a payment whose time is over; the provider is asked first, and closes what is still open there. */
async function expire(deps: PaymentDependencies, payment: StoredPayment): Promise<void> {
  const open = openAttempt(payment);
  const isPatient = deps.now().getTime() - payment.expiresAt.getTime() < patienceMs;
  if (open && (!isPatient || (await mayBePaid(deps, open)))) {
    const asked = closeAtProvider(deps, payment, open.id, system);
    const { isClosed, outcome } = isPatient
      ? await asked
      : await asked.catch(() => ({ isClosed: true, outcome: undefined }));
    if (outcome?.kind === 'processing') return;
    // Asked again later. Money that comes after all is a correction.
    if (!isClosed && isPatient) throw new OutcomeUnknown({ provider: open.provider });
  }
  const settled = await deps.payments.get(payment._id);
  if (isUnpaid(settled.state)) await endPayment(deps, payment._id, 'payment.expired', system, { closed: open?.id });
}

/**
 * Ends the payments that nobody paid in time. One whose provider does not answer is put off, so that it does not hold up
 * the others.
 * @returns how many were looked at
 */
export async function expireDue(deps: PaymentDependencies): Promise<number> {
  const now = deps.now();
  const isPlanned = { askAgainAt: { $gt: now } };
  const due = await deps.payments.find({ ...overdue(now), $nor: [isPlanned] }, { expiresAt: 1 }, round);
  return forEach(deps, due, (payment) => andPlan(deps, payment, expire(deps, payment)));
}
