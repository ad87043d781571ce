import type { Condition } from '@pih/schemas';
import { Almanac, Engine, Operator, Rule, type NestedCondition, type RuleResult } from 'json-rules-engine';
import { comparisons } from './comparisons.ts';
import { factOf, type Facts, type FactValue } from './facts.ts';
import type { ComparisonMade } from './vocabulary.ts';

declare module 'json-rules-engine' {
  // Both are there in 7.3.1 and missing from its typings.
  interface Rule {
    setEngine(engine: Engine): this;
    evaluate(almanac: Almanac): Promise<RuleResult>;
  }
}

/** Whether a condition holds for a payment, and every comparison that was made to find out, as the document has them. */
export interface Answer {
  held: boolean;
  because: ComparisonMade[];
}

/** A condition, ready to be asked. It keeps nothing between two askings, so any number may overlap. */
export type Question = (facts: Facts) => Promise<Answer>;

/**
 * Only the home of the operators: it holds no rules and is never run, because an Engine carries the state of its run and
 * a fast run cuts a slow one short. `Rule.evaluate` reads the operators and writes to a result of its own.
 */
const operators = new Engine([], { allowUndefinedFacts: true });
for (const [name, holds] of Object.entries(comparisons)) {
  operators.addOperator(
    new Operator<FactValue, Parameters<typeof holds>[1]>(name, holds, (actual) => actual !== undefined),
  );
}

/**
 * Makes a condition ready to be asked; done once, when a flow is compiled.
 *
 * No comparison holds on an absent fact, and none between what cannot be compared (a sum in another currency, a text with
 * a number); that includes notEqual, notIn, doesNotContain and containsNoneOf. `not` turns its part round whatever the
 * reason, so `not (country equal IT)` holds where the country is unknown and `country notEqual IT` does not.
 */
export function questionOf(condition: Condition): Question {
  const rule = new Rule({
    conditions: 'fact' in condition ? { all: [condition] } : condition,
    event: { type: 'held' },
  }).setEngine(operators);
  const asked = [...factsIn(condition)];
  return async (facts) => {
    const almanac = new Almanac({ allowUndefinedFacts: true });
    for (const id of asked) {
      const value = factOf(facts, id);
      if (value !== undefined) almanac.addRuntimeFact(id, value);
    }
    const answer = await rule.evaluate(almanac);
    return { held: answer.result === true, because: [...comparisonsIn(answer.conditions)] };
  };
}

/** The facts that a condition asks about. */
function factsIn(condition: Condition, found = new Set<string>()): Set<string> {
  if ('fact' in condition) return found.add(condition.fact);
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : [condition.not];
  for (const part of parts) factsIn(part, found);
  return found;
}

/** The comparisons of an evaluated condition, first to last; one that was not needed has no result and is left out. */
function* comparisonsIn(part: RuleResult['conditions'] | NestedCondition): Generator<ComparisonMade> {
  if ('all' in part) for (const each of part.all) yield* comparisonsIn(each);
  else if ('any' in part) for (const each of part.any) yield* comparisonsIn(each);
  else if ('not' in part) yield* comparisonsIn(part.not);
  else if ('fact' in part && 'result' in part) yield comparisonMade(part);
}

interface Evaluated {
  fact: string;
  operator: string;
  value: unknown;
  factResult?: unknown;
  result?: unknown;
}

const comparisonMade = ({ fact, operator, value, factResult, result }: Evaluated): ComparisonMade =>
  made(fact, operator, value, factResult, result === true);

/** Records one comparison; `actual` is left out when the fact is unknown. */
export function made(fact: string, operator: string, value: unknown, actual: unknown, held: boolean): ComparisonMade {
  // Values are free in the schema, which the generated type writes as an object.
  return {
    fact,
    operator,
    value: value as ComparisonMade['value'],
    ...(actual !== undefined && { actual: actual as NonNullable<ComparisonMade['actual']> }),
    held,
  };
}
