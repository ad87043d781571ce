import type { Condition } from '@pih/schemas';
import { Almanac, Engine, Operator, Rule, type NestedCondition, type RuleResult } from 'json-rules-engine';
import { comparisons } from './comparisons.ts';
import { factOf, type Facts, type FactValue, type LaterFacts } from './facts.ts';
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
export type Question = (facts: Facts, later?: LaterFacts) => Promise<Answer>;

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

/** Where a rule finds its facts. Reading them where they are spares the copy, and a hash of each, that the library makes. */
class FactsAtHand extends Almanac {
  readonly #facts: Facts;
  readonly #later: LaterFacts | undefined;

  constructor(facts: Facts, later?: LaterFacts) {
    super({ allowUndefinedFacts: true });
    this.#facts = facts;
    this.#later = later;
  }

  override factValue<T>(id: string): Promise<T> {
    const value = factOf(this.#facts, id);
    const isLate = value === undefined && this.#later && Object.hasOwn(this.#later, id);
    // The library's caller names the type; ours is always that of a fact.
    return Promise.resolve(isLate ? this.#later?.[id]?.() : value) as Promise<T>;
  }
}

/**
 * Makes a condition ready to be asked; done once, when a flow is compiled.
 *
 * No comparison holds on an absent fact, and none between what cannot be compared (a sum in another currency, a text with
 * a number); that includes notEqual, notIn, doesNotContain and containsNoneOf. `not` turns its part round whatever the
 * reason, so `not (country equal IT)` holds where the country is unknown and `country notEqual IT` does not.
 */
export function questionOf(condition: Condition): Question {
  // Made when it is first needed: most conditions of a large flow never are, and publication should not wait for them.
  let rule: Rule | undefined;
  return async (facts, later) => {
    rule ??= ruleOf(condition);
    const answer = await rule.evaluate(new FactsAtHand(facts, later));
    return { held: answer.result === true, because: [...comparisonsIn(answer.conditions)] };
  };
}

const ruleOf = (condition: Condition): Rule =>
  new Rule({
    conditions: 'fact' in condition ? { all: [condition] } : condition,
    event: { type: 'held' },
  }).setEngine(operators);

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
  const wanted = value as ComparisonMade['value'];
  // Two literals: a receipt may hold thousands of these, and a spread costs more than all the rest of it.
  return actual === undefined
    ? { fact, operator, value: wanted, held }
    : { fact, operator, value: wanted, actual: actual as NonNullable<ComparisonMade['actual']>, held };
}
