import { newId, type AttemptRequest, type Requirement, type Shopper } from '@pih/schemas';
import type { Outcome } from '../providers/index.ts';
import { attemptContext, checkoutUrl, connectorOf } from './connectors.ts';
import type { PaymentDependencies } from './dependencies.ts';
import { abandonAttempt, applyOutcome, maxAttemptsOf } from './news.ts';
import { failed } from './outcomes.ts';
import { openAttempt, withAttempt, type StoredAttempt, type StoredPayment } from './payment.ts';
import { CheckoutClosed, DetailsRequired, MethodNotOffered, ProviderUnavailable, TooManyAttempts } from './problems.ts';

const shopper = { type: 'shopper' } as const;

/** Which field of the shopper answers a requirement; 3-D Secure is the provider's to ask. */
const answers: Record<Requirement, (shopper: Shopper) => unknown> = {
  name: ({ name }) => name,
  email: ({ email }) => email,
  phone: ({ phone }) => phone,
  billing_address: ({ address }) => address,
  tax_id: ({ taxId }) => taxId,
  three_d_secure: () => true,
};

/** What a decision requires and nobody has told yet. */
export const missingDetails = ({ decision, shopper }: Pick<StoredPayment, 'decision' | 'shopper'>): Requirement[] =>
  (decision?.requirements ?? []).filter((requirement) => !answers[requirement](shopper));

/** When a payment is waiting for its shopper at a provider, how soon the hub asks by itself. */
const askFirstAfterMs = 2 * 60_000;

function refuseClosed(payment: StoredPayment, now: Date): void {
  const isOpen = payment.state === 'created' || payment.state === 'pending';
  if (!isOpen) throw new CheckoutClosed({ state: payment.state });
  if (payment.expiresAt <= now) throw new CheckoutClosed({ state: 'expired' });
}

/** Adds an attempt at one provider of the offer. */
async function begin(
  deps: PaymentDependencies,
  id: string,
  key: string,
  provider: string,
  request: AttemptRequest,
): Promise<StoredPayment> {
  return deps.payments.change(id, shopper, (payment, now) => {
    if (payment.attempts.some((attempt) => attempt.key === key && attempt.provider === provider)) return undefined;
    refuseClosed(payment, now);
    if (payment.state !== 'created') throw new CheckoutClosed({ state: 'being paid in another window' });
    const most = maxAttemptsOf(deps, payment);
    if (payment.attempts.length >= most) throw new TooManyAttempts({ attempts: most });
    const { method } = request;
    const attempt: StoredAttempt = {
      id: newId('attempt', now),
      key,
      method,
      provider,
      state: 'starting',
      memory: {},
      startedAt: now,
    };
    return {
      events: [{ type: 'attempt.started', data: { attempt: attempt.id, method, provider } }],
      set: {
        attempts: [...payment.attempts, attempt],
        method,
        provider,
        shopper: { ...payment.shopper, ...request.shopper },
        ...(request.language && { language: request.language }),
        askAgainAt: new Date(now.getTime() + askFirstAfterMs),
      },
    };
  });
}

/** Asks the provider for a hosted page, once more with the same key when the answer was lost on the way. */
async function createAtProvider(
  deps: PaymentDependencies,
  payment: StoredPayment,
  attempt: StoredAttempt,
): Promise<Outcome> {
  const connector = await connectorOf(deps, attempt);
  const context = attemptContext(deps, payment, attempt);
  const outcome = await connector.create(context, attempt.id);
  return outcome.kind === 'unknown' ? connector.create(context, attempt.id) : outcome;
}

