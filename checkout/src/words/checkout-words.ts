import type english from './locales/en.json';
import { vocabulary } from './vocabulary.ts';

export type CheckoutKey = keyof typeof english;

export const { provideWords, useWords } = vocabulary<CheckoutKey>({
  en: () => import('./locales/en.json'),
  it: () => import('./locales/it.json'),
});
