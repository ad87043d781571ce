import type { Outcome } from '../../providers/index.ts';
import { withAttempt, type Change } from '../record/change.ts';
import { closeAtProvider } from '../news/closing.ts';
import { attemptContext, checkoutUrl, connectorOf, isKeyKept } from './connectors.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import { isUnpaid } from '../record/lifecycle.ts';
import { applyOutcome, maxAttemptsOf } from '../news/news.ts';
import { failed } from '../news/outcomes.ts';
import { isOpen, type StoredAttempt, type StoredPayment } from '../record/payment.ts';
import { CheckoutClosed, OutcomeUnknown } from '../problems.ts';
import { afterTheFirst } from '../record/same-time.ts';

const shopper = { type: 'shopper' } as const;

interface Try {
  payment: StoredPayment;
  attempt: StoredAttempt;
  /** False when another request began this attempt: it is at work on it, or it crashed. */
  isNew: boolean;
  /** Whether no other provider is left to try. */
  isLast: boolean;
}

/**
 * Where an attempt led: the page that its shopper was sent to, ours once it has ended without one. Whoever repeats it is
 * sent there too.
 * @returns undefined while it is under way, and when its provider was passed over for the next
 */
export function whereItLed(
  deps: PaymentDependencies,
  payment: StoredPayment,
  attempt: StoredAttempt,
): string | undefined {
  const { redirectUrl, state, reason } = attempt;
  if (redirectUrl || isOpen(attempt)) return redirectUrl;
  return state === 'failed' && reason === 'provider_unavailable' ? undefined : checkoutUrl(deps, payment);
}

const attemptOf = (payment: StoredPayment, { id }: StoredAttempt): StoredAttempt | undefined =>
  payment.attempts.find((each) => each.id === id);

/** How long a request waits for the one that asks the provider, before it takes over: a shopper is looking. */
const waitMs = 2_000;

/** How many may take over one after the other while a request waits; then it gives up. */
const most = 4;

/**
 * Waits for the request that asks the provider, and takes over when it does not get to an end; of several that wait, one
 * does, and the others wait for it.
 * @returns the attempt: still starting when it is this request's to go on with
 * @throws OutcomeUnknown
 */
async function takeOver(deps: PaymentDependencies, { payment, attempt }: Try): Promise<StoredAttempt | undefined> {
  let seen = attempt;
  for (let round = 0; round < most; round++) {
    const isThrough = (latest: StoredPayment) => attemptOf(latest, attempt)?.state !== 'starting';
    const present = attemptOf(await afterTheFirst(deps, payment._id, isThrough, waitMs), attempt);
    if (present?.state !== 'starting') return present;
    let isOurs = false;
    const taken = await deps.payments.change(payment._id, shopper, (current, now) => {
      const latest = attemptOf(current, attempt);
      isOurs = latest?.state === 'starting' && latest.takenOverAt?.getTime() === seen.takenOverAt?.getTime();
      return isOurs
        ? { events: [], set: { attempts: withAttempt(current, attempt.id, { takenOverAt: now }) } }
        : undefined;
    });
    seen = attemptOf(taken, attempt) ?? seen;
    if (isOurs || seen.state !== 'starting') return seen;
  }
  throw new OutcomeUnknown({ provider: attempt.provider });
}

/**
 * Asks the provider to begin, once more with the same key when the answer was lost on the way.
 * @param isNew whether nobody asked before
 * @throws OutcomeUnknown when it may have charged without a page, and does not say so
 */
async function createAtProvider(
  deps: PaymentDependencies,
  payment: StoredPayment,
  attempt: StoredAttempt,
  isNew: boolean,
): Promise<Outcome> {
  let mayHaveCharged = false;
  let outcome: Outcome;
  try {
    const connector = await connectorOf(deps, attempt);
    const context = await attemptContext(deps, payment, attempt);
    const ask = async (): Promise<Outcome> => {
      const answer = await connector.create(context, attempt.id);
      mayHaveCharged ||= !connector.hasPage && answer.kind === 'unknown' && answer.because !== 'unreachable';
      return answer;
    };
    mayHaveCharged = !isNew && !connector.hasPage;
    const isTooLate = mayHaveCharged && !isKeyKept(attempt.startedAt, deps.now());
    outcome = isTooLate ? { kind: 'unknown', because: 'no_reference' } : await ask();
    if (outcome.kind === 'unknown' && !isTooLate) outcome = await ask();
  } catch (error) {
    // A provider that is not ready (a secret is missing) is one to pass over, as long as operators can read why.
    deps.log.error({ err: error, payment: payment._id, provider: attempt.provider }, 'provider could not be used');
    outcome = { kind: 'refused', because: 'not ready' };
  }
  // Then no other provider may be tried: the attempt stays as it is, and the schedule asks.
  if (mayHaveCharged && (outcome.kind === 'refused' || outcome.kind === 'unknown'))
    throw new OutcomeUnknown({ provider: attempt.provider });
  return outcome;
}

