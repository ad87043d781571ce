import type { MoneyOrZero, PaymentActor, PaymentEvent } from '@pih/schemas/types';
import type { Tone } from '../../ui/index.ts';

/** Everything that can happen to a payment, and the colour it has in the history. A test compares it with the words. */
export const eventTones = {
  'payment.created': 'neutral',
  'decision.made': 'accent',
  'decision.empty': 'warning',
  'attempt.started': 'info',
  'attempt.redirected': 'info',
  'attempt.failed': 'danger',
  'attempt.released': 'neutral',
  'attempt.sum_differed': 'warning',
  'attempt.unresolved': 'warning',
  'payment.authorized': 'accent',
  'payment.authorized_late': 'warning',
  'payment.paid': 'success',
  'payment.canceled': 'neutral',
  'payment.expired': 'neutral',
  'payment.failed': 'danger',
  'payment.paid_late': 'warning',
  'payment.paid_twice': 'warning',
  'capture.requested': 'info',
  'capture.failed': 'danger',
  'refund.requested': 'info',
  'refund.unknown': 'warning',
  'refund.succeeded': 'success',
  'refund.failed': 'danger',
  'payment.partially_refunded': 'info',
  'payment.refunded': 'neutral',
  'payment.refund_returned': 'warning',
  'attempt.delayed': 'warning',
  'payment.asked': 'neutral',
  'note.added': 'neutral',
  'attention.acknowledged': 'success',
  'invoice.issued': 'info',
  'credit_note.issued': 'info',
  'debit_note.issued': 'info',
  'message.sent': 'info',
  'message.failed': 'warning',
  'personal_data.revealed': 'warning',
  'approval.requested': 'accent',
  'approval.given': 'success',
  'approval.declined': 'danger',
  'approval.withdrawn': 'neutral',
  'approval.failed': 'danger',
} as const satisfies Record<PaymentEvent['type'], Tone>;

/** The colour of an event; one that this console does not know yet is grey. */
export const toneOf = (type: string): Tone =>
  Object.hasOwn(eventTones, type) ? eventTones[type as keyof typeof eventTones] : 'neutral';

/** What an event may carry beyond its type. */
export interface EventFacts {
  amount?: MoneyOrZero;
  /** What should have come instead. */
  expected?: MoneyOrZero;
  method?: string;
  /** What was offered. */
  methods?: string[];
  provider?: string;
  reason?: string;
  providerCode?: string;
  /** Of an invoice or a credit note. */
  number?: string;
  /** Of a message. */
  title?: string;
  /** The identifier of the message. */
  message?: string;
  /** What somebody wrote. */
  text?: string;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isMoney = (value: unknown): value is MoneyOrZero =>
  isRecord(value) && Number.isInteger(value['amount']) && typeof value['currency'] === 'string';

/** Reads what an event carries; whatever has another shape is left out. */
export function factsOfEvent({ data }: Pick<PaymentEvent, 'data'>): EventFacts {
  const given: Record<string, unknown> = isRecord(data) ? data : {};
  const text = (name: string, as = name): Record<string, string> => {
    const value = given[name];
    return isText(value) ? { [as]: value } : {};
  };
  const { methods } = given;
  const amount = given['amount'] ?? given['total'];
  const offered = Array.isArray(methods) ? methods.filter(isText) : [];
  return {
    ...(isMoney(amount) && { amount }),
    ...(isMoney(given['expected']) && { expected: given['expected'] }),
    ...text('method'),
    ...(offered.length && { methods: offered }),
    ...text('provider'),
    ...text('because', 'reason'),
    ...text('reason'),
    ...text('providerCode'),
    ...text('number'),
    ...text('title'),
    ...text('message'),
    ...text('text'),
    ...text('note', 'text'),
  };
}

/** Whom to name: a person or system by name, else the kind of actor (a word under `transactions.actors`). */
export const nameOf = ({ type, name }: PaymentActor): { name?: string; kind: PaymentActor['type'] } =>
  name && type !== 'shopper' && type !== 'system' ? { name, kind: type } : { kind: type };
