import type { ConditionValue } from '@pih/schemas';
import type { FactValue } from '../../facts.ts';
import type { Operator } from '../../vocabulary.ts';

/** Keeps of a set what a comparison holds for, or what it does not hold for; undefined when nothing is left. */
export type Narrowing<S> = (set: S, holds: boolean) => S | undefined;

/** Two sets as one; `isExact` is false when the one has more in it than the two had. */
export interface Union<S> {
  set: S;
  isExact: boolean;
}

/**
 * How the possible values of a fact of one type are written down. A set may have values in it that are impossible, and never
 * lacks one that is possible: whatever is empty here is empty in truth.
 */
export interface Domain<S> {
  /** Every value that a payment may have. */
  readonly all: S;
  /** What a comparison does to a set; undefined when the comparison is not understood, which then says nothing. */
  narrowing(operator: Operator, value: ConditionValue): Narrowing<S> | undefined;
  union(a: S, b: S): Union<S>;
  /** Equal for equal sets. */
  nameOf(set: S): string;
  /** One of the values, one that is wished for if possible; undefined when none comes to mind. */
  sample(set: S, wishes: readonly FactValue[]): FactValue | undefined;
}

/** A domain for those who keep its sets and never look into them: they hand it back only what it made. */
export const sealed = <S>(domain: Domain<S>): Domain<unknown> => domain as unknown as Domain<unknown>;
