/** One entry of `details`: what was wrong, and where as a JSON pointer. */
export interface Issue {
  readonly issue: string;
  readonly description: string;
  readonly field?: string;
  readonly value?: string;
}

/** A refusal in PayPal's own shape; `debug_id` and `links` are added when it is sent. */
export class PayPalFault extends Error {
  readonly status: number;
  readonly title: string;
  readonly details: readonly Issue[];
  /** Where to send the shopper, when that is what the refusal asks for. */
  readonly payerLink: string | undefined;

  constructor(status: number, name: string, message: string, details: readonly Issue[] = [], payerLink?: string) {
    super(message);
    this.status = status;
    this.title = name;
    this.details = details;
    this.payerLink = payerLink;
  }
}

/** The refusals of the Orders and Payments APIs that the simulator can give, in PayPal's words. */
const descriptions = {
  ACTION_DOES_NOT_MATCH_INTENT:
    'Order was created with another intent. Please use the action that belongs to it, or create an Order with the intent you need.',
  AUTHORIZATION_ALREADY_CAPTURED: 'Authorization has previously been captured.',
  AUTHORIZATION_VOIDED: 'A voided authorization cannot be captured or reauthorized.',
  AUTH_CAPTURE_CURRENCY_MISMATCH: 'Currency of capture must be the same as currency of authorization.',
  AMOUNT_MISMATCH:
    'Should equal item_total + tax_total + shipping + handling + insurance - shipping_discount - discount.',
  CANNOT_BE_ZERO_OR_NEGATIVE:
    'Must be greater than zero. If the currency supports decimals, only two decimal place precision is supported.',
  CAPTURE_FULLY_REFUNDED: 'The capture has already been fully refunded',
  DECIMALS_NOT_SUPPORTED:
    'Currency does not support decimals. Please refer to https://developer.paypal.com/api/rest/reference/currency-codes/ for more information.',
  DECIMAL_PRECISION: 'If the currency supports decimals, only two decimal place precision is supported.',
  DUPLICATE_INVOICE_ID:
    'Duplicate Invoice ID detected. To avoid a potential duplicate transaction your account setting requires that Invoice Id be unique for each transaction.',
  INSTRUMENT_DECLINED:
    "The instrument presented  was either declined by the processor or bank, or it can't be used for this payment.",
  INVALID_CURRENCY_CODE:
    'Currency code is invalid or is not currently supported. Please refer https://developer.paypal.com/api/rest/reference/currency-codes/ for list of supported currency codes.',
  ITEM_TOTAL_MISMATCH: 'Should equal sum of (unit_amount * quantity) across all items for a given purchase_unit.',
  MAX_CAPTURE_AMOUNT_EXCEEDED:
    'Capture amount exceeds allowable limit. Please contact customer service or your account manager to request the change to your overage limit.',
  ORDER_ALREADY_AUTHORIZED:
    "Order already authorized.If 'intent=AUTHORIZE' only one authorization per order is allowed.",
  ORDER_ALREADY_CAPTURED: "Order already captured.If 'intent=CAPTURE' only one capture per order is allowed.",
  ORDER_NOT_APPROVED:
    "Payer has not yet approved the Order for payment. Please redirect the payer to the 'rel':'approve' url returned as part of the HATEOAS links within the Create Order call or provide a valid `payment_source` in the request.",
  PENDING_CAPTURE:
    'Cannot initiate a refund as the capture is pending. Capture is typically pending when the payer has funded the transaction using e-check/bank funded.',
  PREVIOUSLY_CAPTURED: 'Authorization has been previously captured and hence cannot be voided.',
  PREVIOUSLY_VOIDED: 'Authorization has been previously voided and hence cannot be voided again.',
  REFUND_AMOUNT_EXCEEDED:
    'The refund amount must be less than or equal to the capture amount that has not yet been refunded.',
  REFUND_CAPTURE_CURRENCY_MISMATCH: 'Refund must be in the same currency as the capture',
  REFUND_NOT_ALLOWED: 'Capture cannot be refunded.',
} as const;

/** 422: understood, but not possible now. */
export const impossible = (
  issue: keyof typeof descriptions,
  where: { field?: string; payerLink?: string } = {},
): PayPalFault =>
  new PayPalFault(
    422,
    'UNPROCESSABLE_ENTITY',
    'The requested action could not be performed, semantically incorrect, or failed business validation.',
    [{ issue, description: descriptions[issue], ...(where.field !== undefined && { field: where.field }) }],
    where.payerLink,
  );

/** 400: not well-formed. */
export const malformed = (issue: Issue): PayPalFault =>
  new PayPalFault(400, 'INVALID_REQUEST', 'Request is not well-formed, syntactically incorrect, or violates schema.', [
    issue,
  ]);

export const missing = (field: string): PayPalFault =>
  malformed({ issue: 'MISSING_REQUIRED_PARAMETER', description: 'A required parameter is missing.', field });

export const notFound = (): PayPalFault =>
  new PayPalFault(404, 'RESOURCE_NOT_FOUND', 'The specified resource does not exist.', [
    {
      issue: 'INVALID_RESOURCE_ID',
      description: 'Specified resource ID does not exist. Please check the resource ID and try again.',
    },
  ]);

export const serverTrouble = (): PayPalFault =>
  new PayPalFault(500, 'INTERNAL_SERVER_ERROR', 'An internal server error occurred.');

export const wrongMediaType = (): PayPalFault =>
  new PayPalFault(415, 'UNSUPPORTED_MEDIA_TYPE', 'The request payload is in an unsupported format.');

export const notAuthenticated = (): PayPalFault =>
  new PayPalFault(
    401,
    'AUTHENTICATION_FAILURE',
    'Authentication failed due to missing authorization header, or invalid authentication credentials.',
  );
