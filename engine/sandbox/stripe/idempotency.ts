import { Shelf } from '../shelf.ts';
import { StripeFault } from './errors.ts';

export interface Answer {
  readonly status: number;
  readonly body: object;
}

interface Remembered {
  /** Method, path and parameters: what has to be the same when the key is used again. */
  readonly request: string;
  readonly requestId: string;
  /** Absent while the first request is still being answered. */
  answer?: Answer;
}

export interface Replay {
  readonly answer: Answer;
  /** The request that was really carried out; undefined when it is this one. */
  readonly originalRequestId?: string;
}

/**
 * Carries a request out once per `Idempotency-Key` (https://docs.stripe.com/api/idempotent_requests): the same request
 * gets the stored answer, even if that was a 500; another request with the same key is refused.
 */
export function createIdempotency(): (
  key: string,
  request: string,
  requestId: string,
  carryOut: () => Promise<Answer>,
) => Promise<Replay> {
  const remembered = new Shelf<Remembered>();

  return async (key, request, requestId, carryOut) => {
    const known = remembered.get(key);
    if (known && known.request !== request) throw otherRequest(key);
    if (known && !known.answer) throw stillRunning(key);
    if (known?.answer) return { answer: known.answer, originalRequestId: known.requestId };
    const entry: Remembered = { request, requestId };
    remembered.put(key, entry);
    const answer = await carryOut();
    // What was refused before anything was done may be tried again with the same key.
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 402) remembered.remove(key);
    else entry.answer = structuredClone(answer);
    return { answer };
  };
}

const otherRequest = (key: string): StripeFault =>
  new StripeFault(400, {
    type: 'idempotency_error',
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
  });

const stillRunning = (key: string): StripeFault =>
  new StripeFault(409, {
    type: 'idempotency_error',
    code: 'idempotency_key_in_use',
    message: `There is currently another in-progress request using this Idempotent Key: ${key}. Please try again later.`,
  });
