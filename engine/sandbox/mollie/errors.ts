import type { Complaint } from '../json-fields.ts';

/** A refusal in Mollie's own shape. */
export class MollieFault extends Error {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly field: string | undefined;

  constructor(status: number, title: string, detail: string, field?: string) {
    super(detail);
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.field = field;
  }

  get body(): object {
    const { status, title, detail, field } = this;
    return { status, title, detail, ...(field !== undefined && { field }) };
  }
}

/** What is understood and still cannot be done. */
export const unprocessable = (detail: string, field?: string): MollieFault =>
  new MollieFault(422, 'Unprocessable Entity', detail, field);

/** A member of the body is missing or not what it has to be. */
export const invalid = ({ path, wanted, isMissing }: Complaint): MollieFault =>
  unprocessable(isMissing ? `The ${path.join('.')} is missing` : `It must be ${wanted}`, path.join('.') || undefined);

export const notFound = (what: string, id: string): MollieFault =>
  new MollieFault(404, 'Not Found', `No ${what} exists with token ${id}.`);

export const unauthorized = (): MollieFault =>
  new MollieFault(401, 'Unauthorized Request', 'Missing authentication, or failed to authenticate');

export const sameKeyOtherBody = (): MollieFault =>
  new MollieFault(400, 'Bad Request', 'The idempotency key was already used for another request');

export const unavailable = (): MollieFault =>
  new MollieFault(503, 'Service Unavailable', 'The platform is temporarily unavailable, try again later');
