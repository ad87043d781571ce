import type { Text } from '@pih/schemas/types';

/** The languages that the pages speak. */
export const pageLanguages = ['en', 'it'] as const;
export type PageLanguage = (typeof pageLanguages)[number];

export const languageNames: Readonly<Record<PageLanguage, string>> = { en: 'English', it: 'Italiano' };

/** Picks the first wish that is on offer ("it-CH" counts as "it"), else the first language on offer. */
export function pickLanguage(wishes: readonly (string | undefined)[], offered: readonly PageLanguage[]): PageLanguage {
  for (const wish of wishes) {
    const match = offered.find((language) => language === wish?.slice(0, 2).toLowerCase());
    if (match) return match;
  }
  return offered[0] ?? 'en';
}

/** A document's text in a language; where it is missing, the first language that the document gives. */
export const textIn = (text: Text, language: string): string => text[language] ?? Object.values(text)[0] ?? '';
