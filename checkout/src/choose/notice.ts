import type { CheckoutView, Text } from '@pih/schemas/types';
import type { Failure } from '../api/index.ts';
import type { CheckoutKey } from '../words/index.ts';

export type LastFailure = NonNullable<CheckoutView['lastFailure']>;

/** A banner above the methods. `method` is named in its words. */
export interface Notice {
  tone: 'danger' | 'info';
  key: CheckoutKey;
  method?: Text;
  seconds?: number;
}

/** Going back or leaving is the shopper's right, so it is told as information; the rest is told as a failure. */
const calm: readonly LastFailure['reason'][] = ['canceled_by_shopper', 'abandoned'];

/** Says why the latest attempt came to nothing. */
export const noticeOfLast = ({ reason, title }: LastFailure): Notice => ({
  tone: calm.includes(reason) ? 'info' : 'danger',
  key: `declined.${reason}`,
  method: title,
});

const known: Readonly<Record<string, CheckoutKey>> = {
  'method-not-offered': 'problem.method-not-offered',
  'details-required': 'problem.details-required',
  'provider-unavailable': 'problem.provider-unavailable',
  'provider-not-ready': 'problem.provider-unavailable',
  'outcome-unknown': 'problem.outcome-unknown',
  'too-many-attempts': 'problem.too-many-attempts',
  'invalid-input': 'problem.invalid-input',
  'card-number': 'problem.invalid-input',
};

/** Says why an attempt could not even begin. */
export function noticeOfFailure(failure: Failure, method: Text): Notice {
  if (failure.kind === 'unreachable') return { tone: 'danger', key: 'problem.unreachable', method };
  if (failure.status === 429)
    return failure.retryAfterSeconds === undefined
      ? { tone: 'danger', key: 'problem.too-many-requests', method }
      : { tone: 'danger', key: 'problem.too-many-requests-seconds', method, seconds: failure.retryAfterSeconds };
  return { tone: 'danger', key: known[failure.slug] ?? 'problem.other', method };
}
