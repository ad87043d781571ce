import { InvalidInput } from '@pih/schemas';
import { described, Forbidden } from '../http/index.ts';
import { ProviderNotReady } from '../providers/index.ts';
import {
  NothingToAcknowledge,
  OutcomeUnknown,
  PaymentChanged,
  PaymentNotFound,
  ProviderRefused,
  ProviderUnavailable,
  TooManyNotes,
} from './problems.ts';

const chapter = 'Payments';
const onePayment = { path: { id: 'paymentId' }, chapter } as const;

/** What the published API says of the routes that operators find payments by. */
export const aboutDesk = {
  list: described({
    chapter,
    name: 'listPayments',
    summary: 'List payments, newest first',
    more:
      'All filters go together. A request looks at a bounded number of stored payments, so a page may come back short, or ' +
      'empty, though there is more: `searchedTo` then says how far it got, and `nextCursor` goes on from there.',
    success: { status: 200, body: 'payment-list' },
    problems: [InvalidInput],
  }),
  count: described({
    chapter,
    name: 'countPayments',
    summary: 'Count payments',
    more: 'Takes the filters of the list. Counting stops at a bound; `isExact` says whether it got to the end.',
    success: { status: 200, body: 'payment-count' },
    problems: [InvalidInput],
  }),
  inbox: described({
    chapter,
    name: 'listPaymentsToLookAt',
    summary: 'List payments that need a look, the longest waiting first',
    more: 'Where hub and provider disagree, nobody answers, or news put the hub right; with what is usually done about it.',
    success: { status: 200, body: 'attention-list' },
    problems: [InvalidInput],
  }),
  webhooks: described({
    ...onePayment,
    name: 'listPaymentWebhooks',
    summary: 'See what providers sent about a payment',
    success: { status: 200, body: 'payment-webhook-list' },
    problems: [PaymentNotFound],
  }),
  note: described({
    ...onePayment,
    name: 'addPaymentNote',
    summary: 'Add a note for colleagues',
    success: { status: 201, body: 'payment' },
    problems: [PaymentNotFound, PaymentChanged, TooManyNotes, Forbidden],
  }),
  acknowledge: described({
    ...onePayment,
    name: 'acknowledgePayment',
    summary: 'Say that the cause was seen to',
    more: 'The payment leaves the inbox until something new happens to it.',
    success: { status: 200, body: 'payment' },
    problems: [PaymentNotFound, PaymentChanged, NothingToAcknowledge, Forbidden],
  }),
  ask: described({
    ...onePayment,
    name: 'askProvider',
    summary: 'Ask the provider now how a payment stands',
    success: { status: 200, body: 'payment' },
    problems: [
      PaymentNotFound,
      PaymentChanged,
      ProviderNotReady,
      ProviderRefused,
      ProviderUnavailable,
      OutcomeUnknown,
      Forbidden,
    ],
  }),
};
