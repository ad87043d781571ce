import { operatorsFor, type FactDefinition, type FactType } from '@pih/schemas/facts';
import type { Condition, ConditionComparison, ConditionValue, MoneyOrZero } from '@pih/schemas/types';
import { isCurrency } from '@pih/schemas/money';
import { isMoney, isWindow } from '../../condition-words/index.ts';

type Operator = ConditionComparison['operator'];

/** What an operator compares with: one value, several, two with an order, or a window of hours. */
export type ValueShape = 'one' | 'list' | 'pair' | 'window';

const shapes: Readonly<Partial<Record<Operator, ValueShape>>> = {
  in: 'list',
  notIn: 'list',
  containsAnyOf: 'list',
  containsAllOf: 'list',
  containsNoneOf: 'list',
  between: 'pair',
  inTimeWindow: 'window',
};
export const shapeOf = (operator: Operator): ValueShape => shapes[operator] ?? 'one';

/** What a comparison of a fact begins with. */
const firstOperators: Record<FactType, Operator> = {
  text: 'equal',
  number: 'greaterThanInclusive',
  boolean: 'equal',
  list: 'containsAnyOf',
  money: 'greaterThan',
  time: 'inTimeWindow',
};

/** Facts of which people mostly name several values at once. */
const mostlySeveral: ReadonlySet<string> = new Set(['country', 'weekday']);

const operators: ReadonlySet<string> = new Set(Object.values(operatorsFor).flat());
const isOperator = (text: string): text is Operator => operators.has(text);

/** The operators that fit a fact. */
export const operatorsOf = (fact: FactDefinition): Operator[] => operatorsFor[fact.type].filter(isOperator);

const isTime = (value: unknown): boolean => typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value);

const fitsType: Record<FactType, (value: unknown) => boolean> = {
  text: (value) => typeof value === 'string',
  list: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  money: (value): value is MoneyOrZero => isMoney(value) && isCurrency(value.currency),
  time: isTime,
};

/** A value that is still to be given. It fits every control, and no check lets it through where another is wanted. */
export const nothingYet = '';

/** Whether a control for one value of a fact can show a value without loss. */
export const fitsOne = (fact: FactDefinition, value: unknown): boolean =>
  value === nothingYet || fitsType[fact.type](value);

/** Whether the controls for a fact and an operator can show a value without loss. */
export function fits(fact: FactDefinition, operator: Operator, value: unknown): boolean {
  switch (shapeOf(operator)) {
    case 'one':
      return fitsOne(fact, value);
    case 'list':
      return Array.isArray(value) && value.every((one) => one !== nothingYet && fitsOne(fact, one));
    case 'pair':
      return Array.isArray(value) && value.length === 2 && value.every((one) => fitsOne(fact, one));
    case 'window':
      return isWindow(value) && isTime(value.from) && isTime(value.to);
  }
}

/** Whether a fact may have a value: its type fits, and it is an option where there are options. */
const isAllowed = (fact: FactDefinition, value: unknown): boolean =>
  fitsOne(fact, value) && (typeof value !== 'string' || !fact.options || fact.options.includes(value));

const businessHours = { from: '08:00', to: '20:00' };

function blank(fact: FactDefinition, shape: ValueShape): ConditionValue {
  if (shape === 'list') return [];
  if (shape === 'pair') return [nothingYet, nothingYet];
  if (shape === 'window') return businessHours;
  return fact.type === 'boolean' ? true : nothingYet;
}

/** The values inside a value of any shape. */
const valuesIn = (value: ConditionValue): readonly unknown[] => {
  if (Array.isArray(value)) return value;
  return isWindow(value) ? [value.from, value.to] : value === nothingYet ? [] : [value];
};

/** Of some values those that a fact may have. */
export const valuesFor = <T>(fact: FactDefinition, values: readonly T[]): T[] =>
  values.filter((one) => isAllowed(fact, one));

/** A value brought into the shape that an operator wants; what fits of it is kept. */
export function inShape(fact: FactDefinition, operator: Operator, value: ConditionValue): ConditionValue {
  const shape = shapeOf(operator);
  const kept = valuesIn(value).filter((one): one is string | number | boolean | MoneyOrZero => isAllowed(fact, one));
  const [first, second] = kept;
  switch (shape) {
    case 'one':
      return first ?? blank(fact, shape);
    case 'list':
      return kept.filter((one) => one !== nothingYet);
    case 'pair':
      return first === undefined ? blank(fact, shape) : [first, second ?? nothingYet];
    case 'window':
      return isTime(first) && isTime(second) ? { from: String(first), to: String(second) } : businessHours;
  }
}

/** A first comparison of a fact, its value still to be given. */
export function comparisonOf(fact: FactDefinition): ConditionComparison {
  const operator = mostlySeveral.has(fact.id) ? 'in' : firstOperators[fact.type];
  return { fact: fact.id, operator, value: blank(fact, shapeOf(operator)) };
}

/** A comparison about another fact: its operator stays if it fits, and of its value what the other fact may have. */
export function withFact(comparison: ConditionComparison, fact: FactDefinition): ConditionComparison {
  if (comparison.fact === fact.id) return comparison;
  if (!operatorsFor[fact.type].includes(comparison.operator)) return { ...comparison, ...comparisonOf(fact) };
  return { ...comparison, fact: fact.id, value: inShape(fact, comparison.operator, comparison.value) };
}

/** A comparison by another operator; of its value what fits is kept. */
export function withOperator(
  comparison: ConditionComparison,
  operator: Operator,
  fact: FactDefinition,
): ConditionComparison {
  if (comparison.operator === operator) return comparison;
  return { ...comparison, operator, value: inShape(fact, operator, comparison.value) };
}

/** What keeps a comparison from being of use: words for each are under `conditions.editor`. */
export type Doubt = 'missing' | 'backwards' | 'currencies' | 'never';

/** What is still wrong with a value that its controls can show. */
export function doubtAbout({ operator, value }: ConditionComparison): Doubt | undefined {
  const values = valuesIn(value);
  if (!values.length || values.includes(nothingYet)) return 'missing';
  const [low, high] = values;
  if (shapeOf(operator) === 'window') return low === high ? 'never' : undefined;
  if (operator !== 'between') return undefined;
  if (isMoney(low) && isMoney(high)) {
    if (low.currency !== high.currency) return 'currencies';
    return low.amount > high.amount ? 'backwards' : undefined;
  }
  const isBackwards = typeof low === 'number' && typeof high === 'number' ? low > high : String(low) > String(high);
  return isBackwards ? 'backwards' : undefined;
}

/** Whether a condition is one comparison, with nothing in it that the language does not have. */
export const isComparison = (condition: Condition): condition is ConditionComparison =>
  'fact' in condition && 'operator' in condition && 'value' in condition;
