import type { Money } from '@pih/schemas';
import type { Intention } from '../../http/index.ts';
import type { AttemptContext, Connector, RefundContext, RefundOutcome } from '../../providers/index.ts';
import { askAgainAfterMs } from '../record/change.ts';
import { attemptContext, connectorOf, isKeyKept } from '../paying/connectors.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import { payingAttempt, type Actor, type StoredPayment, type StoredRefund } from '../record/payment.ts';
import { NotRefundable, ProviderRefused } from '../problems.ts';
import { refundOf, reserve, settlement, sumOf, type Permit, type RefundWish } from './refund-changes.ts';
import { afterTheFirst } from '../record/same-time.ts';

const nobodyKnows: RefundOutcome = { kind: 'unknown', because: 'no_reference' };

/** Whether the provider may have got the call for a refund; while it is being sent, its sender learns what became of it. */
type Sent = 'not yet' | 'being sent' | 'perhaps';

function sentBefore({ neverArrived, reference, createdAt }: StoredRefund, now: Date): Sent {
  if (neverArrived) return 'not yet';
  const isFresh = neverArrived === undefined && !reference;
  return isFresh && now.getTime() - createdAt.getTime() < askAgainAfterMs ? 'being sent' : 'perhaps';
}

interface Told {
  outcome: RefundOutcome;
  isLookedUp: boolean;
}

interface Asking {
  connector: Connector;
  context: AttemptContext;
  refund: RefundContext;
  sent: Sent;
  /** Whether there is still something to do, and the provider is sure to know the refund's key again. */
  isRepeatable: boolean;
}

/** Has the provider make a refund, or say how it stands; undefined while another sender is at work on it. */
async function askFor({ connector, context, refund, sent, isRepeatable }: Asking): Promise<Told | undefined> {
  if (connector.lookUpRefund && (refund.reference || sent !== 'not yet')) {
    const outcome = await connector.lookUpRefund(context, refund);
    if (refund.reference || outcome.kind !== 'unknown') return { outcome, isLookedUp: true };
  }
  if (sent === 'being sent') return undefined;
  if (sent === 'perhaps' && !isRepeatable) return { outcome: nobodyKnows, isLookedUp: true };
  // The refund's own id is the provider's idempotency key: sending again after a lost answer gives nothing back twice.
  const answer = (await connector.refund?.(context, refund, refund.id)) ?? nobodyKnows;
  // A repetition that is refused or lost does not say what became of the call before; only a look-up does.
  const isCertain = sent === 'not yet' || answer.kind === 'succeeded' || answer.kind === 'pending';
  return { outcome: isCertain ? answer : nobodyKnows, isLookedUp: false };
}

/** Sends a reserved refund to the provider, or asks how it stands when it was sent before. */
async function send(
  deps: PaymentDependencies,
  payment: StoredPayment,
  refund: StoredRefund,
  actor: Actor,
  sent = sentBefore(refund, deps.now()),
): Promise<StoredPayment> {
  const attempt = payment.attempts.find(({ id }) => id === refund.attempt);
  if (!attempt) return payment;
  const connector = await connectorOf(deps, attempt);
  if (refund.state === 'succeeded' && !connector.lookUpRefund) return payment;
  const { id, reason, reference } = refund;
  const told = await askFor({
    connector,
    context: await attemptContext(deps, payment, attempt),
    refund: { id, amount: sumOf(payment, refund), ...(reason && { reason }), ...(reference && { reference }) },
    sent,
    isRepeatable: refund.state === 'pending' && isKeyKept(refund.createdAt, deps.now()),
  });
  if (!told) return deps.payments.get(payment._id);
  return deps.payments.change(payment._id, actor, (current, now) =>
    settlement(current, id, told.outcome, now, told.isLookedUp),
  );
}

/** Whether nobody is sending a refund for the first time any more. */
const isSent = (refund: StoredRefund | undefined, now: Date): boolean =>
  refund?.state !== 'pending' || sentBefore(refund, now) !== 'being sent';

