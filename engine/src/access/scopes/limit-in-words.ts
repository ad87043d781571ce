import { formatMoney, scopeFacts, type Condition, type ConditionValue, type MoneyOrZero } from '@pih/schemas';
import type { Limit } from '../../http/index.ts';
import type { PolicyLine } from './policy.ts';

type Comparison = Extract<Condition, { fact: string }>;

const factNames = new Map(scopeFacts.map(({ id, label }) => [id, (label['en'] ?? id).toLowerCase()]));

const isMoney = (value: unknown): value is MoneyOrZero =>
  typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value;

const single = (value: unknown): string => (isMoney(value) ? formatMoney(value, 'en') : String(value));

/** "a", "a or b", "a, b or c". */
const listed = (parts: readonly string[], word: 'and' | 'or'): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1) ?? ''}`;

const entries = (value: ConditionValue, word: 'and' | 'or' = 'or'): string =>
  Array.isArray(value) ? listed(value.map(single), word) : single(value);

const phrases: Partial<Record<Comparison['operator'], (value: ConditionValue) => string>> = {
  equal: (value) => `is ${single(value)}`,
  notEqual: (value) => `is not ${single(value)}`,
  in: (value) => `is ${entries(value)}`,
  notIn: (value) => `is not ${entries(value)}`,
  greaterThan: (value) => `is over ${single(value)}`,
  greaterThanInclusive: (value) => `is at least ${single(value)}`,
  lessThan: (value) => `is under ${single(value)}`,
  lessThanInclusive: (value) => `is at most ${single(value)}`,
  between: (value) => `is between ${entries(value, 'and')}`,
  startsWith: (value) => `begins with ${single(value)}`,
};

const compared = ({ fact, operator, value }: Comparison): string =>
  `${factNames.get(fact) ?? fact} ${phrases[operator]?.(value) ?? operator}`;

/** A part of a whole; groups within groups stand in brackets. */
const part = (condition: Condition): string => {
  const words = inWords(condition);
  return 'fact' in condition || 'not' in condition ? words : `(${words})`;
};

function inWords(condition: Condition): string {
  if ('fact' in condition) return compared(condition);
  if ('not' in condition) return `not (${inWords(condition.not)})`;
  const isAll = 'all' in condition;
  const parts = isAll ? condition.all : condition.any;
  const [only] = parts;
  if (only && parts.length === 1) return inWords(only);
  return listed(parts.map(part), isAll ? 'and' : 'or');
}

/** Any of some conditions; undefined for none. */
const anyOf = ([first, ...more]: readonly Condition[]): Condition | undefined =>
  first && more.length > 0 ? { any: [first, ...more] } : first;

/**
 * What limits an action, for the people who meet the limit: "only where method is paypal or satispay and amount is at most
 * €200.00".
 * @param lines those of the roles held that are about the action, one of them limited at least
 */
export function limitOf(lines: readonly PolicyLine[]): Limit {
  const conditions = (effect: PolicyLine['effect']) =>
    anyOf(lines.flatMap((line) => (line.effect === effect && line.when ? [line.when] : [])));
  const isUnlimited = lines.some(({ effect, when }) => effect === 'allow' && !when);
  const [only, except] = [isUnlimited ? undefined : conditions('allow'), conditions('deny')];
  const words = [...(only ? [`only where ${inWords(only)}`] : []), ...(except ? [`not where ${inWords(except)}`] : [])];
  return { words: words.join(', and '), where: { ...(only && { only }), ...(except && { except }) } };
}
