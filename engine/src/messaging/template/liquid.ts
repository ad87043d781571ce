import { formatMoney, isCurrency, type Money } from '@pih/schemas';
import { Liquid } from 'liquidjs';
import type { Values } from './values.ts';

/** How a template's values are written for its readers. */
export interface Writing {
  /** ISO 639-1. */
  language: string;
  /** IANA name. */
  timeZone: string;
}

/** What one template may use up; a message of a thousand lines stays far below. */
export const limits = {
  /** Characters of the template. */
  parseLimit: 20_000,
  /** Characters and list entries that come to be. */
  memoryLimit: 400_000,
} as const;

/** What templates may do. Everything else of Liquid is left out: files, raw output, and what nobody needs in a letter. */
const tags = ['assign', 'if', 'unless', 'case', 'for', 'break', 'continue', 'comment'] as const;
const filters = [
  ...['append', 'prepend', 'upcase', 'downcase', 'capitalize', 'strip', 'replace', 'remove', 'truncate'],
  ...['default', 'size', 'first', 'last', 'join', 'sort', 'where', 'map', 'plus', 'minus', 'times', 'divided_by'],
  ...['round', 'floor', 'ceil', 'abs', 'at_least', 'at_most'],
] as const;

export const filterNames: readonly string[] = [...filters, 'money', 'date', 'time'].sort();
export const tagNames: readonly string[] = [...tags].sort();

const isMoney = (value: unknown): value is Money =>
  typeof value === 'object' &&
  value !== null &&
  'amount' in value &&
  typeof value.amount === 'number' &&
  'currency' in value &&
  typeof value.currency === 'string' &&
  isCurrency(value.currency);

/** Plain "en" is American to Intl, and 03/04 would then be the fourth of March. */
const localeOf = (language: string): string => (language === 'en' ? 'en-GB' : language);

/**
 * Liquid as far as documents may use it: no files, own properties only, and bounded in time and space.
 * @param values where what the template writes is kept, so that nobody's name is read as a part of the template
 */
export function createLiquid({ language, timeZone }: Writing, values: Values): Liquid {
  const moment = (value: unknown, how: Intl.DateTimeFormatOptions): string => {
    const at = value instanceof Date ? value : new Date(typeof value === 'string' ? value : NaN);
    if (Number.isNaN(at.getTime())) return '';
    return new Intl.DateTimeFormat(localeOf(language), { ...how, timeZone }).format(at);
  };
  const inWords = (value: unknown): string => {
    if (value === undefined || value === null) return '';
    if (isMoney(value)) return formatMoney(value, language);
    if (value instanceof Date) return moment(value, { dateStyle: 'long' });
    if (Array.isArray(value)) return value.map(inWords).join(', ');
    return typeof value === 'object' ? '' : String(value as string | number | boolean);
  };
  const liquid = new Liquid({
    ...limits,
    templates: {},
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: false,
    outputEscape: (value: unknown) => values.keep(inWords(value)),
  });
  for (const name of Object.keys(liquid.tags)) if (!tags.some((one) => one === name)) delete liquid.tags[name];
  for (const name of Object.keys(liquid.filters)) if (!filters.some((one) => one === name)) delete liquid.filters[name];
  liquid.registerFilter('money', inWords);
  liquid.registerFilter('date', (value: unknown, style: unknown) =>
    moment(value, { dateStyle: style === 'short' || style === 'medium' || style === 'full' ? style : 'long' }),
  );
  liquid.registerFilter('time', (value: unknown) => moment(value, { timeStyle: 'short' }));
  return liquid;
}
