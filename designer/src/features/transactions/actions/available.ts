import type { Payment } from '@pih/schemas/types';

/** What an operator can do about one payment. */
export const paymentActions = ['refund', 'capture', 'cancel', 'ask', 'message', 'note'] as const;
export type PaymentAction = (typeof paymentActions)[number];

/** The permission that each needs. */
const permissionOf: Readonly<Record<PaymentAction, string>> = {
  refund: 'payments.refund',
  capture: 'payments.capture',
  cancel: 'payments.cancel',
  ask: 'payments.ask',
  message: 'messages.send',
  note: 'payments.note',
};

/** Why something cannot be done now: a word under `transactions.why`. */
export type Why =
  | 'not_permitted'
  | 'limited'
  | 'nothing_captured'
  | 'nothing_left'
  | 'provider_cannot_refund'
  | 'not_held'
  | 'already_paid'
  | 'already_closed'
  | 'no_attempt';

const closed: readonly Payment['state'][] = ['failed', 'canceled', 'expired'];

function whyNoRefund({ captured, refundable }: Payment): Why {
  if (!captured.amount) return 'nothing_captured';
  return refundable.amount ? 'provider_cannot_refund' : 'nothing_left';
}

function whyNoCancel({ state }: Payment): Why {
  return closed.includes(state) ? 'already_closed' : 'already_paid';
}

/** By what happened to the payment alone, what stands in the way; undefined when nothing does. */
function hindrance(action: PaymentAction, payment: Payment): Why | undefined {
  const { can, state, attempts } = payment;
  switch (action) {
    case 'refund':
      return can.includes('refund') || can.includes('refund_partly') ? undefined : whyNoRefund(payment);
    case 'capture':
      return can.includes('capture') || state === 'authorized' ? undefined : 'not_held';
    case 'cancel':
      return can.includes('cancel') || ['created', 'pending', 'authorized'].includes(state)
        ? undefined
        : whyNoCancel(payment);
    case 'ask':
      return attempts.some(({ reference }) => reference) ? undefined : 'no_attempt';
    default:
      return undefined;
  }
}

/** What the engine offers for each action that moves money; it has asked the roles about this very payment. */
const offered: Partial<Record<PaymentAction, readonly Payment['can'][number][]>> = {
  refund: ['refund', 'refund_partly'],
  capture: ['capture'],
  cancel: ['cancel'],
};

/**
 * Why an action cannot be taken on a payment now; undefined when it can.
 * @param may whether the reader's roles allow a permission at all
 */
export function whyNot(action: PaymentAction, payment: Payment, may: (permission: string) => boolean): Why | undefined {
  if (!may(permissionOf[action])) return 'not_permitted';
  const why = hindrance(action, payment);
  if (why) return why;
  const names = offered[action];
  return names && !names.some((name) => payment.can.includes(name)) ? 'limited' : undefined;
}
