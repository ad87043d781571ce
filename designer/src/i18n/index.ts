import { createI18n } from 'vue-i18n';

export const languages = ['en', 'it'] as const;
export type Language = (typeof languages)[number];

/** Whether a text names a language that the console speaks. */
export const isLanguage = (text: unknown): text is Language => languages.some((known) => known === text);

interface Messages {
  [key: string]: string | Messages;
}

/** Each room brings its own words: `features/transactions/locales/it.json` is read as `transactions.…`. */
const files = import.meta.glob<Messages>('../**/locales/*.json', { eager: true, import: 'default' });

function messagesIn(language: Language): Messages {
  const rooms = Object.entries(files).flatMap(([path, words]) => {
    const [, room, of] = /([\w-]+)\/locales\/(\w+)\.json$/.exec(path) ?? [];
    return room && of === language ? [[room, words] as const] : [];
  });
  return Object.fromEntries(rooms);
}

/** All words of the console; start with one language and switch by `i18n.global.locale`. */
export const newI18n = (language: Language) =>
  createI18n({
    legacy: false,
    locale: language,
    fallbackLocale: 'en',
    messages: { en: messagesIn('en'), it: messagesIn('it') },
  });

/** Looks words up by key, with values for their placeholders. */
export type Translate = (key: string, values?: Record<string, unknown>) => string;
