import type { FactDefinition } from '@pih/schemas/facts';
import type { Condition, ConditionComparison } from '@pih/schemas/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyComparison, anyCondition, someFacts } from '../random-conditions-for-tests.ts';
import { comparisonOf, doubtAbout, fits, inShape, operatorsOf, withFact, withOperator } from './comparison.ts';
import { groupKinds, groupOf, withKind, withParts } from './group.ts';
import { moved } from './parts.ts';

const factOf = (id: string): FactDefinition => {
  const found = someFacts.find((fact) => fact.id === id);
  if (!found) throw new Error(`No fact ${id}`);
  return found;
};
const amount = factOf('amount');
const eur = (sum: number) => ({ amount: sum, currency: 'EUR' });
const web: ConditionComparison = { fact: 'channel', operator: 'equal', value: 'web' };
const business: ConditionComparison = { fact: 'customerType', operator: 'equal', value: 'business' };

describe('a condition seen as a group', () => {
  it('comes back as it was written when nothing is changed', () => {
    fc.assert(
      fc.property(anyCondition, (condition) => {
        const { parts } = groupOf(condition);
        expect(withParts(condition, parts)).toEqual(condition);
        for (const part of parts) expect(withParts(part, groupOf(part).parts)).toEqual(part);
      }),
    );
  });

  it('says where each part is', () => {
    fc.assert(
      fc.property(anyCondition, (condition) => {
        const { parts, pathOf } = groupOf(condition);
        for (const [at, part] of parts.entries()) {
          const found = pathOf(at)
            .split('/')
            .slice(1)
            .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], condition);
          expect(found).toBe(part);
        }
      }),
    );
  });

  it('reads "not any" as none of these, and "not all" as not all of these', () => {
    expect(groupOf({ not: { any: [web] } }).kind).toBe('none');
    expect(groupOf({ not: { all: [web] } }).kind).toBe('notAll');
    expect(groupOf({ not: web })).toMatchObject({ kind: 'none', parts: [web] });
  });

  it('needs no group around one condition until there is a second', () => {
    expect(withParts(web, [business])).toEqual(business);
    expect(withParts(web, [web, business])).toEqual({ all: [web, business] });
    expect(withParts({ not: web }, [web, business])).toEqual({ not: { any: [web, business] } });
  });

  it('keeps a group apart from the one around it', () => {
    const inner: Condition = { all: [web, business] };
    expect(groupOf(withParts({ not: web }, [inner]))).toMatchObject({ kind: 'none', parts: [inner] });
    expect(groupOf(withParts(web, [inner])).parts).toEqual([inner]);
  });

  it('keeps its parts under every heading', () => {
    fc.assert(
      fc.property(anyCondition, fc.constantFrom(...groupKinds), (condition, kind) => {
        const turned = groupOf(withKind(condition, kind));
        expect(turned).toMatchObject({ kind, parts: groupOf(condition).parts });
      }),
    );
  });
});

describe('a comparison about another fact', () => {
  it('keeps what fits', () => {
    expect(withFact(web, factOf('device'))).toEqual({ fact: 'device', operator: 'equal', value: '' });
    expect(withFact({ fact: 'country', operator: 'in', value: ['IT', 'FR'] }, factOf('custom.note'))).toEqual({
      fact: 'custom.note',
      operator: 'in',
      value: ['IT', 'FR'],
    });
    const over = { fact: 'itemCount', operator: 'greaterThan', value: 5 } as const;
    expect(withFact(over, amount)).toEqual({ fact: 'amount', operator: 'greaterThan', value: '' });
    expect(withFact(over, factOf('categories'))).toEqual(comparisonOf(factOf('categories')));
  });

  it('always gives something that the controls can show', () => {
    fc.assert(
      fc.property(anyComparison, fc.constantFrom(...someFacts), (comparison, fact) => {
        const next = withFact(comparison, fact);
        if (comparison.fact === fact.id) expect(next).toBe(comparison);
        else expect(fits(fact, next.operator, next.value)).toBe(true);
      }),
    );
  });

  it('does so for every operator that fits the fact', () => {
    fc.assert(
      fc.property(anyComparison, fc.constantFrom(...someFacts), (comparison, fact) => {
        for (const operator of operatorsOf(fact)) {
          const next = withOperator({ ...comparison, fact: fact.id }, operator, fact);
          if (next.operator !== comparison.operator) expect(fits(fact, operator, next.value)).toBe(true);
        }
      }),
    );
  });

  it('makes one of several and several of one', () => {
    expect(inShape(factOf('channel'), 'in', 'web')).toEqual(['web']);
    expect(inShape(factOf('channel'), 'equal', ['web', 'app'])).toBe('web');
    expect(inShape(amount, 'between', eur(500))).toEqual([eur(500), '']);
    expect(inShape(amount, 'lessThan', [eur(500), eur(900)])).toEqual(eur(500));
    expect(inShape(factOf('timeOfDay'), 'between', { from: '09:00', to: '10:00' })).toEqual(['09:00', '10:00']);
  });
});

it.each<[ConditionComparison['operator'], ConditionComparison['value'], string | undefined]>([
  ['greaterThan', '', 'missing'],
  ['between', [eur(500), ''], 'missing'],
  ['between', [eur(500), eur(100)], 'backwards'],
  ['between', [eur(500), { amount: 900, currency: 'USD' }], 'currencies'],
  ['between', [eur(500), eur(900)], undefined],
  ['inTimeWindow', { from: '08:00', to: '08:00' }, 'never'],
  ['in', [], 'missing'],
  ['equal', false, undefined],
])('doubts %s %j: %s', (operator, value, doubt) => {
  expect(doubtAbout({ fact: 'amount', operator, value })).toBe(doubt);
});

it('moves an entry and keeps all others in their order', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(), { minLength: 1 }), fc.nat(), fc.nat(), (list, one, other) => {
      const [from, to] = [one % list.length, other % list.length];
      const next = moved(list, from, to);
      expect(next[to]).toBe(list[from]);
      expect(next.filter((entry) => entry !== list[from])).toEqual(list.filter((entry) => entry !== list[from]));
    }),
  );
});