/** Notes where the shopper is sent; the attempt now waits at the provider. */
function redirected(
  deps: PaymentDependencies,
  id: string,
  attempt: StoredAttempt,
  outcome: Extract<Outcome, { kind: 'redirect' }>,
): Promise<StoredPayment> {
  return deps.payments.change(id, shopper, (payment) => {
    if (payment.attempts.find((each) => each.id === attempt.id)?.state !== 'starting') return undefined;
    return {
      events: [
        {
          type: 'attempt.redirected',
          data: { attempt: attempt.id, method: attempt.method, provider: attempt.provider },
        },
      ],
      set: {
        attempts: withAttempt(payment, attempt.id, {
          state: 'pending',
          reference: outcome.reference,
          redirectUrl: outcome.url,
          memory: { ...attempt.memory, ...outcome.memory },
        }),
      },
    };
  });
}

/** Tries one provider: where to send the shopper, or undefined when the next provider should be tried. */
async function tryProvider(
  deps: PaymentDependencies,
  payment: StoredPayment,
  attempt: StoredAttempt,
): Promise<string | undefined> {
  let outcome: Outcome;
  try {
    outcome = await createAtProvider(deps, payment, attempt);
  } catch (error) {
    // A provider that is not ready (a secret is missing) is one to pass over, as long as operators can read why.
    deps.log.error({ err: error, payment: payment._id, provider: attempt.provider }, 'provider could not be used');
    outcome = { kind: 'refused', because: 'not ready' };
  }
  if (outcome.kind === 'redirect') {
    await redirected(deps, payment._id, attempt, outcome);
    return outcome.url;
  }
  if (outcome.kind === 'paid' || outcome.kind === 'authorized' || outcome.kind === 'declined') {
    await applyOutcome(deps, payment._id, attempt.id, outcome, { type: 'provider', id: attempt.provider });
    return checkoutUrl(deps, payment);
  }
  const code =
    outcome.kind === 'refused'
      ? (outcome.providerCode ?? outcome.because)
      : outcome.kind === 'unknown'
        ? outcome.because
        : outcome.kind;
  deps.log.warn({ payment: payment._id, provider: attempt.provider, code }, 'provider did not start the attempt');
  await deps.payments.change(payment._id, { type: 'provider', id: attempt.provider }, (current, now) => {
    const left = current.attempts.find(({ id }) => id === attempt.id);
    return left && failed(current, left, 'provider_unavailable', now, Infinity, code);
  });
  return undefined;
}

/**
 * Starts an attempt with the method that the shopper picked, at the first provider of its offer that answers.
 * @param key the shopper's intention; the same one again is sent to the same page
 * @throws CheckoutClosed, MethodNotOffered, DetailsRequired, TooManyAttempts, ProviderUnavailable
 */
export async function startAttempt(
  deps: PaymentDependencies,
  payment: StoredPayment,
  request: AttemptRequest,
  key: string,
): Promise<{ attempt: string; redirectUrl: string }> {
  const earlier = payment.attempts.find((attempt) => attempt.key === key && attempt.redirectUrl);
  if (earlier?.redirectUrl) return { attempt: earlier.id, redirectUrl: earlier.redirectUrl };
  refuseClosed(payment, deps.now());
  const offers = payment.decision?.offers ?? [];
  const offer = offers.find(({ method }) => method === request.method);
  if (!offer) throw new MethodNotOffered({ method: request.method, offered: offers.map(({ method }) => method) });
  const missing = missingDetails({ ...payment, shopper: { ...payment.shopper, ...request.shopper } });
  if (missing.length) throw new DetailsRequired({ missing });

  // Whoever comes back and chooses again has left the page that was open; it must not be paid any more.
  const open = openAttempt(payment);
  if (open && open.key !== key)
    refuseClosed(await abandonAttempt(deps, payment, open.id, 'abandoned', shopper), deps.now());

  for (const provider of offer.providers) {
    const begun = await begin(deps, payment._id, key, provider, request);
    const attempt = begun.attempts.find((each) => each.key === key && each.provider === provider);
    const redirectUrl = attempt?.state === 'starting' ? await tryProvider(deps, begun, attempt) : attempt?.redirectUrl;
    if (attempt && redirectUrl) return { attempt: attempt.id, redirectUrl };
  }
  throw new ProviderUnavailable({ method: request.method });
}
