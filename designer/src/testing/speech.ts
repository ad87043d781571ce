import { builtInFacts, type FactDefinition } from '@pih/schemas/facts';
import type { Speech } from '../condition-words/index.ts';
import type { Language } from '../i18n/index.ts';
import { newI18n } from './i18n.ts';

const facts: FactDefinition[] = [
  ...builtInFacts,
  { id: 'custom.gift', type: 'boolean', label: { en: 'Gift order', it: 'Ordine regalo' } },
];
const methods: Record<string, string> = { card: 'Card', paypal: 'PayPal', satispay: 'Satispay' };

/** Speaks one language, with the built-in facts and a custom one. */
export function speechIn(language: Language): Speech {
  const { t, te } = newI18n(language).global;
  return {
    t: (key, values = {}) => t(key, values),
    knows: (key) => te(key),
    language,
    fact: (id) => facts.find((fact) => fact.id === id),
    method: (id) => methods[id] ?? id,
    brand: (id) => id,
  };
}
