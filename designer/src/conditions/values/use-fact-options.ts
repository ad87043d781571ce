import type { FactDefinition } from '@pih/schemas/facts';
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { useVocabulary } from '../../features/vocabulary/index.ts';
import type { Option } from '../../ui/index.ts';
import { capitalized, useSpeech, valueInWords } from '../../condition-words/index.ts';
import { countryOptions, currencyOptions, languageOptions } from './codes.ts';

/** What a value of a fact can be picked from, in the language of the moment; undefined when it is typed. */
export function useFactOptions(fact: () => FactDefinition) {
  const { locale } = useI18n();
  const speech = useSpeech();
  const vocabulary = useVocabulary();
  const named = computed<Record<string, () => Option[]>>(() => ({
    country: () => countryOptions(locale.value),
    language: () => languageOptions(locale.value),
    currency: () => currencyOptions(locale.value, [vocabulary.words.defaultCurrency]),
    brand: () => vocabulary.words.brands.map(({ id, title }) => ({ value: id, label: title })),
  }));
  return computed<Option[] | undefined>(() => {
    const { id, options } = fact();
    if (!options) return named.value[id]?.();
    const words = { ...speech.value, fact };
    return options.map((value) => ({ value, label: capitalized(valueInWords(value, id, words)) }));
  });
}
