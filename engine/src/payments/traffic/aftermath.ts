import { newId } from '@pih/schemas';
import { ending } from '../actions/cancel.ts';
import { reserveCapture } from '../actions/captures.ts';
import { isWaiting, withAttempt } from '../record/change.ts';
import { openAttempt, type Actor } from '../record/payment.ts';
import { reserve, settlement } from '../actions/refund-changes.ts';
import { refundableAmount } from '../record/sums.ts';
import { begin, fromProvider, hear, pays, redirect } from './attempts.ts';
import { partsAt, referenceAt, refundReferenceAt, tellsOfRefunds } from './references.ts';
import type { Town } from './shopping.ts';
import type { Incident } from './shape.ts';
import type { Story } from './story.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const reconciler = { type: 'system', name: 'reconciler' } as const;

/** Operators act on working days' hours after something happened; half a day later at the soonest. */
const someTimeLater = ({ chance }: Town, days: number): number => chance.between(day / 2, days * day);

/** Money goes back, wholly or partly, as an operator asks for it. @param attempt whose surplus it is */
export function giveBack(
  town: Town,
  story: Story,
  actor: Actor,
  reason: string,
  { part = 1, attempt }: { part?: number; attempt?: string } = {},
): string {
  const { chance } = town;
  const { currency } = story.payment.total;
  const key = `traffic:${chance.text(12, '0123456789abcdef')}`;
  const amount = { amount: Math.max(1, Math.floor(refundableAmount(story.payment) * part)), currency };
  const request = { reason, ...(part < 1 && { amount }), ...(attempt && { attempt }) };
  story.take(actor, reserve(request, { key, fingerprint: key }, actor));
  story.wait(chance.between(400, 2_500));
  return story.payment.refunds.at(-1)?.id ?? '';
}

/** How the provider calls a refund of this payment. */
const refundName = (town: Town, story: Story, id: string): string => {
  const { attempts, refunds } = story.payment;
  const { attempt } = refunds.find((refund) => refund.id === id) ?? {};
  return refundReferenceAt(attempts.find((each) => each.id === attempt)?.provider ?? '', town.chance);
};

function done(town: Town, story: Story, actor: Actor, id: string): void {
  const reference = story.payment.refunds.find((refund) => refund.id === id)?.reference ?? refundName(town, story, id);
  story.take(actor, (payment, now) => settlement(payment, id, { kind: 'succeeded', reference }, now, false));
}

/** A refund as most are. */
function refund(town: Town, story: Story, actor: Actor): void {
  const { refunds } = town.shape;
  story.wait(someTimeLater(town, refunds.withinDays));
  const part = town.chance.isLucky(refunds.partly) ? town.chance.between(0.15, 0.7) : 1;
  done(town, story, actor, giveBack(town, story, actor, town.chance.pick(refunds.reasons), { part }));
}

function capture(town: Town, story: Story, actor: Actor): void {
  story.wait(town.chance.between(hour, 20 * hour));
  const key = `traffic:${town.chance.text(12, '0123456789abcdef')}`;
  story.take(actor, reserveCapture({}, { key, fingerprint: key }));
  story.wait(town.chance.between(300, 1_500));
  const [attempt] = story.payment.attempts.filter(({ state }) => state === 'authorized');
  if (attempt) pays(story, attempt.id, town.chance);
}

const note = (story: Story, actor: Actor, text: string): void =>
  story.take(actor, () => ({ events: [{ type: 'note.added', data: { text } }] }));

/** Somebody saw to what was to be looked at. */
function acknowledge(town: Town, story: Story, actor: Actor): void {
  const { reason } = story.payment.inbox ?? {};
  const text = town.chance.pick(town.shape.acknowledged.notes);
  story.take(actor, ({ events }) => ({
    events: [{ type: 'attention.acknowledged', data: { reason, note: text } }],
    set: { acknowledgedTo: events.length + 1 },
  }));
}

