import type { Outcome, RefundOutcome, Unknown } from '../connector.ts';
import { WireFault } from '../wire.ts';
import { CredentialsRefused } from './auth/index.ts';
import { MappingFault } from './expressions.ts';
import { MissingValue } from './mappings.ts';

/**
 * What it means that a call could not be made, or got no readable answer.
 * @throws whatever is none of the provider's, the wire's or the document's doing
 */
export function outcomeOfFault(fault: unknown): Extract<Outcome, { kind: 'refused' | 'unknown' }> {
  if (fault instanceof WireFault) return { kind: 'unknown', because: fault.because };
  if (fault instanceof MissingValue || fault instanceof MappingFault)
    return { kind: 'refused', because: fault.message };
  // The provider cannot write this sum.
  if (fault instanceof CredentialsRefused || fault instanceof RangeError)
    return { kind: 'refused', because: fault.message };
  throw fault;
}

/** The same for a question: that it was refused says nothing about what was asked. */
export function unansweredOfFault(fault: unknown): Unknown {
  if (fault instanceof MissingValue) return { kind: 'unknown', because: 'no_reference' };
  const outcome = outcomeOfFault(fault);
  return outcome.kind === 'unknown' ? outcome : { kind: 'unknown', because: 'unreadable_answer' };
}

/** The same for a refund: refused means that nothing was given back. */
export function refundOfFault(fault: unknown): RefundOutcome {
  const outcome = outcomeOfFault(fault);
  return outcome.kind === 'unknown' ? outcome : { kind: 'failed', reason: outcome.because };
}

/** Refusals that do not mean "nothing happened": too slow, or the same call is still at work elsewhere (RFC 9110, 15.5). */
export const mayHaveHappened = (status: number): boolean => status === 408 || status === 409 || status === 425;
