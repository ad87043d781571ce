import type { CheckoutView } from '@pih/schemas/types';
import type { Screen } from '../page/index.ts';
import type { CheckoutKey } from '../words/index.ts';

export type Sign = 'done' | 'waiting' | 'info' | 'failed';
export type ResultScreen = Exclude<Screen, 'choose'>;

/** How one screen speaks: the sign at its top, its words, and what it offers beneath them. */
export interface Result {
  sign: Sign;
  title: CheckoutKey;
  lead: CheckoutKey;
  /** What happens next, or what to do. */
  next?: CheckoutKey;
  /** Which of the shop's addresses the button leads to. */
  back: 'return' | 'cancel';
  thanks?: true;
  support?: true;
}

export const results: Readonly<Record<ResultScreen, Result>> = {
  paid: { sign: 'done', title: 'paid.title', lead: 'paid.lead', next: 'paid.next', back: 'return', thanks: true },
  authorized: {
    sign: 'done',
    title: 'authorized.title',
    lead: 'authorized.lead',
    next: 'authorized.next',
    back: 'return',
    thanks: true,
  },
  pending: { sign: 'waiting', title: 'pending.title', lead: 'pending.lead', next: 'pending.next', back: 'return' },
  unfinished: { sign: 'info', title: 'unfinished.title', lead: 'unfinished.lead', back: 'cancel' },
  failed: {
    sign: 'failed',
    title: 'failed.title',
    lead: 'failed.lead',
    next: 'failed.next',
    back: 'cancel',
    support: true,
  },
  canceled: { sign: 'info', title: 'canceled.title', lead: 'canceled.lead', back: 'cancel', support: true },
  expired: {
    sign: 'info',
    title: 'expired.title',
    lead: 'expired.lead',
    next: 'expired.next',
    back: 'cancel',
    support: true,
  },
  refunded: {
    sign: 'info',
    title: 'refunded.title',
    lead: 'refunded.lead',
    next: 'refunded.next',
    back: 'return',
    support: true,
  },
  'no-methods': {
    sign: 'info',
    title: 'noMethods.title',
    lead: 'noMethods.lead',
    next: 'noMethods.next',
    back: 'cancel',
    support: true,
  },
};

/** The address that a button back to the shop leads to; one stands in for the other where the shop gave only one. */
export function backUrl(view: Pick<CheckoutView, 'returnUrl' | 'cancelUrl'>, back: Result['back']): string | undefined {
  return back === 'return' ? (view.returnUrl ?? view.cancelUrl) : (view.cancelUrl ?? view.returnUrl);
}
