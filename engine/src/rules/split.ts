import { createHash } from 'node:crypto';
import type { FlowSplit, Shopper } from '@pih/schemas';

/** Whom a split keeps on one way. */
export interface StickyKey {
  /** Absent when the shopper is not known; the payment takes its place. */
  shopper?: string;
  payment: string;
}

/**
 * Knows a shopper again by the merchant's customer number, or else by e-mail however it is capitalised.
 * @param payment id of the payment
 */
export function stickyKeyOf({ reference, email }: Shopper, payment: string): StickyKey {
  const shopper = reference ?? email?.trim().toLowerCase();
  return shopper ? { shopper, payment } : { payment };
}

/** Where a key stands between 0 and 99.99; always the same place for one split of one flow, and unrelated to other splits. */
function placeOf(flow: string, node: string, key: string): number {
  const digest = createHash('sha256').update(`${flow}\n${node}\n${key}`).digest();
  return Math.floor((digest.readUInt32BE(0) / 2 ** 32) * 10_000) / 100;
}

/** No flow is called so: places in a canary are unrelated to those in any split. */
const canary = '\0canary';

/**
 * Whether a payment is among the per cent of them that try something new. Whoever is among them stays so when they become more.
 * @param of what is tried
 * @param percent 0 to 100
 */
export const isAmong = (percent: number, of: string, key: StickyKey): boolean =>
  placeOf(canary, of, key.shopper ?? key.payment) < percent;

/** The branch that a payment takes. */
export function branchFor({ id, data }: FlowSplit, flow: string, key: StickyKey): string | undefined {
  const place = placeOf(flow, id, data.by === 'payment' ? key.payment : (key.shopper ?? key.payment));
  let upTo = 0;
  for (const branch of data.branches) {
    upTo += branch.percent;
    if (place < upTo) return branch.id;
  }
  return data.branches.at(-1)?.id;
}
