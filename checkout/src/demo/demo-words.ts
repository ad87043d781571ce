import { vocabulary } from '../words/index.ts';
import type english from './locales/en.json';

export type DemoKey = keyof typeof english;

export const { provideWords, useWords } = vocabulary<DemoKey>({
  en: () => import('./locales/en.json'),
  it: () => import('./locales/it.json'),
});