/** @throws NotRefundable when the provider that has the money cannot give it back */
async function mustTakeRefunds(deps: PaymentDependencies, payment: StoredPayment, request: RefundWish): Promise<void> {
  const attempt = payment.attempts.find((each) => each.id === request.attempt) ?? payingAttempt(payment);
  if (attempt && !(await connectorOf(deps, attempt)).refund) {
    throw new NotRefundable({
      state: payment.state,
      because: `${attempt.provider} cannot refund through its interface. Give the money back in its own console.`,
    });
  }
}

/**
 * What a refund would give back now; nothing is set aside.
 * @param permit see `reserve`
 * @throws NotRefundable, RefundTooLarge, as the refund itself would
 */
export async function rehearseRefund(
  deps: PaymentDependencies,
  payment: StoredPayment,
  request: RefundWish,
  permit?: Permit,
): Promise<Money> {
  await mustTakeRefunds(deps, payment, request);
  let asked: Money | undefined;
  const decide = reserve(request, { key: '', fingerprint: '' }, { type: 'system' }, (current, amount, attempt) => {
    asked = amount;
    permit?.(current, amount, attempt);
  });
  decide(payment, deps.now());
  return asked ?? { ...payment.total, amount: 0 };
}

/**
 * Gives money back. The same intention again continues or repeats the answer of the first, which it waits for.
 * @param permit see `reserve`
 * @throws NotRefundable, RefundTooLarge, ProviderRefused, IdempotencyKeyReused
 */
export async function refundPayment(
  deps: PaymentDependencies,
  id: string,
  request: RefundWish,
  intention: Intention,
  actor: Actor,
  permit?: Permit,
): Promise<StoredPayment> {
  const { key } = intention;
  await mustTakeRefunds(deps, await deps.payments.get(id), request);
  const decide = reserve(request, intention, actor, permit);
  let isOurs = false;
  const reserved = await deps.payments.change(id, actor, (current, now) => {
    const change = decide(current, now);
    isOurs = change !== undefined;
    return change;
  });
  const isThrough = (current: StoredPayment) => isSent(refundOf(current, key, deps.now()), deps.now());
  const isAlone = isOurs || isThrough(reserved);
  const latest = isAlone ? reserved : await afterTheFirst(deps, id, isThrough);
  const refund = refundOf(latest, key, deps.now());
  if (!refund || refund.state === 'succeeded') return latest;
  // Only who reserved it knows that nobody has sent it.
  const sent = isOurs ? 'not yet' : sentBefore(refund, deps.now());
  const mustAsk = isAlone && refund.state === 'pending';
  const settled = mustAsk ? await send(deps, latest, refund, actor, sent) : latest;
  const result = settled.refunds.find((each) => each.id === refund.id);
  if (result?.state === 'failed') {
    const code = result.providerCode;
    const from = settled.attempts.find((each) => each.id === result.attempt);
    throw new ProviderRefused({
      provider: from?.provider ?? 'The provider',
      because: code ?? 'no reason was given',
      ...(code && { providerCode: code }),
    });
  }
  return settled;
}

/** The refunds that news may be about. What is settled is among them: a refund that was done may have come back. */
function concerned({ refunds }: StoredPayment, named: string | undefined): StoredRefund[] {
  const alive = refunds.filter(({ state }) => state !== 'failed');
  if (named === undefined) return alive;
  const meant = alive.filter(({ id, reference }) => named === id || named === reference);
  // The answer that told its identifier may have been lost, or be on its way.
  return meant.length > 0 ? meant : alive.filter(({ state, reference }) => state === 'pending' && !reference);
}

/** Asks how refunds stand after news came: one that is named, or all of them. */
export async function refreshConcerned(
  deps: PaymentDependencies,
  payment: StoredPayment,
  actor: Actor,
  named: string | undefined,
): Promise<StoredPayment> {
  let latest = payment;
  for (const refund of concerned(payment, named)) latest = await send(deps, latest, refund, actor);
  return latest;
}

/**
 * Asks again about every refund of a payment that the provider has not settled.
 * @param goesOn asked before each refund; what is left is for the next time
 */
export async function refreshRefunds(
  deps: PaymentDependencies,
  payment: StoredPayment,
  actor: Actor,
  goesOn: () => boolean,
): Promise<void> {
  let latest = payment;
  const asked = payment.refunds.filter(({ state }) => state === 'pending');
  for (const refund of asked) if (goesOn()) latest = await send(deps, latest, refund, actor);
}
