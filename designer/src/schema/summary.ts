import { formatMoney, isCurrency } from '@pih/schemas/money';
import type { Money } from '@pih/schemas/types';
import { isObject, type JsonSchema } from './json-schema.ts';
import type { Resolve } from './resolve.ts';
import { labelOf, textOf } from './words.ts';

const isMoney = (value: unknown): value is Money =>
  isObject(value) &&
  typeof value['amount'] === 'number' &&
  typeof value['currency'] === 'string' &&
  isCurrency(value['currency']);

/** What tells entries of a list apart, best first. */
const telling = ['title', 'label', 'name', 'method', 'id', 'event', 'fact', 'kpi', 'type', 'path', 'actions'];
const most = 3;
const longest = 90;

function wordsOf(
  schema: JsonSchema | undefined,
  value: unknown,
  resolve: Resolve,
  language: string,
): string | undefined {
  const known = schema && resolve(schema);
  if (Array.isArray(value)) {
    const item = known?.items && resolve(known.items);
    const words = value.flatMap((one) => (isObject(one) ? [] : [item ? labelOf(item, one, language) : String(one)]));
    return words.length ? words.join(', ') : undefined;
  }
  if (isMoney(value)) return formatMoney(value, language);
  const text = textOf(value, language);
  if (text) return text;
  if (typeof value === 'string' && value) return known ? labelOf(known, value, language) : value;
  return typeof value === 'number' ? String(value) : undefined;
}

/** A line that tells one entry of a list from the others, such as "Card · card"; "" when there is nothing to tell. */
export function summaryOf(schema: JsonSchema, value: unknown, resolve: Resolve, language: string): string {
  if (!isObject(value)) return wordsOf(schema, value, resolve, language) ?? '';
  const names = [
    ...telling.filter((name) => name in value),
    ...Object.keys(value).filter((name) => !telling.includes(name)),
  ];
  const said = names.flatMap((name) => wordsOf(schema.properties?.[name], value[name], resolve, language) ?? []);
  const line = [...new Set(said)].slice(0, most).join(' · ');
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
