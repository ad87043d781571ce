import type { FactDefinition } from '@pih/schemas/facts';
import type { Mark, Text } from '@pih/schemas/types';
import { http } from '../../api/index.ts';

/** The words of this installation: what its documents call methods, providers, brands and facts. */
export interface Vocabulary {
  methods: { id: string; title: Text; mark: Mark; providers: string[] }[];
  providers: { id: string; title: string; environment: string }[];
  brands: { id: string; title: string; flow: string }[];
  facts: FactDefinition[];
  timeZone: string;
  defaultCurrency: string;
}

export const readVocabulary = () => http.get<Vocabulary>('/v1/vocabulary');
