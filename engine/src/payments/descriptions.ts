import { InvalidInput } from '@pih/schemas';
import { described } from '../http/index.ts';
import { ForgedWebhook, ProviderNotReady, WebhookNotChecked } from '../providers/index.ts';
import {
  BrandUnknown,
  CheckoutClosed,
  CheckoutNotFound,
  DetailsRequired,
  MethodNotOffered,
  NotCancelable,
  NotCapturable,
  NotDecided,
  NotRefundable,
  NothingToReveal,
  OutcomeUnknown,
  PaymentChanged,
  PaymentNotFound,
  ProviderRefused,
  ProviderUnavailable,
  ProviderUnknown,
  RefundTooLarge,
  TooManyAttempts,
  TooManyPages,
} from './problems.ts';

/** What asking a provider for something may end in. */
const fromProviders = [ProviderNotReady, ProviderRefused, ProviderUnavailable, OutcomeUnknown];
const onePayment = { path: { id: 'paymentId' }, chapter: 'Payments' } as const;
const oneCheckout = { path: { token: 'checkoutToken' }, chapter: 'Checkout' } as const;

/** What the published API says of each route of payments. */
export const aboutPayments = {
  create: described({
    name: 'createPayment',
    chapter: 'Payments',
    summary: 'Take an order to be paid',
    more: 'Send the shopper to the `checkoutUrl` of the answer. Repeating with the same Idempotency-Key gives the same payment.',
    success: { status: 201, body: 'payment' },
    problems: [BrandUnknown, InvalidInput],
  }),
  preview: described({
    name: 'previewDecision',
    chapter: 'Payments',
    summary: 'See which methods a cart would be offered',
    more:
      'Decides as the checkout page would, by the flow that is live, and stores nothing: for shops that show methods before ' +
      'there is an order. The payment decides anew; a split that goes by the payment may lead it another way.',
    success: { status: 200, body: 'decision-answer' },
    problems: [BrandUnknown, InvalidInput],
  }),
  previewPage: described({
    name: 'previewCheckout',
    chapter: 'Configuration',
    summary: 'See a page of a checkout that is being edited',
    more:
      'Answers what the shopper’s page would be given, for a sample cart and a checkout that need not be published. ' +
      'Without offers, the live flow of the checkout decides for the sample cart. Nothing is stored.',
    success: { status: 200, body: 'checkout-view' },
    problems: [InvalidInput],
  }),
  read: described({
    ...onePayment,
    name: 'getPayment',
    summary: 'Look a payment up, with all that happened to it',
    success: { status: 200, body: 'payment' },
    problems: [PaymentNotFound],
  }),
  explain: described({
    ...onePayment,
    name: 'explainDecision',
    summary: 'See why a payment was offered what it was',
    more:
      'What each node of the flow compared, on the path or off it, and for every method that was not shown what removed it; ' +
      'by the documents that were live when it was decided.',
    success: { status: 200, body: 'explanation' },
    problems: [PaymentNotFound, NotDecided],
  }),
  cancel: described({
    ...onePayment,
    name: 'cancelPayment',
    summary: 'Cancel a payment that was not captured',
    orElse: { status: 202, body: 'approval-answer', says: 'A second person has to agree; it waits for them.' },
    success: { status: 200, body: 'payment' },
    problems: [PaymentNotFound, NotCancelable, PaymentChanged, ...fromProviders],
  }),
  capture: described({
    ...onePayment,
    name: 'capturePayment',
    summary: 'Take the money that is held, wholly or partly',
    orElse: { status: 202, body: 'approval-answer', says: 'A second person has to agree; it waits for them.' },
    success: { status: 200, body: 'payment' },
    problems: [PaymentNotFound, NotCapturable, InvalidInput, PaymentChanged, ...fromProviders],
  }),
  reveal: described({
    ...onePayment,
    name: 'revealPersonalData',
    summary: 'See the masked fields of a payment for a quarter of an hour',
    more: 'For who asks and this payment alone. The reason stands in the history of the payment.',
    success: { status: 201, body: 'reveal' },
    problems: [PaymentNotFound, NothingToReveal, PaymentChanged],
  }),
  refund: described({
    ...onePayment,
    name: 'refundPayment',
    summary: 'Give money back, wholly or partly',
    more: 'The sum is set aside before the provider is asked, so refunds never exceed what was captured, however many come at once.',
    orElse: { status: 202, body: 'approval-answer', says: 'A second person has to agree; it waits for them.' },
    success: { status: 201, body: 'payment' },
    problems: [PaymentNotFound, NotRefundable, RefundTooLarge, PaymentChanged, ...fromProviders],
  }),
};

/** What the published API says of each route of a shopper's checkout. */
export const aboutCheckout = {
  read: described({
    ...oneCheckout,
    name: 'getCheckout',
    summary: 'All that a front end needs to draw a payment',
    more: 'The methods are decided anew by the published flow while nothing was chosen.',
    success: { status: 200, body: 'checkout-view' },
    problems: [CheckoutNotFound, PaymentChanged],
  }),
  attempt: described({
    ...oneCheckout,
    name: 'startAttempt',
    summary: 'Pay with a method',
    more: 'Send the shopper to the `redirectUrl` of the answer.',
    success: { status: 201, body: 'attempt-answer' },
    problems: [
      CheckoutNotFound,
      CheckoutClosed,
      MethodNotOffered,
      DetailsRequired,
      TooManyAttempts,
      PaymentChanged,
      ...fromProviders,
    ],
  }),
  comeBack: described({
    ...oneCheckout,
    name: 'returnFromProvider',
    path: { token: 'checkoutToken', attempt: 'attemptId' },
    summary: 'Where a provider sends the shopper back',
    more: 'The address never decides an outcome: the provider is asked, then the browser is sent on to the checkout.',
    success: { status: 303 },
    problems: [CheckoutNotFound],
  }),
  follow: described({
    ...oneCheckout,
    name: 'followCheckout',
    summary: 'Follow the state of a payment as it changes',
    more: 'Server-sent events. The stream begins with the state as it is and stays open.',
    success: { status: 200, events: 'state-news' },
    problems: [CheckoutNotFound, TooManyPages],
  }),
};

const news = {
  chapter: 'Webhooks',
  path: { provider: 'providerId' },
  success: { status: 200, body: 'webhook-answer' },
  problems: [ProviderUnknown, ForgedWebhook, WebhookNotChecked, ProviderNotReady, OutcomeUnknown],
} as const;

export const aboutWebhook = described({
  ...news,
  name: 'receiveWebhook',
  summary: 'News from a provider',
  more: 'Repeats and news in the wrong order change nothing. Whatever is not answered with 200 should be sent again.',
  foreignBody: 'In the provider’s own format, signed in the provider’s own way; the bytes are verified as they came.',
});

export const aboutCallback = described({
  ...news,
  name: 'receiveCallback',
  summary: 'News from a provider that only calls an address',
  more: 'What stands in the address is a reason to ask the provider. News that nobody signs is followed sparingly.',
});
