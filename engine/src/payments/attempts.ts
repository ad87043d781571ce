import { newId, type AttemptRequest } from '@pih/schemas';
import { abandonAttempt } from './closing.ts';
import { providerOf } from './connectors.ts';
import type { PaymentDependencies } from './dependencies.ts';
import { missingDetails, withDetails } from './details.ts';
import { isUnpaid } from './lifecycle.ts';
import { maxAttemptsOf } from './news.ts';
import { openAttempt, triesOf, type StoredAttempt, type StoredPayment } from './payment.ts';
import {
  CheckoutClosed,
  DetailsRequired,
  IdempotencyKeyReused,
  MethodNotOffered,
  ProviderUnavailable,
  TooManyAttempts,
} from './problems.ts';
import { tryProvider } from './try-provider.ts';

const shopper = { type: 'shopper' } as const;

/** When a payment is waiting for its shopper at a provider, how soon the hub asks by itself. */
const askFirstAfterMs = 2 * 60_000;

function refuseClosed(payment: StoredPayment, now: Date): void {
  if (!isUnpaid(payment.state)) throw new CheckoutClosed({ state: payment.state });
  if (payment.expiresAt <= now) throw new CheckoutClosed({ state: 'expired' });
}

/** Adds an attempt at one provider of the offer, unless the same intention did so before. */
async function begin(
  deps: PaymentDependencies,
  id: string,
  key: string,
  provider: string,
  request: AttemptRequest,
): Promise<{ payment: StoredPayment; attempt: StoredAttempt | undefined; isNew: boolean }> {
  let isNew = false;
  const payment = await deps.payments.change(id, shopper, (current, now) => {
    isNew = false;
    if (current.attempts.some((attempt) => attempt.key === key && attempt.provider === provider)) return undefined;
    refuseClosed(current, now);
    if (current.state !== 'created') throw new CheckoutClosed({ state: 'being paid in another window' });
    const most = maxAttemptsOf(deps, current);
    const isAnotherTry = !current.attempts.some((attempt) => attempt.key === key);
    if (isAnotherTry && triesOf(current) >= most) throw new TooManyAttempts({ attempts: most });
    isNew = true;
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
        attempts: [...current.attempts, attempt],
        method,
        provider,
        shopper: withDetails(current, request.shopper),
        ...(request.language && { language: request.language }),
        askAgainAt: new Date(now.getTime() + askFirstAfterMs),
      },
    };
  });
  const attempt = payment.attempts.find((each) => each.key === key && each.provider === provider);
  return { payment, attempt, isNew };
}

/**
 * Starts an attempt with the method that the shopper picked, at the first provider of its offer that answers.
 * @param key the shopper's intention; the same one again is sent to the same page
 * @throws CheckoutClosed, MethodNotOffered, DetailsRequired, TooManyAttempts, ProviderUnavailable, IdempotencyKeyReused,
 *   OutcomeUnknown when the page that the shopper left may have been paid and its provider does not say
 */
export async function startAttempt(
  deps: PaymentDependencies,
  payment: StoredPayment,
  request: AttemptRequest,
  key: string,
): Promise<{ attempt: string; redirectUrl: string }> {
  const same = payment.attempts.filter((attempt) => attempt.key === key);
  if (same.some(({ method }) => method !== request.method)) throw new IdempotencyKeyReused({});
  const earlier = same.find(({ redirectUrl }) => redirectUrl);
  if (earlier?.redirectUrl) return { attempt: earlier.id, redirectUrl: earlier.redirectUrl };
  refuseClosed(payment, deps.now());
  const offers = payment.decision?.offers ?? [];
  const offer = offers.find(({ method }) => method === request.method);
  if (!offer) throw new MethodNotOffered({ method: request.method, offered: offers.map(({ method }) => method) });
  const missing = missingDetails({ ...payment, shopper: withDetails(payment, request.shopper) });
  if (missing.length) throw new DetailsRequired({ missing });

  // Whoever comes back and chooses again has left the page that was open; it must not be paid any more.
  const open = openAttempt(payment);
  if (open && open.key !== key)
    refuseClosed(await abandonAttempt(deps, payment, open.id, 'abandoned', shopper), deps.now());

  // A provider may have been switched off since the decision.
  const providers = offer.providers.filter((id) => providerOf(deps, id)?.enabled !== false);
  for (const provider of providers) {
    const begun = await begin(deps, payment._id, key, provider, request);
    const { attempt } = begun;
    const isLast = provider === providers.at(-1);
    const redirectUrl = attempt && (attempt.redirectUrl ?? (await tryProvider(deps, { ...begun, attempt, isLast })));
    if (redirectUrl) return { attempt: attempt.id, redirectUrl };
  }
  throw new ProviderUnavailable({ method: request.method });
}