/** A second try, paid as well though the first had brought the money: the page was still open in another window. */
function payTwice(town: Town, story: Story): void {
  const first = story.payment.attempts.at(-1);
  if (!first) return;
  story.wait(town.chance.between(20 * second, 5 * minute));
  const id = newId('attempt', story.now, town.chance.random);
  story.take({ type: 'shopper' }, ({ attempts }, now) => ({
    events: [],
    set: {
      attempts: [
        {
          ...{ id, key: id, method: first.method, provider: first.provider, memory: {}, state: 'failed' as const },
          ...{ reason: 'abandoned' as const, reference: referenceAt(first.provider, town.chance) },
          ...{ startedAt: new Date(now.getTime() - 2 * minute), endedAt: now },
        },
        ...attempts,
      ],
    },
  }));
  pays(story, id, town.chance);
}

/** The provider brings news after the payment had ended without money. */
function payLate(town: Town, story: Story): void {
  story.wait(story.payment.expiresAt.getTime() - story.now.getTime() + minute);
  const id = story.payment.attempts.at(-1)?.id;
  if (!id) return;
  story.take(reconciler, (payment, now) => ending(payment, 'payment.expired', {}, now));
  story.wait(town.chance.between(20 * minute, 6 * hour));
  pays(story, id, town.chance);
}

/** What operators were told of is asked about once an hour: the last time shortly before the story ends. */
function askLater({ chance }: Pick<Town, 'chance'>, story: Story): void {
  const askAgainAt = new Date(story.end + chance.between(25 * minute, hour));
  story.take(reconciler, () => ({ events: [], set: { askAgainAt } }));
}

/** A page that its shopper left, of which its provider does not say whether it was paid. */
function leaveUnresolved(town: Town, story: Story): void {
  const { payment } = story;
  const id = payment.attempts.at(-1)?.id;
  story.wait(payment.expiresAt.getTime() - story.now.getTime() + 25 * hour);
  if (!id) return;
  const since = new Date(story.now.getTime() - 24 * hour);
  story.take(reconciler, ({ attempts }) => {
    const open = attempts.find((attempt) => attempt.id === id);
    return {
      events: [
        { type: 'attempt.unresolved', data: { attempt: id, method: open?.method, provider: open?.provider, since } },
      ],
      set: { unknown: { since, isTold: true } },
    };
  });
  story.take(reconciler, (current, now) => ending(current, 'payment.expired', { unresolved: id }, now));
  askLater(town, story);
}

/** The shopper has done their part, and the provider looks at it for days. */
function waitForLong({ chance }: Town, story: Story): void {
  const attempt = story.payment.attempts.at(-1);
  if (!attempt) return;
  const { id, method, provider } = attempt;
  story.wait(chance.between(30 * second, 3 * minute));
  hear(story, id, provider, { kind: 'processing', memory: partsAt(attempt, 'paid', chance) });
  story.wait(attempt.startedAt.getTime() + 3 * day - story.now.getTime());
  story.take(reconciler, () => ({ events: [{ type: 'attempt.delayed', data: { attempt: id, method, provider } }] }));
  askLater({ chance }, story);
}

/** What goes wrong with a payment that was paid. */
const withPaid: Partial<Record<Incident, (town: Town, story: Story, actor: Actor) => void>> = {
  paid_twice: payTwice,
  refund_failed: (town, story, actor) => {
    story.wait(someTimeLater(town, 6));
    const id = giveBack(town, story, actor, town.chance.pick(town.shape.refunds.reasons));
    done(town, story, actor, id);
    story.wait(town.chance.between(day, 3 * day));
    const { provider = 'stripe' } = story.payment;
    story.take(fromProvider(provider), (payment, now) =>
      settlement(payment, id, { kind: 'failed', reason: 'account_closed' }, now, true),
    );
  },
  refund_unknown: (town, story, actor) => {
    const reason = town.chance.pick(town.shape.refunds.reasons);
    story.wait(someTimeLater(town, 4));
    const id = giveBack(town, story, actor, reason);
    // Its provider took it on, and did not answer when it was asked how it went.
    const reference = refundName(town, story, id);
    story.take(actor, (payment, now) => settlement(payment, id, { kind: 'pending', reference }, now, false));
    story.wait(10 * minute);
    story.take(reconciler, (payment, now) =>
      settlement(payment, id, { kind: 'unknown', because: 'timeout' }, now, true),
    );
    askLater(town, story);
  },
};

