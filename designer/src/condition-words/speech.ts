import type { FactDefinition } from '@pih/schemas/facts';
import type { Translate } from '../i18n/index.ts';

/** All that is needed to put conditions and flows into words, in one language. */
export interface Speech {
  t: Translate;
  /** Whether there are words under a key. */
  knows: (key: string) => boolean;
  language: string;
  fact: (id: string) => FactDefinition | undefined;
  method: (id: string) => string;
  brand: (id: string) => string;
}

/** "Card, PayPal and Satispay" */
export const allOf = (words: readonly string[], { language }: Pick<Speech, 'language'>): string =>
  new Intl.ListFormat(language, { type: 'conjunction' }).format(words);

/** "Card, PayPal or Satispay" */
export const oneOf = (words: readonly string[], { language }: Pick<Speech, 'language'>): string =>
  new Intl.ListFormat(language, { type: 'disjunction' }).format(words);

/** Stands inside a sentence; abbreviations such as "IBAN country" keep their capitals. */
export const uncapitalized = (text: string): string =>
  /^\p{Lu}\p{Lu}/u.test(text) ? text : text.charAt(0).toLocaleLowerCase() + text.slice(1);
