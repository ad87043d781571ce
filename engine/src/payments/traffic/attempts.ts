import { newId, type Money } from '@pih/schemas';
import type { Outcome } from '../../providers/index.ts';
import { withAttempt } from '../record/change.ts';
import { failed, outcomeChange } from '../news/outcomes.ts';
import type { StoredAttempt } from '../record/payment.ts';
import type { Chance } from './random.ts';
import { partsAt, referenceAt } from './references.ts';
import type { Story } from './story.ts';

/** As often as the demo's brands let a shopper try. */
const maxAttempts = 10;

const shopper = { type: 'shopper' } as const;
export const fromProvider = (provider: string) => ({ type: 'provider', id: provider }) as const;

/** The shopper picks a method: an attempt begins at one of its providers. */
export function begin(story: Story, method: string, provider: string, chance: Chance): string {
  const id = newId('attempt', story.now, chance.random);
  story.take(shopper, ({ attempts }, now) => {
    const attempt: StoredAttempt = { id, key: id, method, provider, state: 'starting', memory: {}, startedAt: now };
    return {
      events: [{ type: 'attempt.started', data: { attempt: id, method, provider } }],
      set: { attempts: [...attempts, attempt], method, provider },
    };
  });
  return id;
}

/** The provider answered with a page, and the shopper goes there. */
export function redirect(story: Story, id: string, chance: Chance): void {
  story.take(shopper, (payment) => {
    const attempt = payment.attempts.find((each) => each.id === id);
    if (!attempt) return undefined;
    const { method, provider } = attempt;
    return {
      events: [{ type: 'attempt.redirected', data: { attempt: id, method, provider } }],
      set: { attempts: withAttempt(payment, id, { state: 'pending', reference: referenceAt(provider, chance) }) },
    };
  });
}

/** The provider did not answer: nobody was sent there. */
export function passOver(story: Story, id: string, provider: string): void {
  story.take(fromProvider(provider), (payment, now) => {
    const attempt = payment.attempts.find((each) => each.id === id);
    return attempt && failed(payment, attempt, 'provider_unavailable', now, maxAttempts, 'timeout');
  });
}

/** The provider says how an attempt stands. */
export function hear(story: Story, id: string, provider: string, outcome: Outcome): void {
  story.take(fromProvider(provider), (payment, now) => outcomeChange(payment, id, outcome, now, maxAttempts));
}

/** The provider says that an attempt brought money: all that was asked, or another sum. */
export function pays(story: Story, id: string, chance: Chance, sum?: number): void {
  const { total } = story.payment;
  granted(story, id, chance, { kind: 'paid', amount: { amount: sum ?? total.amount, currency: total.currency } });
}

/** The provider says that it holds the money of an attempt. */
export const holds = (story: Story, id: string, chance: Chance): void =>
  granted(story, id, chance, { kind: 'authorized' });

function granted(
  story: Story,
  id: string,
  chance: Chance,
  outcome: { kind: 'authorized' } | { kind: 'paid'; amount: Money },
): void {
  const attempt = story.payment.attempts.find((each) => each.id === id);
  if (!attempt?.reference) return;
  const { provider, reference } = attempt;
  hear(story, id, provider, { ...outcome, reference, at: story.now, memory: partsAt(attempt, outcome.kind, chance) });
}
