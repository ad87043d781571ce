import type { Condition } from '@pih/schemas/types';
import { textIn } from '../formats/index.ts';
import { capitalized, joined, marked, partsOf, plain, type SentencePart } from './sentence.ts';
import { allOf, oneOf, uncapitalized, type Speech } from './speech.ts';
import { isWindow, valueInWords } from './value.ts';

/** A comparison as documents and traces write it. */
export interface Comparison {
  fact: string;
  operator: string;
  value: unknown;
}

/** What people call a fact: "Customer type"; its id where nobody named it. */
export function factLabel(id: string, { fact, language }: Pick<Speech, 'fact' | 'language'>): string {
  const label = fact(id)?.label;
  return (label && textIn(label, language)) || id;
}

/** The words that an operator's sentence leaves open, each marked. */
function valuesOf({ fact, operator, value }: Comparison, speech: Speech): Record<string, string> {
  const say = (one: unknown): string => marked('value', valueInWords(one, fact, speech));
  if (isWindow(value)) return { from: marked('value', value.from), to: marked('value', value.to) };
  if (!Array.isArray(value)) return { value: say(value) };
  if (operator === 'between') return { from: say(value[0] ?? ''), to: say(value[1] ?? '') };
  if (!value.length) return { value: say('') };
  const join = operator === 'containsAllOf' ? allOf : oneOf;
  return { value: join(value.map(say), speech) };
}

/** Times of day are before and after one another where numbers are under and over. */
function sentenceKey({ fact, operator }: Comparison, speech: Speech): string {
  const type = speech.fact(fact)?.type ?? '';
  const own = `conditions.sentences.${type}.${operator}`;
  return type && speech.knows(own) ? own : `conditions.sentences.${operator}`;
}

function clause(comparison: Comparison, speech: Speech): string {
  const values = { fact: uncapitalized(factLabel(comparison.fact, speech)), ...valuesOf(comparison, speech) };
  const key = sentenceKey(comparison, speech);
  if (speech.knows(key)) return speech.t(key, values);
  return `${values.fact} ${comparison.operator} ${JSON.stringify(comparison.value)}`;
}

const partsIn = (condition: Condition): Condition[] =>
  'all' in condition ? condition.all : 'any' in condition ? condition.any : [];

function say(condition: Condition, speech: Speech): string {
  // A group within a group is set in brackets: "and" and "or" side by side could be read both ways.
  const part = (inner: Condition): string =>
    partsIn(inner).length > 1 ? `(${say(inner, speech)})` : say(inner, speech);
  if ('fact' in condition) return clause(condition, speech);
  if ('not' in condition) return speech.t('conditions.not', { what: part(condition.not) });
  if (!('all' in condition) && !('any' in condition)) return JSON.stringify(condition);
  const parts = partsIn(condition);
  if (!parts.length) return speech.t('conditions.empty');
  return joined(parts.map(part), 'all' in condition ? 'conjunction' : 'disjunction', speech.language);
}

/** A condition as a sentence whose values and joining words stand out: "Amount is over *€500.00* **and** …". */
export const conditionParts = (condition: Condition, speech: Speech): SentencePart[] =>
  partsOf(capitalized(say(condition, speech)));

/** A condition as a sentence: "Amount is over €500.00 and customer type is business". */
export const conditionInWords = (condition: Condition, speech: Speech): string =>
  plain(capitalized(say(condition, speech)));

/** One comparison as a sentence: "Amount is over €500.00". */
export const comparisonInWords = (comparison: Comparison, speech: Speech): string =>
  plain(capitalized(clause(comparison, speech)));

/** What a payment had: "€119.90", "Food and Wine"; words for nothing where it was not known. */
export function actualInWords(fact: string, actual: unknown, speech: Speech): string {
  if (actual === undefined || actual === null) return speech.t('conditions.unknown');
  if (!Array.isArray(actual)) return valueInWords(actual, fact, speech);
  if (!actual.length) return speech.t('conditions.nothing');
  return allOf(
    actual.map((one) => valueInWords(one, fact, speech)),
    speech,
  );
}
