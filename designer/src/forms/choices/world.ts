import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { countryOptions, currencyOptions, languageOptions } from '../../conditions/index.ts';
import { useVocabulary } from '../../features/vocabulary/index.ts';
import type { Option } from '../../ui/index.ts';

type Options = readonly Option[];

/** Naming every country takes a while, and a form has many fields that ask for one: each list is made once per language. */
function once(make: (language: string, ...first: string[]) => Options): typeof make {
  const known = new Map<string, Options>();
  return (...asked) => {
    const key = asked.join(' ');
    const options = known.get(key) ?? make(...asked);
    known.set(key, options);
    return options;
  };
}

const currencies = once((language, usual = '') => currencyOptions(language, [usual]));
const countries = once((language) => countryOptions(language));
const languages = once((language) => languageOptions(language));
const timeZones = once(() =>
  Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value.replaceAll('_', ' ') })),
);

/** What the world agrees on: currencies, countries, languages, time zones, named in the reader's language. */
export function useWorld(): Record<'currencies' | 'countries' | 'languages' | 'timeZones', ComputedRef<Options>> {
  const { locale } = useI18n();
  const vocabulary = useVocabulary();
  return {
    currencies: computed(() => currencies(locale.value, vocabulary.words.defaultCurrency)),
    countries: computed(() => countries(locale.value)),
    languages: computed(() => languages(locale.value)),
    timeZones: computed(() => timeZones(locale.value)),
  };
}
