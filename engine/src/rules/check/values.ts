import { operatorsFor, type Condition, type FactDefinition, type FactType } from '@pih/schemas';
import { isMoney, isTimeOfDay, order } from '../comparisons.ts';
import type { Operator } from '../vocabulary.ts';
import type { Finding } from './finding.ts';
import type { Lookup } from './known.ts';

type Comparison = Extract<Condition, { fact: string }>;

/** What one value of a fact of each type is; of a list it is one entry. */
const single: Readonly<Record<FactType, { name: string; fits: (value: unknown) => boolean }>> = {
  text: { name: 'a text', fits: (value) => typeof value === 'string' },
  number: { name: 'a number', fits: (value) => typeof value === 'number' },
  boolean: { name: 'true or false', fits: (value) => typeof value === 'boolean' },
  list: { name: 'a text', fits: (value) => typeof value === 'string' },
  money: { name: 'a sum of money with its currency', fits: isMoney },
  time: { name: 'a time such as 09:30', fits: isTimeOfDay },
};

/** What the operators want that do not want one value. */
const shapes: Readonly<Partial<Record<Operator, 'list' | 'pair' | 'window'>>> = {
  in: 'list',
  notIn: 'list',
  containsAnyOf: 'list',
  containsAllOf: 'list',
  containsNoneOf: 'list',
  between: 'pair',
  inTimeWindow: 'window',
};

/** A value as it is shown in a message. */
const brief = (value: unknown): string => {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
};

const named = ({ id, type }: FactDefinition): string => `“${id}”, which is ${typeNames[type]}`;
const typeNames: Readonly<Record<FactType, string>> = {
  text: 'a text',
  number: 'a number',
  boolean: 'true or false',
  list: 'a list',
  money: 'a sum of money',
  time: 'a time of day',
};

export const unknownFact = (id: string): string => `asks about “${id}”, which is not a fact of this installation.`;

/** What is wrong with one value that a fact is compared with. */
export function* singleFaults(
  fact: FactDefinition,
  value: unknown,
  path: string,
  { isWhole = true } = {},
): Generator<Finding> {
  const { name, fits } = single[fact.type];
  if (!fits(value)) {
    const message = `has ${brief(value)} as a value of ${named(fact)}; it needs ${name}.`;
    yield { path, rule: 'value', message, params: { fact: fact.id, needs: fact.type === 'list' ? 'text' : fact.type } };
  } else if (isWhole && fact.options && typeof value === 'string' && !fact.options.includes(value)) {
    const options = fact.options.slice(0, 12).join(', ') + (fact.options.length > 12 ? '…' : '');
    const message = `has “${value}” as a value of “${fact.id}”; it can be ${options}.`;
    yield { path, rule: 'option', message, params: { fact: fact.id, value } };
  }
}

function* listFaults(fact: FactDefinition, value: unknown, path: string): Generator<Finding> {
  if (!Array.isArray(value) || !value.length) {
    const message = `compares “${fact.id}” with a list; it needs one with at least one entry.`;
    yield { path, rule: 'value', message, params: { fact: fact.id, needs: 'list' } };
    return;
  }
  for (const [index, entry] of value.entries()) yield* singleFaults(fact, entry, `${path}/${index}`);
}

function* pairFaults(fact: FactDefinition, value: unknown, path: string): Generator<Finding> {
  const wants = `asks whether “${fact.id}” lies between two values`;
  if (!Array.isArray(value) || value.length !== 2) {
    const message = `${wants}; it needs exactly two, the lower one first.`;
    yield { path, rule: 'value', message, params: { fact: fact.id, needs: 'pair' } };
    return;
  }
  const wrong = value.flatMap((entry, index) => [...singleFaults(fact, entry, `${path}/${index}`)]);
  yield* wrong;
  if (wrong.length) return;
  const found = order(value[0], value[1]);
  const params = (needs: string) => ({ fact: fact.id, needs });
  if (found === undefined)
    yield { path, rule: 'value', message: `${wants} of different currencies.`, params: params('sameCurrency') };
  else if (found > 0)
    yield { path, rule: 'value', message: `${wants}; the lower one must come first.`, params: params('lowerFirst') };
}

function* windowFaults(fact: FactDefinition, value: unknown, path: string): Generator<Finding> {
  const isWindow = typeof value === 'object' && value !== null && 'from' in value && 'to' in value;
  if (!isWindow || !isTimeOfDay(value.from) || !isTimeOfDay(value.to)) {
    const message = `asks whether “${fact.id}” lies in a time window; it needs from and to.`;
    yield { path, rule: 'value', message, params: { fact: fact.id, needs: 'window' } };
  } else if (value.from === value.to) {
    const message = `has a time window from ${value.from} to ${value.to}, which is never.`;
    yield { path, rule: 'value', message, params: { fact: fact.id, needs: 'longerWindow' } };
  }
}

/** What is wrong with one comparison: its fact, its operator or its value. */
export function* comparisonFaults(
  { fact: id, operator, value }: Comparison,
  path: string,
  known: Lookup,
): Generator<Finding> {
  const fact = known.facts.get(id);
  if (!fact) {
    yield { path: `${path}/fact`, rule: 'unknownFact', message: unknownFact(id), params: { fact: id } };
    return;
  }
  const fitting = operatorsFor[fact.type];
  if (!fitting.includes(operator)) {
    const message = `uses “${operator}” on ${named(fact)}; what fits is ${fitting.join(', ')}.`;
    yield { path: `${path}/operator`, rule: 'operator', message, params: { fact: id, operator } };
    return;
  }
  const at = `${path}/value`;
  const shape = shapes[operator];
  if (shape === 'list') yield* listFaults(fact, value, at);
  else if (shape === 'pair') yield* pairFaults(fact, value, at);
  else if (shape === 'window') yield* windowFaults(fact, value, at);
  else yield* singleFaults(fact, value, at, { isWhole: operator !== 'startsWith' });
}

/** What is wrong with the value that a test case gives to a fact. */
export function* factFaults(id: string, value: unknown, path: string, known: Lookup): Generator<Finding> {
  const fact = known.facts.get(id);
  if (!fact) {
    const message = `knows “${id}”, which is not a fact of this installation.`;
    yield { path, rule: 'unknownFact', message, params: { fact: id } };
  } else if (fact.type !== 'list') yield* singleFaults(fact, value, path);
  else if (!Array.isArray(value)) {
    const message = `gives ${named(fact)}, one value; it needs a list.`;
    yield { path, rule: 'value', message, params: { fact: id, needs: 'list' } };
  } else for (const [index, entry] of value.entries()) yield* singleFaults(fact, entry, `${path}/${index}`);
}
