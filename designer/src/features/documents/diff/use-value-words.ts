import type { Condition } from '@pih/schemas/types';
import { isCurrency } from './currency-code.ts';
import { useI18n } from 'vue-i18n';
import { useFormats } from '../../../formats/index.ts';
import { conditionInWords, useSpeech } from '../../flows/index.ts';
import { isContent } from '../model.ts';
import type { Shown } from './sentence.ts';

const longest = 160;
const colour = /^#(?:[0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})$/i;

/** A value that is read as one: a condition, a sum of money, the name of a secret. */
export const isOne = (value: unknown): boolean => isCondition(value) || isMoney(value) || secretOf(value) !== undefined;

export const isCondition = (value: unknown): value is Condition =>
  isContent(value) && ('all' in value || 'any' in value || 'not' in value || ('fact' in value && 'operator' in value));

const isMoney = (value: unknown): value is { amount: number; currency: string } =>
  isContent(value) && Number.isInteger(value['amount']) && isCurrency(value['currency']);

const secretOf = (value: unknown): string | undefined =>
  isContent(value) && typeof value['$secret'] === 'string' ? value['$secret'] : undefined;

/** Writes values of documents for people: money as money, conditions as sentences, colours with themselves. */
export function useValueWords() {
  const { t, locale } = useI18n();
  const { money } = useFormats();
  const speech = useSpeech();

  function titled(value: Record<string, unknown>): string | undefined {
    const name = value['title'] ?? value['label'] ?? value['name'] ?? value['id'] ?? value['method'];
    if (typeof name === 'string') return name;
    if (!isContent(name)) return undefined;
    const text = name[locale.value] ?? Object.values(name)[0];
    return typeof text === 'string' ? text : undefined;
  }

  function inWords(value: unknown): string {
    if (value === undefined || value === null || value === '') return t('documents.diff.nothing');
    if (typeof value === 'boolean') return t(value ? 'documents.diff.yes' : 'documents.diff.no');
    if (typeof value === 'number')
      return new Intl.NumberFormat(locale.value, { maximumFractionDigits: 6 }).format(value);
    if (typeof value === 'string') return shortenedTo(longest, value);
    if (Array.isArray(value)) return value.length ? listed(value) : t('documents.diff.nothing');
    if (isCondition(value)) return conditionInWords(value, speech.value);
    if (isMoney(value)) return money(value);
    const secret = secretOf(value);
    if (secret) return t('documents.diff.secret', { name: secret });
    return (isContent(value) && titled(value)) || shortenedTo(longest, JSON.stringify(value));
  }
  const listed = (values: readonly unknown[]): string =>
    new Intl.ListFormat(locale.value, { type: 'conjunction' }).format(values.map(inWords));

  return {
    shown: (value: unknown): Shown => ({
      text: inWords(value),
      ...(typeof value === 'string' && colour.test(value) && { color: value }),
    }),
    titled,
  };
}

const shortenedTo = (length: number, text: string): string =>
  text.length > length ? `${text.slice(0, length)}…` : text;
