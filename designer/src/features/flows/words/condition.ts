import type { Condition } from '@pih/schemas/types';
import { allOf, capitalized, oneOf, uncapitalized, type Speech } from './speech.ts';
import { isWindow, valueInWords } from './value.ts';

/** A comparison as documents and traces write it. */
export interface Comparison {
  fact: string;
  operator: string;
  value: unknown;
}

/** What people call a fact: "Customer type"; its id where nobody named it. */
export function factLabel(id: string, { fact, language }: Speech): string {
  const label = fact(id)?.label;
  return label?.[language] ?? Object.values(label ?? {})[0] ?? id;
}

/** The words that an operator's sentence leaves open. */
function valuesOf({ fact, operator, value }: Comparison, speech: Speech): Record<string, string> {
  const say = (one: unknown): string => valueInWords(one, fact, speech);
  if (isWindow(value)) return { from: value.from, to: value.to };
  if (!Array.isArray(value)) return { value: say(value) };
  if (operator === 'between') return { from: say(value[0]), to: say(value[1]) };
  const join = operator === 'containsAllOf' ? allOf : oneOf;
  return { value: join(value.map(say), speech) };
}

function clause(comparison: Comparison, speech: Speech): string {
  const values = { fact: uncapitalized(factLabel(comparison.fact, speech)), ...valuesOf(comparison, speech) };
  const key = `flows.operators.${comparison.operator}`;
  if (speech.knows(key)) return speech.t(key, values);
  return `${values.fact} ${comparison.operator} ${JSON.stringify(comparison.value)}`;
}

const isGroup = (condition: Condition): boolean =>
  ('all' in condition && condition.all.length > 1) || ('any' in condition && condition.any.length > 1);

function say(condition: Condition, speech: Speech): string {
  // A group within a group is set in brackets: "and" and "or" side by side could be read both ways.
  const part = (inner: Condition): string => (isGroup(inner) ? `(${say(inner, speech)})` : say(inner, speech));
  if ('all' in condition) return allOf(condition.all.map(part), speech);
  if ('any' in condition) return oneOf(condition.any.map(part), speech);
  if ('not' in condition) return speech.t('flows.not', { what: part(condition.not) });
  return clause(condition, speech);
}

/** A condition as a sentence: "Amount is over €500.00 and customer type is business". */
export const conditionInWords = (condition: Condition, speech: Speech): string => capitalized(say(condition, speech));

/** One comparison as a sentence: "Amount is over €500.00". */
export const comparisonInWords = (comparison: Comparison, speech: Speech): string =>
  capitalized(clause(comparison, speech));

/** What a payment had: "€119.90", "Food and Wine"; words for nothing where it was not known. */
export function actualInWords(fact: string, actual: unknown, speech: Speech): string {
  if (actual === undefined || actual === null) return speech.t('flows.unknown');
  if (!Array.isArray(actual)) return valueInWords(actual, fact, speech);
  if (!actual.length) return speech.t('flows.nothing');
  return allOf(
    actual.map((one) => valueInWords(one, fact, speech)),
    speech,
  );
}
