import { exponentOf, fromDecimal, toDecimal } from '@pih/schemas/money';

/** The sign that divides whole from minor units, and the one that divides thousands. */
function separators(language: string): { decimal: string; group: string } {
  const parts = new Intl.NumberFormat(language, { useGrouping: true }).formatToParts(1_234_567.8);
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  return { decimal: of('decimal'), group: of('group') };
}

/** Writes minor units for an input: 1050 EUR is "10.50" in English, "10,50" in Italian. No thousands, no symbol. */
export const writeAmount = (amount: number, currency: string, language: string): string =>
  toDecimal({ amount, currency }).replace('.', separators(language).decimal);

/**
 * Turns what somebody typed into a decimal text with a point, or undefined when it is no number. The language decides
 * what a point and a comma mean; the other sign is taken for the decimal one too where it cannot divide thousands,
 * since many keypads offer only one of them.
 */
function toPoint(typed: string, digits: number, language: string): string | undefined {
  const { decimal, group } = separators(language);
  const bare = typed.replace(/[\s\u00a0\u202f’']/g, '');
  const other = decimal === ',' ? '.' : ',';
  const [whole = '', fraction, ...rest] = bare.split(decimal);
  if (rest.length) return undefined;
  if (!whole.includes(other)) return fraction === undefined ? whole : `${whole || '0'}.${fraction}`;
  const groups = whole.split(other);
  if (other === group && groups[0] && groups.slice(1).every((part) => part.length === 3))
    return groups.join('') + (fraction === undefined ? '' : `.${fraction}`);
  const [before = '', after = '', ...more] = groups;
  return fraction === undefined && !more.length && after.length <= digits ? `${before || '0'}.${after}` : undefined;
}

/** Reads minor units from what somebody typed; undefined when it is no sum of this currency. */
export function readAmount(typed: string, currency: string, language: string): number | undefined {
  const text = toPoint(typed, exponentOf(currency), language);
  if (text === undefined) return undefined;
  try {
    return fromDecimal(text, currency).amount;
  } catch {
    return undefined; // more exact than the currency, or not a number at all
  }
}

/** The symbol of a currency and on which side of the number a language writes it. */
export function symbolOf(currency: string, language: string): { symbol: string; before: boolean } {
  const parts = new Intl.NumberFormat(language, { style: 'currency', currency }).formatToParts(1);
  const at = parts.findIndex(({ type }) => type === 'currency');
  return { symbol: parts[at]?.value ?? currency, before: at < parts.findIndex(({ type }) => type === 'integer') };
}