/**
 * Notes the provider's reference, whatever became of the attempt meanwhile, and where its shopper is sent.
 * @throws CheckoutClosed when the attempt was ended in the meantime; then nobody is sent there, and it is closed again
 */
async function handOver(
  deps: PaymentDependencies,
  { payment, attempt }: Try,
  { reference, memory }: Extract<Outcome, { kind: 'redirect' | 'pending' | 'processing' }>,
  url: string,
): Promise<string> {
  const { id, method, provider } = attempt;
  const note = (current: StoredPayment): Change | undefined => {
    const present = attemptOf(current, attempt);
    if (!present || present.redirectUrl) return undefined;
    const noted = { ...(reference && { reference }), memory: { ...present.memory, ...memory } };
    if (present.state !== 'starting') return { events: [], set: { attempts: withAttempt(current, id, noted) } };
    return {
      events: [{ type: 'attempt.redirected', data: { attempt: id, method, provider } }],
      set: { attempts: withAttempt(current, id, { ...noted, state: 'pending', redirectUrl: url }) },
    };
  };
  const stored = await deps.payments.change(payment._id, shopper, note, payment);
  const redirectUrl = attemptOf(stored, attempt)?.redirectUrl;
  if (redirectUrl) return redirectUrl;
  // Its reference is known, so that it is noticed should it be paid all the same.
  await closeAtProvider(deps, stored, id, shopper).catch((error: unknown) =>
    deps.log.warn({ err: error, payment: payment._id, provider }, 'could not close what nobody waits for'),
  );
  throw new CheckoutClosed({ state: isUnpaid(stored.state) ? 'being paid in another window' : stored.state });
}

const codeOf = (outcome: Outcome): string => {
  if (outcome.kind === 'refused') return outcome.providerCode ?? outcome.because;
  return outcome.kind === 'unknown' ? outcome.because : outcome.kind;
};

/**
 * Tries one provider: where to send the shopper, or undefined when the next provider should be tried.
 * @throws CheckoutClosed, OutcomeUnknown when another request is still waiting for the provider's answer, or money may
 *   have been taken
 */
export async function tryProvider(deps: PaymentDependencies, given: Try): Promise<string | undefined> {
  const { payment, isNew, isLast } = given;
  const attempt = isNew ? given.attempt : await takeOver(deps, given);
  if (attempt?.state !== 'starting') return attempt && whereItLed(deps, payment, attempt);
  const { id, provider } = attempt;
  const actor = { type: 'provider', id: provider } as const;
  const outcome = await createAtProvider(deps, payment, attempt, isNew);
  switch (outcome.kind) {
    case 'redirect':
      return handOver(deps, given, outcome, outcome.url);
    case 'pending':
    case 'processing':
      // There is no page to go to: the provider is at work, and ours shows that.
      return handOver(deps, given, outcome, checkoutUrl(deps, payment));
    case 'declined':
      await applyOutcome(deps, payment._id, id, { ...outcome, final: true }, actor);
      return checkoutUrl(deps, payment);
    case 'paid':
    case 'authorized':
      await applyOutcome(deps, payment._id, id, outcome, actor);
      return checkoutUrl(deps, payment);
    case 'unknown':
      // Ours to pass over: nobody was sent to its page, so nothing can be paid there.
      if (!isNew) throw new OutcomeUnknown({ provider });
  }
  const code = codeOf(outcome);
  deps.log.warn({ payment: payment._id, provider, code }, 'provider did not start the attempt');
  const most = isLast ? await maxAttemptsOf(deps, payment) : Infinity;
  await deps.payments.change(payment._id, actor, (current, now) => {
    const left = attemptOf(current, attempt);
    return left?.state === 'starting' ? failed(current, left, 'provider_unavailable', now, most, code) : undefined;
  });
  return undefined;
}
