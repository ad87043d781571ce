import { inject, provide, shallowRef, type InjectionKey } from 'vue';
import type { MoneyOrZero, Text } from '@pih/schemas/types';
import { formatMoney } from '@pih/schemas/money';
import { textIn, type PageLanguage } from './language.ts';
import { translator, type Messages, type Translate } from './translate.ts';

/** What a component needs to say something; every part follows the language when it changes. */
export interface Words<Key extends string> {
  readonly language: PageLanguage;
  /** Whether any language has come; until then every word is empty. */
  readonly ready: boolean;
  t: Translate<Key>;
  money(sum: MoneyOrZero): string;
  text(text: Text | undefined): string;
  /** Fetches a language, then speaks it; until it has come the page keeps speaking the one before. */
  speak(language: PageLanguage): Promise<void>;
}

/**
 * The words of one page, each language fetched only when it is spoken.
 * @returns how the root component brings the words in, and how the others reach them
 */
export function vocabulary<Key extends string>(
  load: Readonly<Record<PageLanguage, () => Promise<{ default: Messages<Key> }>>>,
) {
  const key: InjectionKey<Words<Key>> = Symbol('words');

  function provideWords(): Words<Key> {
    const spoken = shallowRef<{ language: PageLanguage; translate?: Translate<Key> }>({ language: 'en' });
    let wanted: PageLanguage | undefined;
    const words: Words<Key> = {
      get language() {
        return spoken.value.language;
      },
      get ready() {
        return spoken.value.translate !== undefined;
      },
      t: (name, values) => spoken.value.translate?.(name, values) ?? '',
      money: (sum) => formatMoney(sum, spoken.value.language),
      text: (text) => (text ? textIn(text, spoken.value.language) : ''),
      async speak(language) {
        wanted = language;
        const { default: messages } = await load[language]();
        // A slower answer for a language that is no longer wanted must not win.
        if (wanted !== language) return;
        spoken.value = { language, translate: translator(messages, language) };
        document.documentElement.lang = language;
      },
    };
    provide(key, words);
    return words;
  }

  function useWords(): Words<Key> {
    const words = inject(key);
    if (!words) throw new Error('The words are missing: the root component must call provideWords()');
    return words;
  }

  return { provideWords, useWords };
}
