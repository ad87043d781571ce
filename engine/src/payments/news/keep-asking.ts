import { endPayment } from '../actions/cancel.ts';
import { sendCapture } from '../actions/captures.ts';
import { abandonAttempt, closeAtProvider, closeLeftovers, mayBePaid } from './closing.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import type { Work } from '../record/leases.ts';
import { isUnpaid } from '../record/lifecycle.ts';
import { refreshAttempt } from './news.ts';
import { openAttempt, type StoredPayment } from '../record/payment.ts';
import { OutcomeUnknown } from '../problems.ts';
import { refreshRefunds } from '../actions/refunds.ts';
import { workThrough } from './rounds.ts';

const system = { type: 'system', name: 'reconciler' } as const;

/** Asks about everything of one payment that its provider has not settled, as far as the lease reaches. */
const askAbout: Work = async (deps, payment, goesOn) => {
  let latest = payment;
  let isKnown = true;
  const open = openAttempt(payment);
  if (open?.state === 'starting') {
    // The engine that began it crashed. Its page, if there is one, is closed; nobody was sent there.
    latest = (await closeAtProvider(deps, latest, open.id, system)).payment;
    latest = await abandonAttempt(deps, latest, open.id, 'abandoned', system);
  } else if (open) {
    const asked = await refreshAttempt(deps, latest, open.id, system);
    latest = asked.payment;
    isKnown = asked.outcome.kind !== 'unknown';
  }
  if (latest.state === 'authorized' && latest.capturing && goesOn()) latest = await sendCapture(deps, latest, system);
  // What could not be found out is not asked twice in a row.
  if (isKnown && goesOn()) latest = await closeLeftovers(deps, latest, system);
  await refreshRefunds(deps, latest, system, goesOn);
  return { isKnown };
};

/** Payments that nobody paid in time. Money that is on its way is waited for, however long its provider takes. */
const overdue = (now: Date) => ({
  state: { $in: ['created', 'pending'] },
  expiresAt: { $lte: now },
  'attempts.isProcessing': { $ne: true },
});

/** Asks the providers about payments whose news has not come. @returns how many were asked about */
export function reconcile(deps: PaymentDependencies): Promise<number> {
  const now = deps.now();
  const due = { askAgainAt: { $lte: now }, $nor: [overdue(now)] };
  return workThrough(deps, due, { askAgainAt: 1 }, askAbout);
}

/** How long after its time a payment still waits for a provider that does not say whether it was paid. */
const patienceMs = 24 * 3_600_000;

/** How the open attempt of a payment stands whose time is over, after its provider was told to close it. */
async function closing(
  deps: PaymentDependencies,
  payment: StoredPayment,
  attemptId: string,
): Promise<{ isClosed: boolean; isProcessing: boolean }> {
  const { isClosed, outcome } = await closeAtProvider(deps, payment, attemptId, system);
  return { isClosed, isProcessing: outcome.kind === 'processing' };
}

/** Ends a payment whose time is over; the provider is asked first, and closes what is still open there. */
const expire: Work = async (deps, payment) => {
  const open = openAttempt(payment);
  const mayBe = open && (await mayBePaid(deps, open).catch(() => true));
  const isPatient = deps.now().getTime() - payment.expiresAt.getTime() < patienceMs;
  let isKnown = true;
  if (open && mayBe) {
    const asked = closing(deps, payment, open.id);
    const { isClosed, isProcessing } = isPatient
      ? await asked
      : await asked.catch(() => ({ isClosed: false, isProcessing: false }));
    if (isProcessing) return { isKnown };
    if (!isClosed && isPatient) throw new OutcomeUnknown({ provider: open.provider });
    isKnown = isClosed;
  }
  const settled = await deps.payments.get(payment._id);
  if (!isUnpaid(settled.state)) return { isKnown };
  // The payment does not wait for ever; whether it was paid is asked on and on, and money that comes is a correction.
  const how = isKnown ? { closed: open?.id } : { unresolved: open?.id };
  await endPayment(deps, payment._id, 'payment.expired', system, how);
  return { isKnown };
};

/**
 * Ends the payments that nobody paid in time. One whose provider does not answer is put off, so that it does not hold up
 * the others.
 * @returns how many were looked at
 */
export function expireDue(deps: PaymentDependencies): Promise<number> {
  const now = deps.now();
  const isPlanned = { askAgainAt: { $gt: now } };
  return workThrough(deps, { ...overdue(now), $nor: [isPlanned] }, { expiresAt: 1 }, expire);
}