/** What goes wrong before money came as it should. */
const withOpen: Partial<Record<Incident, (town: Town, story: Story) => void>> = {
  paid_late: payLate,
  attempt_unresolved: leaveUnresolved,
  processing_long: waitForLong,
  sum_differs: (town, story) => {
    const id = story.payment.attempts.at(-1)?.id;
    if (id) pays(story, id, town.chance, Math.max(1, story.payment.total.amount - town.chance.whole(100, 900)));
  },
  corrected: (town, story) => {
    payLate(town, story);
    story.wait(town.chance.between(second, minute));
    const system = { type: 'system' } as const;
    if (story.payment.state === 'paid') done(town, story, system, giveBack(town, story, system, 'paid_late'));
  },
};

/** Whether something can go wrong with a payment: some providers do not tell how a refund went, and so nobody misses it. */
const fits = (incident: Incident, { payment }: Story): boolean =>
  incident !== 'refund_unknown' || tellsOfRefunds(payment.provider ?? '');

/** How long the longest of these stories goes on. */
const incidentMs = 12 * day;

/** A page is open at a provider, and something goes wrong. @returns whether it did */
export function goesWrongOpen(town: Town, story: Story, incident: Incident): boolean {
  const happens = withOpen[incident];
  const offers = story.payment.decision?.offers ?? [];
  const { slowMethod } = town.shape;
  const offer = incident === 'processing_long' ? offers.find(({ method }) => method === slowMethod) : offers[0];
  const [provider] = offer?.providers ?? [];
  if (!happens || !offer || !provider || !story.hasTimeFor(incidentMs / 3)) return false;
  const id = begin(story, offer.method, provider, town.chance);
  story.wait(town.chance.between(300, 1_200));
  redirect(story, id, town.chance);
  // Its page is closed as far as anybody knows, until the provider brings news; what nobody knows of stays open.
  if (incident === 'paid_late' || incident === 'corrected')
    story.take({ type: 'shopper' }, (payment, now) => ({
      events: [{ type: 'attempt.failed', data: { attempt: id, method: offer.method, provider, reason: 'abandoned' } }],
      set: { attempts: withAttempt(payment, id, { state: 'failed', reason: 'abandoned', endedAt: now }) },
    }));
  happens(town, story);
  return true;
}

export const isAboutOpen = (incident: Incident): boolean => withOpen[incident] !== undefined;

/** What happens after money came: captures, refunds, and what goes wrong with them. @returns whether it went wrong */
export function afterwards(town: Town, story: Story, actor: Actor, incident: Incident | undefined): boolean {
  const { chance, shape } = town;
  // Some of what was held lately still waits for somebody to take it.
  const isWaiting = !story.hasTimeFor(6 * day) && chance.isLucky(0.85);
  if (story.payment.state === 'authorized' && story.hasTimeFor(day) && !isWaiting) capture(town, story, actor);
  if (story.payment.state !== 'paid') return false;
  const happens = incident && fits(incident, story) ? withPaid[incident] : undefined;
  if (happens && story.hasTimeFor(incidentMs)) {
    happens(town, story, actor);
    return true;
  }
  if (chance.isLucky(shape.refunds.share) && story.hasTimeFor((shape.refunds.withinDays + 1) * day))
    refund(town, story, actor);
  return false;
}

/** The provider says at last what it had left open. */
function learn(town: Town, story: Story, actor: Actor): void {
  const pending = story.payment.refunds.find(({ state }) => state === 'pending');
  if (pending) done(town, story, actor, pending.id);
  const open = openAttempt(story.payment);
  if (open?.isProcessing) pays(story, open.id, town.chance);
  else if (open) hear(story, open.id, open.provider, { kind: 'expired' });
}

/** What operators do about a payment that they looked at. @param isLeft nobody has seen to it yet */
export function seenTo(town: Town, story: Story, actor: Actor, isLeft: boolean): void {
  const { chance, shape } = town;
  const { share, afterDays } = shape.acknowledged;
  if (isLeft) return;
  if (chance.isLucky(shape.habits.noted) && story.hasTimeFor(day)) {
    story.wait(chance.between(minute, day));
    note(story, actor, chance.pick(shape.notes));
  }
  if (!story.payment.inbox || !chance.isLucky(share) || !story.hasTimeFor(afterDays * day)) return;
  story.wait(chance.between(hour, afterDays * day));
  if (isWaiting(story.payment)) learn(town, story, actor);
  else acknowledge(town, story, actor);
}
