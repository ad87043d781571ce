import { countries } from '@pih/schemas/countries';
import { currencies } from '@pih/schemas/money';
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import type { Option } from '../../../../ui/index.ts';
import { useVocabulary } from '../../../vocabulary/index.ts';
import { paymentStates } from '../../states.ts';
import { attentionReasons, channels, paymentTypes, type ListFilter } from '../filters.ts';

/** What each filter can let through, in words. */
export function useOptions() {
  const { t, locale } = useI18n();
  const vocabulary = useVocabulary();
  const worded = (values: readonly string[], words: (value: string) => string): Option[] =>
    values.map((value) => ({ value, label: t(`transactions.${words(value)}`) }));

  const countryOptions = computed(() => {
    const names = new Intl.DisplayNames(locale.value, { type: 'region' });
    return countries
      .map((value) => ({ value, label: names.of(value) ?? value }))
      .sort((a, b) => a.label.localeCompare(b.label, locale.value));
  });
  const currencyOptions = computed(() => {
    const { defaultCurrency } = vocabulary.words;
    return [defaultCurrency, ...currencies.filter((code) => code !== defaultCurrency)].map((value) => ({
      value,
      label: value,
    }));
  });
  return computed<Record<ListFilter, Option[]>>(() => ({
    state: worded(paymentStates, (value) => `states.${value}`),
    method: vocabulary.words.methods.map(({ id, title }) => ({ value: id, label: vocabulary.inLanguage(title) })),
    provider: vocabulary.words.providers.map(({ id, title }) => ({ value: id, label: title })),
    channel: worded(channels, (value) => `channels.${value}`),
    type: worded(paymentTypes, (value) => `types.${value}`),
    brand: vocabulary.words.brands.map(({ id, title }) => ({ value: id, label: title })),
    currency: currencyOptions.value,
    country: countryOptions.value,
    attention: worded(attentionReasons, (value) => `attention.${value}.title`),
  }));
}
