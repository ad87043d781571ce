import type { Complaint } from '../json-fields.ts';

/** A refusal in Scalapay's own shape; `errorId` is added when it is sent. */
export class ScalapayFault extends Error {
  readonly status: number;
  readonly code: string;
  /** What stands as `message`: words, or a list of what is wrong where. */
  readonly detail: string | object;

  constructor(status: number, code: string, detail: string | object) {
    super(code);
    this.status = status;
    this.code = code;
    this.detail = detail;
  }
}

/** A member of the body is missing or not what it has to be. */
export function invalid({ path, wanted, isMissing }: Complaint): ScalapayFault {
  const name = path.at(-1) ?? 'value';
  const wrong = {
    field: path,
    location: 'body',
    messages: [isMissing ? `"${name}" is required` : `"${name}" must be ${wanted}`],
    types: [isMissing ? 'any.required' : 'any.invalid'],
  };
  return new ScalapayFault(400, 'api_validationerror', { status: 400, statusText: 'Bad Request', errors: [wrong] });
}

/** The order is not in a state for this. */
export const notNow = (why: string): ScalapayFault => new ScalapayFault(400, 'pre_condition_failed', why);

export const tooMuch = (): ScalapayFault =>
  new ScalapayFault(400, 'order_amount_exceeds_maximum_limit', 'The amount exceeds the maximum limit.');

/** @param status 422 where an order is asked about, 400 where it is to be changed: so the official description has it */
export const noSuchOrder = (token: string, status: 400 | 422): ScalapayFault =>
  new ScalapayFault(status, 'invalid_token', `Order ${token} not found.`);

export const inProgress = (): ScalapayFault =>
  new ScalapayFault(
    409,
    'conflicting_operation_in_progress',
    'You tried to perform an operation that conflicts with another operation. Try again later.',
  );

export const nothingHere = (): ScalapayFault => new ScalapayFault(404, 'not_found', 'There is no such operation.');
export const serverTrouble = (): ScalapayFault => new ScalapayFault(500, 'internal_server', 'Internal server error.');
