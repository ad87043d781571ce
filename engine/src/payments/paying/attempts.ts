import { newId, type AttemptRequest } from '@pih/schemas';
import type { Intention } from '../../http/index.ts';
import type { Change } from '../record/change.ts';
import { abandonAttempt } from '../news/closing.ts';
import { providerOf } from './connectors.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import { missingDetails, requirementsOf, withDetails } from '../checkout/details.ts';
import { isUnpaid } from '../record/lifecycle.ts';
import { isForgotten, refuseOther, setAside } from '../record/keys.ts';
import { maxAttemptsOf } from '../news/news.ts';
import { openAttempt, triesOf, type StoredAttempt, type StoredPayment } from '../record/payment.ts';
import {
  CheckoutClosed,
  DetailsRequired,
  MethodNotOffered,
  ProviderUnavailable,
  TooManyAttempts,
} from '../problems.ts';
import { tryProvider, whereItLed } from './try-provider.ts';

const shopper = { type: 'shopper' } as const;

/** When a payment is waiting for its shopper at a provider, how soon the hub asks by itself. */
const askFirstAfterMs = 2 * 60_000;

function refuseClosed(payment: StoredPayment, now: Date): void {
  if (!isUnpaid(payment.state)) throw new CheckoutClosed({ state: payment.state });
  if (payment.expiresAt <= now) throw new CheckoutClosed({ state: 'expired' });
}

/** An attempt whose key was forgotten is another try than the one that bears it now. */
const withoutKey = (attempt: StoredAttempt, key: string, now: Date): StoredAttempt =>
  attempt.key === key && isForgotten(attempt.startedAt, now) ? { ...attempt, key: setAside(key, attempt.id) } : attempt;

/** What was begun for an intention, at one provider after the other. */
const begunFor = ({ attempts }: StoredPayment, key: string, now: Date): StoredAttempt[] =>
  attempts.filter((attempt) => attempt.key === key && !isForgotten(attempt.startedAt, now));

/** Adds an attempt at one provider of the offer, unless the same intention did so before. */
async function begin(
  deps: PaymentDependencies,
  seen: StoredPayment,
  intention: Intention,
  provider: string,
  request: AttemptRequest,
): Promise<{ payment: StoredPayment; attempt: StoredAttempt | undefined; isNew: boolean }> {
  let isNew = false;
  const most = await maxAttemptsOf(deps, seen);
  const start = (current: StoredPayment, now: Date): Change | undefined => {
    isNew = false;
    const same = begunFor(current, intention.key, now);
    if (same.some((attempt) => attempt.provider === provider)) return undefined;
    refuseClosed(current, now);
    if (current.state !== 'created') throw new CheckoutClosed({ state: 'being paid in another window' });
    if (!same.length && triesOf(current) >= most) throw new TooManyAttempts({ attempts: most });
    isNew = true;
    const { method } = request;
    const attempt: StoredAttempt = {
      ...intention,
      id: newId('attempt', now),
      method,
      provider,
      state: 'starting',
      memory: {},
      startedAt: now,
    };
    return {
      events: [{ type: 'attempt.started', data: { attempt: attempt.id, method, provider } }],
      set: {
        attempts: [...current.attempts.map((each) => withoutKey(each, intention.key, now)), attempt],
        method,
        provider,
        shopper: withDetails(current, request.shopper, requirementsOf(deps, { method, providers: [provider] })),
        ...(request.language && { language: request.language }),
        askAgainAt: new Date(now.getTime() + askFirstAfterMs),
      },
    };
  };
  const payment = await deps.payments.change(seen._id, shopper, start, seen);
  const attempt = begunFor(payment, intention.key, deps.now()).find((each) => each.provider === provider);
  return { payment, attempt, isNew };
}

/**
 * Starts an attempt with the method that the shopper picked, at the first provider of its offer that answers.
 * @param intention the shopper's; the same one again is sent to the same page
 * @throws CheckoutClosed, MethodNotOffered, DetailsRequired, TooManyAttempts, ProviderUnavailable, IdempotencyKeyReused,
 *   OutcomeUnknown when the page that the shopper left may have been paid and its provider does not say
 */
export async function startAttempt(
  deps: PaymentDependencies,
  payment: StoredPayment,
  request: AttemptRequest,
  intention: Intention,
): Promise<{ attempt: string; redirectUrl: string }> {
  const same = begunFor(payment, intention.key, deps.now());
  for (const earlier of same) refuseOther(earlier, intention);
  for (const earlier of same) {
    const redirectUrl = whereItLed(deps, payment, earlier);
    if (redirectUrl) return { attempt: earlier.id, redirectUrl };
  }
  refuseClosed(payment, deps.now());
  const offers = payment.decision?.offers ?? [];
  const offer = offers.find(({ method }) => method === request.method);
  if (!offer) throw new MethodNotOffered({ method: request.method, offered: offers.map(({ method }) => method) });
  const wanted = requirementsOf(deps, offer);
  const missing = missingDetails({ ...payment, shopper: withDetails(payment, request.shopper, wanted) }, wanted);
  if (missing.length) throw new DetailsRequired({ missing });

  // Whoever comes back and chooses again has left the page that was open; it must not be paid any more.
  const open = openAttempt(payment);
  if (open && !same.includes(open))
    refuseClosed(await abandonAttempt(deps, payment, open.id, 'abandoned', shopper), deps.now());

  // A provider may have been switched off since the decision.
  const providers = offer.providers.filter((id) => providerOf(deps, id)?.enabled !== false);
  for (const provider of providers) {
    const begun = await begin(deps, payment, intention, provider, request);
    const { attempt } = begun;
    const isLast = provider === providers.at(-1);
    const redirectUrl = attempt && (attempt.redirectUrl ?? (await tryProvider(deps, { ...begun, attempt, isLast })));
    if (redirectUrl) return { attempt: attempt.id, redirectUrl };
  }
  throw new ProviderUnavailable({ method: request.method });
}
