import type { Text } from '@pih/schemas/types';
import { builtInFacts } from '@pih/schemas/facts';
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { problemOf } from '../../api/index.ts';
import { textIn, timeZone } from '../../formats/index.ts';
import { usePreferences } from '../../preferences/index.ts';
import { readVocabulary, type Vocabulary } from './api.ts';

const unknown: Vocabulary = {
  methods: [],
  providers: [],
  brands: [],
  facts: [...builtInFacts],
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  defaultCurrency: 'EUR',
};

/** Names for the ids that payments carry. An id without a name (a document since deleted) is shown as it is. */
export const useVocabulary = defineStore('vocabulary', () => {
  const preferences = usePreferences();
  const words = shallowRef<Vocabulary>(unknown);

  /** Reads the words anew. Without them the console still works, with ids in place of names. */
  async function load(): Promise<void> {
    try {
      words.value = await readVocabulary();
      timeZone.value = words.value.timeZone;
    } catch (error) {
      problemOf(error);
    }
  }

  const isLoaded = computed(() => words.value !== unknown);
  const inLanguage = (text: Text): string => textIn(text, preferences.language);
  const byId = <T extends { id: string }>(list: readonly T[]): ReadonlyMap<string, T> =>
    new Map(list.map((one) => [one.id, one]));
  const methods = computed(() => byId(words.value.methods));
  const providers = computed(() => byId(words.value.providers));
  const brands = computed(() => byId(words.value.brands));
  const facts = computed(() => byId(words.value.facts));

  return {
    words,
    isLoaded,
    load,
    inLanguage,
    facts,
    method: (id: string) => {
      const method = methods.value.get(id);
      return { id, title: method ? inLanguage(method.title) : id, mark: method?.mark };
    },
    provider: (id: string): string => providers.value.get(id)?.title ?? id,
    brand: (id: string): string => brands.value.get(id)?.title ?? id,
    /** The titles of the checkouts whose methods a flow decides. */
    usersOf: (flow: string): string[] =>
      words.value.brands.filter((brand) => brand.flow === flow).map(({ title }) => title),
  };
});
