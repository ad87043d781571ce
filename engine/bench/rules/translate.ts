import type { Condition } from '@pih/schemas';
import type { RulesLogic } from 'json-logic-js';

type Comparison = Extract<Condition, { fact: string }>;

function comparisonLogic({ fact, operator, value }: Comparison): RulesLogic {
  const actual = { var: fact };
  const wanted = value as string | number | string[];
  switch (operator) {
    case 'equal':
      return { '===': [actual, wanted] } as RulesLogic;
    case 'in':
      return { in: [actual, wanted] } as RulesLogic;
    case 'contains':
      return { in: [wanted, actual] } as RulesLogic;
    case 'greaterThan':
      return { '>': [actual, wanted] } as RulesLogic;
    case 'greaterThanInclusive':
      return { '>=': [actual, wanted] } as RulesLogic;
    case 'lessThanInclusive':
      return { '<=': [actual, wanted] } as RulesLogic;
    default:
      throw new RangeError(`The bench does not translate “${operator}”`);
  }
}

/** A condition as json-logic has it. */
export function logicOf(condition: Condition): RulesLogic {
  if ('all' in condition) return { and: condition.all.map(logicOf) } as RulesLogic;
  if ('any' in condition) return { or: condition.any.map(logicOf) } as RulesLogic;
  return 'not' in condition ? ({ '!': [logicOf(condition.not)] } as RulesLogic) : comparisonLogic(condition);
}

function comparisonExpression({ fact, operator, value }: Comparison): string {
  const wanted = JSON.stringify(value);
  switch (operator) {
    case 'equal':
      return `${fact} == ${wanted}`;
    case 'in':
      return `${fact} in ${wanted}`;
    case 'contains':
      return `contains(${fact}, ${wanted})`;
    case 'greaterThan':
      return `${fact} > ${wanted}`;
    case 'greaterThanInclusive':
      return `${fact} >= ${wanted}`;
    case 'lessThanInclusive':
      return `${fact} <= ${wanted}`;
    default:
      throw new RangeError(`The bench does not translate “${operator}”`);
  }
}

/** A condition in the expression language of zen-engine. */
export function zenOf(condition: Condition): string {
  const joined = (parts: readonly Condition[], word: string) => `(${parts.map(zenOf).join(` ${word} `)})`;
  if ('all' in condition) return joined(condition.all, 'and');
  if ('any' in condition) return joined(condition.any, 'or');
  return 'not' in condition ? `not (${zenOf(condition.not)})` : comparisonExpression(condition);
}
