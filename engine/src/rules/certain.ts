import type { Condition } from '@pih/schemas';
import type { Facts, LaterFacts } from './facts.ts';
import { preCheckOf, type Certainty } from './pre-check.ts';
import { Columns } from './reading.ts';

/**
 * Whether a condition holds, told at once. It is `maybe` where that depends on a fact that is still open, and only there.
 * @param open ids of facts that nobody has named yet and that may come to be anything
 */
export type Verdict = (facts: Facts, open?: readonly string[]) => Certainty;

const nobodyKnows = () => Promise.resolve(undefined);

/**
 * Makes a condition ready to be asked without waiting; its certain answers are those of `questionOf`.
 * @throws RangeError when it is nested thousands deep, which `checkCondition` refuses
 */
export function verdictOf(condition: Condition): Verdict {
  const columns = new Columns();
  const check = preCheckOf(condition, columns);
  return (facts, open = []) => {
    const later: LaterFacts = Object.fromEntries(open.map((id) => [id, nobodyKnows]));
    return check(columns.read(facts, later));
  };
}
