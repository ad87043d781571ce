import type { Payment } from '@pih/schemas';
import { after, isTransition } from '../src/payments/index.ts';
import type { Booked } from './providers.ts';
import type { Story } from './story.ts';

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** What is half-applied in a payment: a history that does not lead to its state, sums that do not add up. */
export function halfApplied({ id, state, events, captured, refunded, refunds, attempts }: Payment): string[] {
  const wrong: string[] = [];
  let told: Payment['state'] = 'created';
  for (const [index, { sequence, type }] of events.entries()) {
    if (sequence !== index + 1) wrong.push(`${id}: event ${sequence} stands where ${index + 1} belongs`);
    if (!isTransition(type)) continue;
    const next = after(told, type);
    if (!next) wrong.push(`${id}: ${type} follows ${told}`);
    told = next ?? told;
  }
  if (told !== state) wrong.push(`${id}: its events lead to ${told}, it is ${state}`);
  const done = sum(refunds.filter(({ state }) => state === 'succeeded').map(({ amount }) => amount.amount));
  const reserved = sum(refunds.filter(({ state }) => state !== 'failed').map(({ amount }) => amount.amount));
  if (done !== refunded.amount) wrong.push(`${id}: refunds make ${done}, it says ${refunded.amount}`);
  if (reserved > captured.amount) wrong.push(`${id}: ${reserved} is refunded of ${captured.amount} captured`);
  const paid = attempts.filter(({ state }) => state === 'paid').length;
  if (paid !== (captured.amount > 0 ? 1 : 0)) wrong.push(`${id}: ${paid} attempts are paid of ${captured.amount}`);
  return wrong;
}

/** What was acknowledged about a payment and is not there, or is there twice. */
export function lostOrDoubled({ payment, order, refunds }: Story, found: Payment): string[] {
  const wrong: string[] = [];
  if (found.id !== payment?.id || found.reference !== order.reference || found.total.amount !== order.total.amount)
    wrong.push(
      `${payment?.id}: ${order.reference} is answered as ${found.id} ${found.reference} ${found.total.amount}`,
    );
  for (const { key, amount, acknowledged } of refunds) {
    const made = found.refunds.filter(({ reason, state }) => reason === key && state !== 'failed');
    if (made.length > 1) wrong.push(`${found.id}: ${key} was made ${made.length} times`);
    if (acknowledged && !made.some((refund) => refund.id === acknowledged && refund.amount.amount === amount))
      wrong.push(`${found.id}: ${key} was acknowledged and is not there`);
  }
  return wrong;
}

/** Where the books of the providers and the hub differ: money taken twice, refunded twice, or unknown to the hub. */
export function booksDiffer(payments: readonly Payment[], books: readonly Booked[]): string[] {
  const wrong: string[] = [];
  const known = new Map(payments.flatMap((payment) => payment.attempts.map(({ id }) => [id, payment] as const)));
  const byPayment = new Map<string, Booked[]>();
  for (const booked of books) {
    const payment = known.get(booked.attempt);
    if (!payment) wrong.push(`${booked.attempt}: ${booked.taken} was taken, and the hub knows no such attempt`);
    else byPayment.set(payment.id, [...(byPayment.get(payment.id) ?? []), booked]);
  }
  for (const { id, captured, refunds } of payments) {
    const booked = byPayment.get(id) ?? [];
    if (booked.length > 1) wrong.push(`${id}: was charged ${booked.length} times`);
    const taken = sum(booked.map((each) => each.taken));
    if (taken !== captured.amount) wrong.push(`${id}: ${taken} was taken, the hub says ${captured.amount}`);
    const given = booked.flatMap((each) => each.refunds).sort((a, b) => a - b);
    const succeeded = refunds.filter(({ state }) => state === 'succeeded').map(({ amount }) => amount.amount);
    if (given.join() !== succeeded.sort((a, b) => a - b).join())
      wrong.push(`${id}: the provider refunded [${given.join()}], the hub says [${succeeded.join()}]`);
  }
  return wrong;
}
