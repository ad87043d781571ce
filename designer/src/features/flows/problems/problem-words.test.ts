import type { FieldError, DocumentCheckFinding as Finding, FlowNode } from '@pih/schemas/types';
import { describe, expect, it } from 'vitest';
import rules from '../../../../../schemas/flow-rules.json';
import { speechIn } from '../../../testing/index.ts';
import en from './findings/locales/en.json';
import italian from './findings/locales/it.json';
import { problemInWords } from './problem-words.ts';

const position = { x: 0, y: 0 };
const byChannel: FlowNode = {
  id: 'where',
  type: 'switch',
  title: 'Where is it sold?',
  position,
  data: { fact: 'channel', cases: [{ id: 'box-office', values: ['store', 'phone'] }] },
};
const names = { nodes: new Map([[byChannel.id, byChannel]]), provider: (id: string) => id.toUpperCase() };

const error = (rule: string, about: Partial<FieldError> = {}) =>
  ({ severity: 'error', problem: { path: '/nodes/1', rule, message: 'In English.', ...about } }) as const;
const warning = (rule: string, about: Partial<Finding> = {}) =>
  ({ severity: 'warning', problem: { path: '/nodes/1', rule, message: 'In English.', params: {}, ...about } }) as const;

const english = speechIn('en');
const inItalian = speechIn('it');

describe('the words for what is wrong in a flow', () => {
  const all: Record<string, readonly string[]> = { ...rules.errors, ...rules.warnings };

  it('are there for every rule, in both languages', () => {
    for (const words of [en, italian]) expect(Object.keys(words.rules).sort()).toEqual(Object.keys(all).sort());
  });

  it('name nothing that a problem does not tell', () => {
    for (const words of [en, italian])
      for (const [rule, text] of Object.entries(words.rules))
        for (const [, gap] of text.matchAll(/\{(\w+)\}/g)) expect(all[rule], rule).toContain(gap);
  });

  it('use the names that people know', () => {
    const problem = warning('pairCountry', {
      params: { method: 'satispay', provider: 'satispay', countries: ['IT', 'LU'] },
    });
    expect(problemInWords(problem, english, names)).toBe(
      'SATISPAY takes Satispay only from Italy or Luxembourg, and no shopper who gets here is there. Choose another provider or move the offer.',
    );
    expect(problemInWords(problem, inItalian, names)).toContain('accetta Satispay solo da Italia o Lussemburgo');
  });

  it('call a way out by what it says on the canvas', () => {
    const open = error('deadEnd', { node: 'where', params: { way: 'box-office' } });
    expect(problemInWords(open, english, names)).toContain('“store or phone”');
  });

  it('ask for what is not filled in yet, without naming nothing', () => {
    expect(problemInWords(error('deadEnd', { params: { way: '' } }), english)).toBe(
      'Nothing follows. Connect it to the next step.',
    );
    const unchosen = error('option', { params: { fact: 'customerType', value: '' } });
    expect(problemInWords(unchosen, english)).toBe('“Customer type” has no value yet. Choose one.');
    expect(problemInWords(unchosen, inItalian)).toContain('non ha ancora un valore');
  });

  it('say what fits a fact', () => {
    const problem = error('value', { params: { fact: 'amount', needs: 'money' } });
    expect(problemInWords(problem, english)).toBe('“Amount” needs a sum with its currency. Fill in the value.');
  });

  it('tell what a red test case expects and gets, also when that is nothing', () => {
    const problem = error('test', { params: { name: 'Online', expected: ['card', 'paypal'], offered: [] } });
    expect(problemInWords(problem, english)).toBe(
      'The test case “Online” expects Card and PayPal and gets no method. Correct the flow or the test case.',
    );
  });

  it('invite to fill in what the schema misses', () => {
    expect(problemInWords(error('minItems', { path: '/nodes/1/data/methods' }), english)).toContain('Fill it in');
  });

  it('fall back to those of the engine', () => {
    expect(problemInWords(error('somethingNew'), inItalian)).toBe('In English.');
  });
});
