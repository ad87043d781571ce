import type Stripe from 'stripe';

type ErrorType = 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';

/** The members Stripe puts under `error`; see https://docs.stripe.com/api/errors. */
export interface StripeErrorBody {
  readonly type: ErrorType;
  readonly message: string;
  readonly code?: string;
  readonly param?: string;
  readonly payment_intent?: Stripe.PaymentIntent;
}

/** A refusal in Stripe's own shape. */
export class StripeFault extends Error {
  readonly status: number;
  readonly error: StripeErrorBody;

  constructor(status: number, error: StripeErrorBody) {
    super(error.message);
    this.status = status;
    this.error = error;
  }
}

/** 400 `invalid_request_error`, the commonest refusal. */
export const invalid = (message: string, details: Partial<Pick<StripeErrorBody, 'code' | 'param'>> = {}): StripeFault =>
  new StripeFault(400, { type: 'invalid_request_error', message, ...details });

export const noSuch = (what: string, id: string, param: string): StripeFault =>
  new StripeFault(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${what}: '${id}'`,
    param,
  });

/** The object is in a state that does not allow the request. */
export const unexpectedState = (message: string, intent?: Stripe.PaymentIntent): StripeFault =>
  new StripeFault(400, {
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
    message,
    ...(intent && { payment_intent: intent }),
  });

export const serverTrouble = (): StripeFault =>
  new StripeFault(500, {
    type: 'api_error',
    message: 'Sorry! There was an error while talking to one of our backends. Support has been notified.',
  });
