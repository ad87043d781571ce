import { ProblemError, type Money } from '@pih/schemas';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Outcome, RefundOutcome } from '../../providers/index.ts';
import { ending } from '../actions/cancel.ts';
import { reserveCapture } from '../actions/captures.ts';
import { changed, type Change } from './change.ts';
import { outcomeChange } from '../news/outcomes.ts';
import { openAttempt, type StoredPayment } from './payment.ts';
import { folded, promises } from './promises-for-tests.ts';
import { reserve, settlement } from '../actions/refund-changes.ts';
import { anAttempt, aPayment, eur, noon } from './a-payment-for-tests.ts';

/** What the outside world knows for certain: which money each attempt brought, and which refunds the provider made. */
interface World {
  brought: Map<string, Money>;
  /** Everything that was said about attempts and refunds, to be said again at any time. */
  said: Said[];
}
type Said =
  { about: 'attempt'; id: string; outcome: Outcome } | { about: 'refund'; id: string; outcome: RefundOutcome };
/** The hub's side. */
interface Hub {
  payment: StoredPayment;
}

const actor = { type: 'system' } as const;
const total = eur(49_90);

/** Takes a step as the room does: a refusal changes nothing, anything else thrown is a broken promise. */
function take(hub: Hub, decide: (payment: StoredPayment, now: Date) => Change | undefined): void {
  const before = hub.payment;
  try {
    const change = decide(before, noon);
    if (change) hub.payment = changed(before, change, actor, noon);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
  }
  expectGrown(before, hub.payment);
}

function hear(world: World, hub: Hub, said: Said): void {
  if (said.about === 'refund')
    return take(hub, (payment, now) => settlement(payment, said.id, said.outcome, now, true));
  const { id, outcome } = said;
  const isKnown = hub.payment.attempts.some((attempt) => attempt.id === id);
  if (outcome.kind === 'paid' && isKnown && !world.brought.has(id))
    world.brought.set(id, outcome.amount ?? awaited(hub.payment, id));
  take(hub, (payment, now) => outcomeChange(payment, id, outcome, now, 3));
}

/** What a provider took that does not say how much: what it was asked to. */
function awaited({ state, attempts, capturing }: StoredPayment, id: string): Money {
  const attempt = attempts.find((each) => each.id === id);
  const isHeld = state === 'authorized' && attempt?.state === 'authorized' && !attempt.isSurplus;
  return isHeld && capturing ? eur(capturing.amount) : total;
}

function expectGrown(before: StoredPayment, payment: StoredPayment): void {
  const { events, state } = payment;
  const isGrown = before.events.every((event, at) => events[at] === event);
  const isNumbered = events.every(({ sequence }, at) => sequence === at + 1);
  expect([isGrown, isNumbered, state]).toEqual([true, true, folded(payment)]);
}

function expectSound(world: World, payment: StoredPayment): void {
  const broken = Object.entries(promises(world.brought, payment)).flatMap(([promise, holds]) =>
    holds ? [] : [promise],
  );
  expect(broken).toEqual([]);
}

/** A step of the world or of somebody in it. */
const step = (words: () => string, run: (world: World, hub: Hub) => void): fc.Command<World, Hub> => ({
  check: () => true,
  run(world, hub) {
    run(world, hub);
    expectSound(world, hub.payment);
  },
  toString: words,
});

const sum = fc.oneof(
  { weight: 4, arbitrary: fc.constant(total) },
  fc.integer({ min: 1, max: 60_00 }).map(eur),
  fc.constant({ amount: 49_90, currency: 'JPY' }),
);
const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  sum.map((amount): Outcome => ({ kind: 'paid', reference: 'cs_1', at: noon, amount })),
  sum.map((amount): Outcome => ({ kind: 'authorized', reference: 'cs_1', at: noon, amount })),
  fc.constantFrom<Outcome>(
    { kind: 'paid', reference: 'cs_1', at: noon },
    { kind: 'declined', reason: 'declined', final: true },
    { kind: 'declined', reason: 'declined', final: false },
    { kind: 'canceled' },
    { kind: 'expired' },
    { kind: 'processing' },
    { kind: 'pending', memory: { capture: 'C1' } },
    { kind: 'refused', because: 'no' },
    { kind: 'unknown', because: 'timeout' },
  ),
);
const refundOutcome = fc.constantFrom<RefundOutcome>(
  { kind: 'succeeded', reference: 're_1' },
  { kind: 'pending', reference: 're_1' },
  { kind: 'failed', reason: 'closed account' },
  { kind: 'unknown', because: 'timeout' },
  { kind: 'unknown', because: 'unreachable' },
);
const which = fc.nat(9);
/** One of the parts that there are, the latest as likely as all others together. */
const nth = (parts: readonly { id: string }[], number: number): string =>
  (number >= 5 ? parts.at(-1) : parts[number])?.id ?? 'none';
