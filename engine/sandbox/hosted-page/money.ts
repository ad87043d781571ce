import type { Language } from './language.ts';

const locales: Record<Language, string> = { en: 'en-GB', it: 'it-IT' };

/**
 * Writes a sum for people: `displayMoney('10.50', 'EUR', 'it')` is "10,50 €". The digits after the point are shown as
 * given, because each provider has its own idea of a currency's minor unit.
 */
export function displayMoney(decimal: string, currency: string, language: Language): string {
  const digits = decimal.split('.')[1]?.length ?? 0;
  const format = new Intl.NumberFormat(locales[language], {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: 'always',
  });
  // A decimal string keeps every digit; a number would not.
  return format.format(decimal as `${number}`);
}
