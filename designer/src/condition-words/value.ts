import type { MoneyOrZero } from '@pih/schemas/types';
import { formatMoney, isCurrency } from '@pih/schemas/money';
import { textIn } from '../formats/index.ts';
import type { Speech } from './speech.ts';

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Whether a value is a sum of money. */
export const isMoney = (value: unknown): value is MoneyOrZero =>
  isRecord(value) && typeof value['amount'] === 'number' && typeof value['currency'] === 'string';

/** Whether a value is a window of hours, such as 08:00 to 20:00. */
export const isWindow = (value: unknown): value is { from: string; to: string } =>
  isRecord(value) && typeof value['from'] === 'string' && typeof value['to'] === 'string';

// Making one is slow, and a list of countries asks for two hundred names.
const namesBy = new Map<string, Intl.DisplayNames>();
function namesIn(language: string, type: 'region' | 'language' | 'currency'): Intl.DisplayNames {
  const key = `${language} ${type}`;
  const names = namesBy.get(key) ?? new Intl.DisplayNames(language, { type });
  namesBy.set(key, names);
  return names;
}

/** What the standard calls a country, language or currency; its code where it knows none. */
export function displayName(code: string, type: 'region' | 'language' | 'currency', language: string): string {
  try {
    return namesIn(language, type).of(code) ?? code;
  } catch {
    return code; // not a code that the standard knows; shown as it stands
  }
}

/** A calendar day for people; anything else as it stands, such as the beginning of one. */
function dayInWords(text: string, language: string): string {
  const at = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(at.getTime())) return text;
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(at);
}

function wordFor(text: string, factId: string, speech: Speech): string {
  if (factId === 'country') return displayName(text, 'region', speech.language);
  if (factId === 'language') return displayName(text, 'language', speech.language);
  if (factId === 'brand') return speech.brand(text);
  if (factId === 'method') return speech.method(text);
  if (factId === 'date') return dayInWords(text, speech.language);
  const named = speech.fact(factId)?.optionLabels?.[text];
  if (named) return textIn(named, speech.language);
  const key = `conditions.values.${factId}.${text}`;
  return /^\w+$/.test(text) && speech.knows(key) ? speech.t(key) : text;
}

/** One value of a fact for people: "€500.00", "Italy", "business", "yes". */
export function valueInWords(value: unknown, factId: string, speech: Speech): string {
  if (typeof value === 'boolean') return speech.t(value ? 'conditions.yes' : 'conditions.no');
  if (typeof value === 'number') return new Intl.NumberFormat(speech.language).format(value);
  if (value === '') return '…';
  if (typeof value === 'string') return wordFor(value, factId, speech);
  // Another sum than of a currency that exists can come from a file; it is shown, not refused here.
  if (isMoney(value) && isCurrency(value.currency)) return formatMoney(value, speech.language);
  return JSON.stringify(value) ?? '';
}
