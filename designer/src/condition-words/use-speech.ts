import { actionFacts } from '@pih/schemas/facts';
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { useVocabulary } from '../features/vocabulary/index.ts';
import type { Speech } from './speech.ts';

/** What roles and approval rules ask about payments, beside what flows ask. */
const ofActions = new Map(actionFacts.map((fact) => [fact.id, fact]));

/** The language of the moment, with this installation's names for facts, methods and brands. */
export function useSpeech() {
  const { t, te, locale } = useI18n();
  const vocabulary = useVocabulary();
  return computed<Speech>(() => ({
    t: (key, values = {}) => t(key, values),
    knows: (key) => te(key) || te(key, 'en'),
    language: locale.value,
    fact: (id) => vocabulary.facts.get(id) ?? ofActions.get(id),
    method: (id) => vocabulary.method(id).title,
    brand: vocabulary.brand,
  }));
}
