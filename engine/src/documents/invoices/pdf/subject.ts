import type { Invoice } from '@pih/schemas';
import type { Snapshot } from '../model.ts';
import { figuresIn, wordsOf, type Figures } from './words.ts';

/** What is being drawn, in which language. */
export interface Subject {
  document: Snapshot;
  language: Invoice['language'];
  words: (typeof wordsOf)['en'];
  figures: Figures;
}

export const subjectOf = (document: Snapshot, language: Invoice['language']): Subject => ({
  document,
  language,
  words: wordsOf[language],
  figures: figuresIn(language),
});

/** "Card (Stripe)": what was paid with; undefined when nobody knows. */
export function meansOf({ document: { dress, payment }, language }: Subject): string | undefined {
  const method = dress.method?.[language] ?? Object.values(dress.method ?? {})[0] ?? payment.method;
  const provider = dress.provider ?? payment.provider;
  if (!method) return provider;
  return provider && provider !== method ? `${method} (${provider})` : method;
}
