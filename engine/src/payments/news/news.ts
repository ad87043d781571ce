import type { Connector, Outcome } from '../../providers/index.ts';
import { brandOf } from '../decisions/brand.ts';
import { withAttempt } from '../record/change.ts';
import { attemptContext, connectorOf, isKeyKept } from '../paying/connectors.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import { outcomeChange } from './outcomes.ts';
import type { Actor, StoredAttempt, StoredPayment } from '../record/payment.ts';

/** How often the shopper of a payment may try: as its brand says. */
export const maxAttemptsOf = async (deps: PaymentDependencies, payment: StoredPayment): Promise<number> =>
  (await brandOf(deps, payment))?.payment?.maxAttempts ?? 10;

/** Stores what an outcome changes, if it changes anything. @param seen see `change` */
export async function applyOutcome(
  deps: PaymentDependencies,
  id: string,
  attemptId: string,
  outcome: Outcome,
  actor: Actor,
  seen?: StoredPayment,
): Promise<StoredPayment> {
  const maxAttempts = await maxAttemptsOf(deps, seen ?? (await deps.payments.get(id)));
  return deps.payments.change(
    id,
    actor,
    (payment, now) => outcomeChange(payment, attemptId, outcome, now, maxAttempts),
    seen,
  );
}

/** How an attempt stands after its provider was asked. */
export interface Asked {
  payment: StoredPayment;
  outcome: Outcome;
}

/**
 * Asks the provider how an attempt stands and stores the answer. News of any origin (webhook, the shopper's return, the
 * schedule) ends up here: whatever comes first wins, and nothing that only the shopper's browser says is believed.
 */
export async function refreshAttempt(
  deps: PaymentDependencies,
  payment: StoredPayment,
  attemptId: string,
  actor: Actor,
): Promise<Asked> {
  const attempt = payment.attempts.find(({ id }) => id === attemptId);
  if (!attempt) return { payment, outcome: { kind: 'unknown', because: 'no_reference' } };
  const { state, reference, endedAt = attempt.startedAt } = attempt;
  // Nothing that its provider could say changes it any more, and several pieces of news come of each payment.
  if (state === 'paid' && reference) return { payment, outcome: { kind: 'paid', reference, at: endedAt } };
  const connector = await connectorOf(deps, attempt);
  const outcome = await lookUp(deps, payment, attempt, connector, actor);
  return { payment: await applyOutcome(deps, payment._id, attemptId, outcome, actor, payment), outcome };
}

async function lookUp(
  deps: PaymentDependencies,
  payment: StoredPayment,
  attempt: StoredAttempt,
  connector: Connector,
  actor: Actor,
): Promise<Outcome> {
  if (attempt.reference) return connector.lookUp(await attemptContext(deps, payment, attempt));
  if (!isKeyKept(attempt.startedAt, deps.now())) return { kind: 'unknown', because: 'no_reference' };
  // The answer to its creation was lost: the same key brings the same answer again, and with it the reference.
  const created = await connector.create(await attemptContext(deps, payment, attempt), attempt.id);
  // Its repetition was refused, which says nothing about the first call where that one may have charged already.
  if (created.kind === 'refused' && !connector.hasPage) return { kind: 'unknown', because: 'no_reference' };
  const isUnderWay = created.kind === 'redirect' || created.kind === 'pending' || created.kind === 'processing';
  if (!isUnderWay || !created.reference) return created;
  const { reference, memory } = created;
  const noted = await deps.payments.change(payment._id, actor, (current) => {
    const known = current.attempts.find(({ id }) => id === attempt.id);
    if (!known || known.reference) return undefined;
    const attempts = withAttempt(current, attempt.id, { reference, memory: { ...known.memory, ...memory } });
    return { events: [], set: { attempts } };
  });
  const known = noted.attempts.find(({ id }) => id === attempt.id);
  return known ? connector.lookUp(await attemptContext(deps, noted, known)) : created;
}
