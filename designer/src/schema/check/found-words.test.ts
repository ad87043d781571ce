import { describe, expect, it } from 'vitest';
import { defineComponent, h } from 'vue';
import { documentRules } from '@pih/schemas';
import type { Language } from '../../i18n/index.ts';
import { mountPage } from '../../testing/index.ts';
import en from '../locales/en.json';
import italian from '../locales/it.json';
import type { Found } from './found.ts';
import { useFoundWords } from './use-found-words.ts';

const rules = Object.keys(documentRules);
const wordsOf = (words: Readonly<Record<string, unknown>>, rule: string): string => String(words[rule] ?? '');

/** What a reader of a language is told. */
function said(language: Language, rule: string, params: Found['params'] = {}, message = 'In English.'): string {
  const found: Found = { pointer: '/x', rule, params, message };
  const Sentence = defineComponent(() => {
    const { sentence } = useFoundWords();
    return () => h('p', sentence(found));
  });
  return mountPage(Sentence, {}, language).text();
}

describe('what the engine finds in a document', () => {
  it.each(rules)('has words in both languages for %s', (rule) => {
    for (const words of [en.rules, italian.rules]) expect(wordsOf(words, rule)).toMatch(/\S.*[.}]$/);
  });

  it('names what it is about', () => {
    expect(said('en', 'unknown-kpi', { kpi: 'sales' })).toContain('The KPI “sales” does not exist');
    expect(said('it', 'unknown-kpi', { kpi: 'sales' })).toContain('L’indicatore «sales» non esiste');
    expect(said('it', 'minimum', { limit: 5 })).toBe('Dev’essere almeno 5.');
  });

  it('says which other document would break, and by what', () => {
    const params = {
      kind: 'flow',
      id: 'shop',
      cause: 'unknownMethod',
      at: '/nodes/1',
      why: 'In English.',
      method: 'klarna',
    };
    expect(said('en', 'in-use', params)).toMatch(/^This would break the Flow “shop”\. There: .*klarna/);
    expect(said('it', 'in-use', params)).toMatch(
      /^Non andrebbe più bene «shop» \(Flusso\)\. Il motivo: Nessun fornitore/,
    );
  });

  it('counts people', () => {
    const held = (more: number) => said('it', 'held', { people: ['Luca Rossi', 'Sara Blu'], more });
    expect(held(0)).toContain('Ce l’ha ancora Luca Rossi, Sara Blu');
    expect(held(1)).toContain('un’altra persona');
    expect(held(3)).toContain('altre 3 persone');
  });

  it('says of conditions what the flow designer says', () => {
    expect(said('it', 'unknownFact', { fact: 'moonPhase' })).toContain('non conosce il fatto');
  });

  it('falls back to the engine’s words', () => {
    expect(said('it', 'something-new')).toBe('In English.');
  });
});
