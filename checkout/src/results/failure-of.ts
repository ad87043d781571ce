import type { Failure } from '../api/index.ts';
import type { CheckoutKey } from '../words/index.ts';
import type { Sign } from './result-of.ts';

/** How a page that could not be read speaks. */
export interface FailureWords {
  sign: Sign;
  title: CheckoutKey;
  lead: CheckoutKey;
  next?: CheckoutKey;
  canRetry: boolean;
}

/** What to say when the payment could not be read at all. */
export function failureWords(failure: Failure): FailureWords {
  if (failure.kind === 'unreachable')
    return { sign: 'failed', title: 'unreachable.title', lead: 'unreachable.lead', canRetry: true };
  if (failure.status === 404)
    return { sign: 'info', title: 'unknown.title', lead: 'unknown.lead', next: 'unknown.next', canRetry: false };
  if (failure.status === 429)
    return {
      sign: 'waiting',
      title: 'busy.title',
      lead: failure.retryAfterSeconds === undefined ? 'busy.lead' : 'busy.leadSeconds',
      canRetry: true,
    };
  return { sign: 'failed', title: 'trouble.title', lead: 'trouble.lead', canRetry: true };
}
