import type { Complaint } from '../json-fields.ts';

/** A refusal in Satispay's own shape; `wlt`, its trace number, is added when it is sent. */
export class SatispayFault extends Error {
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The request is not what the operation takes. */
export const invalid = (complaint: Complaint): SatispayFault =>
  new SatispayFault(
    400,
    complaint.path.length === 0 ? 27 : 36,
    `${complaint.path.join('.') || 'body'} ${complaint.isMissing ? 'is missing' : `must be ${complaint.wanted}`}`,
  );

/** The signature or the key is not right; why is for whoever integrates. */
export const notAuthenticated = (why: string): SatispayFault =>
  new SatispayFault(401, 34, `Signature verification failed: ${why}`);

export const badKey = (): SatispayFault => new SatispayFault(400, 34, 'The public key is not a valid RSA key');
export const codeUsed = (): SatispayFault => new SatispayFault(403, 45, 'The activation code has already been used');
export const notFound = (what: string): SatispayFault => new SatispayFault(404, 41, `${what} not found`);
export const wrongState = (status: string): SatispayFault =>
  new SatispayFault(403, 44, `The payment is ${status}; it cannot change that way`);
export const refundRefused = (why: string): SatispayFault => new SatispayFault(403, 131, `Refund not allowed: ${why}`);
export const serverTrouble = (): SatispayFault => new SatispayFault(500, 1, 'Internal server error');
