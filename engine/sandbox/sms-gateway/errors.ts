import type { Complaint } from '../json-fields.ts';

/** A refusal in the gateway's own shape: `{ "error": { "code", "message" } }`. */
export class SmsFault extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
  get body(): object {
    return { error: { code: this.code, message: this.message } };
  }
}

export const unauthorized = (): SmsFault => new SmsFault(401, 'unauthorized', 'The API key is missing or unknown');
export const unreachable = (to: string): SmsFault =>
  new SmsFault(422, 'recipient_unreachable', `${to} is not a subscriber of any network`);
export const queueFull = (): SmsFault =>
  new SmsFault(503, 'queue_full', 'Too many messages at this moment, send it again later');
export const sameKeyOtherBody = (): SmsFault =>
  new SmsFault(409, 'request_key_reused', 'The request key was used for another message');
export const invalid = ({ path, wanted, isMissing }: Complaint): SmsFault =>
  new SmsFault(
    400,
    'invalid_request',
    `${path.join('.') || 'The body'} ${isMissing ? 'is missing' : `must be ${wanted}`}`,
  );
