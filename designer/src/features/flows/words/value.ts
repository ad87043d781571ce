import type { MoneyOrZero } from '@pih/schemas/types';
import { formatMoney } from '@pih/schemas/money';
import type { Speech } from './speech.ts';

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Whether a value is a sum of money. */
export const isMoney = (value: unknown): value is MoneyOrZero =>
  isRecord(value) && typeof value['amount'] === 'number' && typeof value['currency'] === 'string';

/** Whether a value is a window of hours, such as 08:00 to 20:00. */
export const isWindow = (value: unknown): value is { from: string; to: string } =>
  isRecord(value) && typeof value['from'] === 'string' && typeof value['to'] === 'string';

function displayName(code: string, type: 'region' | 'language', language: string): string {
  try {
    return new Intl.DisplayNames(language, { type }).of(code) ?? code;
  } catch {
    return code; // not a code that the standard knows; shown as it stands
  }
}

function wordFor(text: string, factId: string, speech: Speech): string {
  if (factId === 'country') return displayName(text, 'region', speech.language);
  if (factId === 'language') return displayName(text, 'language', speech.language);
  if (factId === 'brand') return speech.brand(text);
  const key = `flows.values.${factId}.${text}`;
  return /^\w+$/.test(text) && speech.knows(key) ? speech.t(key) : text;
}

/** One value of a fact for people: "€500.00", "Italy", "business", "yes". */
export function valueInWords(value: unknown, factId: string, speech: Speech): string {
  if (typeof value === 'boolean') return speech.t(value ? 'flows.yes' : 'flows.no');
  if (typeof value === 'number') return new Intl.NumberFormat(speech.language).format(value);
  if (typeof value === 'string') return wordFor(value, factId, speech);
  if (isMoney(value)) return formatMoney(value, speech.language);
  return JSON.stringify(value) ?? '';
}
