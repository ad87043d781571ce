import type { Intention } from '../../http/index.ts';
import { closeLeftovers } from '../news/closing.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import { earlierAction, withNewAction } from '../record/keys.ts';
import { refreshAttempt } from '../news/news.ts';
import type { Actor, StoredAttempt, StoredPayment } from '../record/payment.ts';
import { OutcomeUnknown } from '../problems.ts';
import { refreshRefunds } from '../actions/refunds.ts';

/** What a provider can still tell about: an attempt that never got there, or is paid for good, has no more news. */
const mayHaveNews = ({ state, reference }: StoredAttempt): boolean => reference !== undefined && state !== 'paid';

/** So many attempts are asked about at most, the latest: each costs a call of its provider. */
const mostAsked = 10;

/**
 * Asks the providers of a payment now how it stands, instead of waiting for the schedule.
 * @throws OutcomeUnknown when one does not say, ProviderUnavailable, IdempotencyKeyReused
 */
export async function askNow(
  deps: PaymentDependencies,
  id: string,
  intention: Intention,
  actor: Actor,
): Promise<StoredPayment> {
  let isOurs = false;
  let latest = await deps.payments.change(id, actor, (current, now) => {
    isOurs = !earlierAction(current, 'ask', intention, now);
    return isOurs
      ? { events: [{ type: 'payment.asked' }], set: { actions: withNewAction(current, 'ask', intention, now) } }
      : undefined;
  });
  if (!isOurs) return latest;
  const silent: string[] = [];
  for (const attempt of latest.attempts.filter(mayHaveNews).slice(-mostAsked)) {
    const asked = await refreshAttempt(deps, latest, attempt.id, actor);
    latest = asked.payment;
    if (asked.outcome.kind === 'unknown') silent.push(attempt.provider);
  }
  const [provider] = silent;
  if (provider) throw new OutcomeUnknown({ provider });
  await closeLeftovers(deps, latest, actor);
  await refreshRefunds(deps, await deps.payments.get(id), actor, () => true);
  // Whoever asked in vain before has an answer now.
  return deps.payments.change(id, actor, ({ unknown }) => unknown && { events: [], set: { unknown: undefined } });
}
