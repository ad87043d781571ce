import type { Payment } from '@pih/schemas';

export type PaymentState = Payment['state'];

/** Events that move a payment; all others are remarks in its history. */
export type Transition =
  | 'attempt.started'
  | 'attempt.failed'
  | 'payment.authorized'
  | 'payment.paid'
  | 'payment.paid_late'
  | 'payment.partially_refunded'
  | 'payment.refunded'
  | 'payment.refund_returned'
  | 'payment.failed'
  | 'payment.canceled'
  | 'payment.expired';

/** Which event may follow which state, and where it leads. Anything absent is refused. */
export const lifecycle: Record<PaymentState, Partial<Record<Transition, PaymentState>>> = {
  created: {
    'attempt.started': 'pending',
    // A hosted page may be paid after the hub took the attempt for failed: the shopper had it open in another window.
    'payment.authorized': 'authorized',
    'payment.paid': 'paid',
    'payment.failed': 'failed',
    'payment.canceled': 'canceled',
    'payment.expired': 'expired',
  },
  pending: {
    'attempt.failed': 'created',
    'payment.authorized': 'authorized',
    'payment.paid': 'paid',
    'payment.failed': 'failed',
    'payment.canceled': 'canceled',
    'payment.expired': 'expired',
  },
  authorized: { 'payment.paid': 'paid', 'payment.canceled': 'canceled', 'payment.expired': 'expired' },
  paid: { 'payment.partially_refunded': 'partially_refunded', 'payment.refunded': 'refunded' },
  // A refund that the provider called done may come back from the shopper's bank.
  partially_refunded: {
    'payment.partially_refunded': 'partially_refunded',
    'payment.refunded': 'refunded',
    'payment.refund_returned': 'paid',
  },
  refunded: { 'payment.partially_refunded': 'partially_refunded', 'payment.refund_returned': 'paid' },
  // Money that arrives after the end is never dropped: a correction that an operator sees.
  failed: { 'payment.paid_late': 'paid' },
  canceled: { 'payment.paid_late': 'paid' },
  expired: { 'payment.paid_late': 'paid' },
};

/** The state that an event leads to; undefined when it may not follow. */
export const after = (state: PaymentState, event: Transition): PaymentState | undefined => lifecycle[state][event];

/** Whether a shopper may still pay: then the payment may also fail. */
export const isUnpaid = (state: PaymentState): boolean => after(state, 'payment.failed') !== undefined;

/** Whether a payment has ended without money: what comes all the same comes late. */
export const hasEnded = (state: PaymentState): boolean => after(state, 'payment.paid_late') !== undefined;

const transitions: ReadonlySet<string> = new Set(Object.values(lifecycle).flatMap((row) => Object.keys(row)));

/** Whether an event moves the payment, or is only a remark. */
export const isTransition = (event: string): event is Transition => transitions.has(event);