const key = fc.nat(5).map((number) => ({ key: `k${number}`, fingerprint: `f${number % 3}` }));

const steps = [
  fc.constant(
    step(
      () => 'the shopper chooses',
      (_world, hub) =>
        take(hub, ({ state, attempts }) => {
          const id = `att_${attempts.length}`;
          return state === 'created'
            ? { events: [{ type: 'attempt.started' }], set: { attempts: [...attempts, anAttempt({ id, key: id })] } }
            : undefined;
        }),
    ),
  ),
  fc.tuple(which, outcome).map(([number, told]) =>
    step(
      () => `attempt ${number}: ${JSON.stringify(told)}`,
      (world, hub) => {
        const said = { about: 'attempt' as const, id: nth(hub.payment.attempts, number), outcome: told };
        world.said.push(said);
        hear(world, hub, said);
      },
    ),
  ),
  fc.tuple(which, refundOutcome).map(([number, told]) =>
    step(
      () => `refund ${number}: ${told.kind}`,
      (world, hub) => {
        const said = { about: 'refund' as const, id: nth(hub.payment.refunds, number), outcome: told };
        world.said.push(said);
        hear(world, hub, said);
      },
    ),
  ),
  fc.nat(50).map((number) =>
    step(
      () => `again, news ${number}`,
      (world, hub) => {
        const said = world.said[number % Math.max(world.said.length, 1)];
        if (said) hear(world, hub, said);
      },
    ),
  ),
  fc.tuple(fc.option(fc.integer({ min: 1, max: 60_00 })), fc.option(which), key).map(([amount, number, intention]) =>
    step(
      () => `refund of ${amount} from ${number} by ${intention.key}`,
      (_world, hub) => {
        const attempt = number === null ? undefined : hub.payment.attempts[number % hub.payment.attempts.length];
        const currency = attempt?.surplus?.currency ?? total.currency;
        const request = { ...(amount && { amount: { amount, currency } }), ...(attempt && { attempt: attempt.id }) };
        take(hub, reserve(request, intention, actor));
      },
    ),
  ),
  fc.tuple(fc.integer({ min: 1, max: 60_00 }), key).map(([amount, intention]) =>
    step(
      () => `capture of ${amount} by ${intention.key}`,
      (_world, hub) => take(hub, reserveCapture({ amount: eur(amount) }, intention)),
    ),
  ),
  fc.constantFrom('payment.canceled' as const, 'payment.expired' as const).chain((event) =>
    fc.constantFrom('closed' as const, 'unresolved' as const).map((how) =>
      step(
        () => `${event}, ${how}`,
        (_world, hub) => take(hub, (payment, now) => ending(payment, event, { [how]: openAttempt(payment)?.id }, now)),
      ),
    ),
  ),
];

/** What happens to most payments, so that the walk gets beyond their beginning. */
const often = [
  ...steps.slice(0, 1),
  fc.constant(
    step(
      () => 'the latest attempt pays',
      (world, hub) =>
        hear(world, hub, {
          about: 'attempt',
          id: nth(hub.payment.attempts, 9),
          outcome: { kind: 'paid', reference: 'cs_1', at: noon, amount: total },
        }),
    ),
  ),
  ...steps.slice(2, 3),
  ...steps.slice(4, 5),
];

it('whatever is said and asked, in whatever order and however often: no money is lost, given twice or made up', () => {
  let refunded = 0;
  let surplus = 0;
  fc.assert(
    fc.property(fc.commands([...steps, ...often], { maxCommands: 40, size: 'max' }), (commands) => {
      const hub: Hub = { payment: aPayment() };
      fc.modelRun(() => ({ model: { brought: new Map(), said: [] }, real: hub }), commands);
      if (hub.payment.refunded > 0) refunded++;
      if (hub.payment.attempts.some((attempt) => attempt.surplus)) surplus++;
    }),
    { numRuns: 2_500, seed: 20261123 },
  );
  // The walk is worth something: it gets to refunds and to surpluses often enough.
  expect(refunded).toBeGreaterThan(50);
  expect(surplus).toBeGreaterThan(50);
});
