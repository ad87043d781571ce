import { createI18n } from 'vue-i18n';
import type { Words } from './words.ts';

export { wordsIn, type Words } from './words.ts';

export const languages = ['en', 'it'] as const;
export type Language = (typeof languages)[number];

/** Whether a text names a language that the console speaks. */
export const isLanguage = (text: unknown): text is Language => languages.some((known) => known === text);

/** Each language is fetched when somebody reads it. */
const words: Readonly<Record<Language, () => Promise<{ default: Words }>>> = {
  en: () => import('./en.ts'),
  it: () => import('./it.ts'),
};

/** Speaks one language from the start; the others come when they are wanted, by `speak`. */
export const i18nOf = (language: Language, messages: Partial<Record<Language, Words>>) =>
  createI18n({ legacy: false, locale: language as string, fallbackLocale: [...languages], messages });

/** The console's words in one language. @throws when they cannot be fetched */
export async function newI18n(language: Language) {
  const { default: messages } = await words[language]();
  return i18nOf(language, { [language]: messages });
}

/** What of vue-i18n can be made to speak another language. */
interface Speaker {
  locale: { value: string };
  availableLocales: readonly string[];
  setLocaleMessage: (language: string, messages: Words) => void;
}

let wanted: Language | undefined;

/**
 * Goes over to a language once its words are there, so that nobody ever reads a key. The latest wish counts.
 * @throws when they cannot be fetched; what was spoken is spoken on
 */
export async function speak(speaker: Speaker, language: Language): Promise<void> {
  wanted = language;
  if (!speaker.availableLocales.includes(language)) {
    const { default: messages } = await words[language]();
    speaker.setLocaleMessage(language, messages);
  }
  if (wanted === language) speaker.locale.value = language;
}

/** Looks words up by key, with values for their placeholders. */
export type Translate = (key: string, values?: Record<string, unknown>) => string;
