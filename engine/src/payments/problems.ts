import { problem, toDecimal, type Money } from '@pih/schemas';

const inWords = (money: Money): string => `${toDecimal(money)} ${money.currency}`;

export const PaymentNotFound = problem<{ id: string }>({
  type: 'payment-not-found',
  status: 404,
  title: 'This payment does not exist',
  detail: ({ id }) => `There is no payment "${id.slice(0, 60)}". Check the identifier.`,
});

export const NothingToReveal = problem({
  type: 'nothing-to-reveal',
  status: 409,
  title: 'Nothing is hidden from you',
  detail: () => 'Your roles mask no personal field, so you see everything already. Nothing was recorded.',
});

export const NotDecided = problem({
  type: 'not-decided',
  status: 404,
  title: 'Nothing was decided for this payment',
  detail: () => 'A payment is decided when its shopper first opens the checkout. Ask again after that.',
});

export const CheckoutNotFound = problem({
  type: 'checkout-not-found',
  status: 404,
  title: 'This payment link is not known',
  detail: () => 'The link is incomplete or was never given out. Go back to the shop and start the payment again.',
});

export const BrandUnknown = problem<{ brand: string; known: string[] }>({
  type: 'brand-unknown',
  status: 400,
  title: 'This brand does not exist',
  detail: ({ brand, known }) => `"${brand}" has no published checkout document. Known: ${known.join(', ') || 'none'}.`,
});

export const CheckoutClosed = problem<{ state: string }>({
  type: 'checkout-closed',
  status: 409,
  title: 'This payment can no longer be paid',
  detail: ({ state }) => `The payment is ${state.replaceAll('_', ' ')}. Load the page again to see how it stands.`,
});

export const MethodNotOffered = problem<{ method: string; offered: string[] }>({
  type: 'method-not-offered',
  status: 409,
  title: 'This method is not offered',
  detail: ({ method, offered }) =>
    `"${method.slice(0, 60)}" is not offered for this payment. Choose one of: ${offered.join(', ') || 'none'}.`,
});

export const DetailsRequired = problem<{ missing: string[] }>({
  type: 'details-required',
  status: 422,
  title: 'Some details are needed before paying',
  detail: ({ missing }) => `Fill in: ${missing.join(', ')}.`,
});

export const TooManyAttempts = problem<{ attempts: number }>({
  type: 'too-many-attempts',
  status: 409,
  title: 'There were too many attempts',
  detail: ({ attempts }) => `After ${attempts} attempts this payment has ended. Start again from the shop.`,
});

export const TooManyPages = problem<{ pages: number }>({
  type: 'too-many-pages',
  status: 429,
  title: 'This payment is open on too many pages',
  detail: ({ pages }) =>
    `At most ${pages} pages can follow one payment. Close some, or ask for its state now and then.`,
});

export const ProviderUnavailable = problem<{ method: string }>({
  type: 'provider-unavailable',
  status: 502,
  title: 'The provider cannot be reached',
  detail: ({ method }) =>
    `No provider of "${method}" answered as it should. Nothing was charged. Try again, or choose another method.`,
});

export const ProviderRefused = problem<{ provider: string; providerCode?: string; because: string }>({
  type: 'provider-refused',
  status: 409,
  title: 'The provider refused',
  detail: ({ provider, because }) => `${provider} did not do it: ${because}. The payment is as it was.`,
});

export const OutcomeUnknown = problem<{ provider: string }>({
  type: 'outcome-unknown',
  status: 502,
  title: 'The provider has not said how it went',
  detail: ({ provider }) =>
    `${provider} did not give a readable answer, so the hub keeps asking. Look at the payment again in a moment; repeat with the same Idempotency-Key if you must.`,
});

export const RefundTooLarge = problem<{ asked: Money; left: Money }>({
  type: 'refund-too-large',
  status: 409,
  title: 'The refund is larger than what is left to refund',
  detail: ({ asked, left }) => `You asked for ${inWords(asked)}; ${inWords(left)} is left.`,
});

export const NotRefundable = problem<{ state: string; because: string }>({
  type: 'not-refundable',
  status: 409,
  title: 'This payment cannot be refunded',
  detail: ({ because }) => because,
});

export const NotCancelable = problem<{ state: string; because: string }>({
  type: 'not-cancelable',
  status: 409,
  title: 'This payment cannot be canceled',
  detail: ({ because }) => because,
});

export const NotCapturable = problem<{ state: string; because: string }>({
  type: 'not-capturable',
  status: 409,
  title: 'This payment cannot be captured',
  detail: ({ because }) => because,
});

export const PaymentChanged = problem<{ id: string }>({
  type: 'payment-changed',
  status: 409,
  title: 'The payment is being changed by others',
  detail: () => 'Too many changes came at once. Nothing was done; try again.',
});

export const NothingToAcknowledge = problem({
  type: 'nothing-to-acknowledge',
  status: 409,
  title: 'There is nothing to acknowledge',
  detail: () => 'This payment is not in the inbox: its cause went, or somebody has seen to it. Load the inbox again.',
});

export const TooManyNotes = problem<{ notes: number }>({
  type: 'too-many-notes',
  status: 409,
  title: 'This payment has too many notes',
  detail: ({ notes }) => `A payment keeps ${notes} notes. Go on in the system where the case is handled.`,
});

export const ViewNotFound = problem<{ id: string }>({
  type: 'view-not-found',
  status: 404,
  title: 'This saved view does not exist',
  detail: ({ id }) => `You have no saved view "${id.slice(0, 60)}". Views of others can be used, but not changed.`,
});

export const TooManyViews = problem<{ views: number }>({
  type: 'too-many-views',
  status: 409,
  title: 'You have too many saved views',
  detail: ({ views }) => `Everybody has up to ${views} views. Remove one that you do not need any more.`,
});

export const IdempotencyKeyMissing = problem({
  type: 'idempotency-key-missing',
  status: 400,
  title: 'The Idempotency-Key header is missing',
  detail: () =>
    'Send a text of 1 to 255 characters that is yours for this one intention, and the same one when you repeat it.',
});

export const IdempotencyKeyReused = problem({
  type: 'idempotency-key-reused',
  status: 422,
  title: 'This Idempotency-Key was used for something else',
  detail: () => 'The same key came with another request within a day. Use a new key for a new intention.',
});

export const ProviderUnknown = problem<{ provider: string }>({
  type: 'provider-unknown',
  status: 404,
  title: 'This provider does not exist',
  detail: ({ provider }) =>
    `There is no provider "${provider.slice(0, 60)}". Check the address that the webhook is sent to.`,
});
