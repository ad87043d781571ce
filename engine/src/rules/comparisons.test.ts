import { operatorsFor, type ConditionValue, type FactType } from '@pih/schemas';
import { describe, expect, it } from 'vitest';
import { eur } from './a-flow.ts';
import { comparisons } from './comparisons.ts';
import { questionOf } from './conditions.ts';
import type { FactValue } from './facts.ts';
import type { Operator } from './vocabulary.ts';

interface Row {
  /** A value that the comparison is made with. */
  value: ConditionValue;
  holds: FactValue[];
  fails: FactValue[];
}

const usd = (amount: number) => ({ amount, currency: 'USD' });

/** For each type of fact and each operator that fits it: with which facts it holds and with which it does not. */
const rows: Record<FactType, Partial<Record<Operator, Row>>> = {
  text: {
    equal: { value: 'web', holds: ['web'], fails: ['Web', 'app', '', 1, true, ['web']] },
    notEqual: { value: 'web', holds: ['Web', 'app', ''], fails: ['web', 1, true, ['app']] },
    in: { value: ['web', 'app'], holds: ['web', 'app'], fails: ['store', 1] },
    notIn: { value: ['web', 'app'], holds: ['store'], fails: ['web', 'app', 1, ['store']] },
    startsWith: { value: 'gold', holds: ['gold', 'golden'], fails: ['Golden', 'old gold', 1] },
  },
  number: {
    equal: { value: 3, holds: [3], fails: [4, '3', true] },
    notEqual: { value: 3, holds: [4, 0], fails: [3, '4'] },
    in: { value: [1, 2], holds: [1, 2], fails: [3, '1'] },
    notIn: { value: [1, 2], holds: [3], fails: [1, '3'] },
    greaterThan: { value: 3, holds: [4, 3.5], fails: [3, 2, '4'] },
    greaterThanInclusive: { value: 3, holds: [4, 3], fails: [2.9, '4'] },
    lessThan: { value: 3, holds: [2, -1], fails: [3, 4, '2'] },
    lessThanInclusive: { value: 3, holds: [2, 3], fails: [3.1, '2'] },
    between: { value: [1, 3], holds: [1, 2, 3], fails: [0, 4, '2'] },
  },
  boolean: {
    equal: { value: true, holds: [true], fails: [false, 'true', 1] },
    notEqual: { value: true, holds: [false], fails: [true, 'false', 0] },
  },
  list: {
    contains: { value: 'food', holds: [['food'], ['oil', 'food']], fails: [[], ['oil'], 'food'] },
    doesNotContain: { value: 'food', holds: [[], ['oil']], fails: [['food'], 'oil'] },
    containsAnyOf: { value: ['food', 'oil'], holds: [['oil'], ['food', 'gifts']], fails: [[], ['gifts'], 'oil'] },
    containsAllOf: { value: ['food', 'oil'], holds: [['oil', 'food', 'gifts']], fails: [[], ['oil'], 'oil'] },
    containsNoneOf: { value: ['food', 'oil'], holds: [[], ['gifts']], fails: [['oil', 'gifts'], 'gifts'] },
  },
  money: {
    equal: { value: eur(500), holds: [eur(500)], fails: [eur(501), usd(500), 500] },
    notEqual: { value: eur(500), holds: [eur(501)], fails: [eur(500), usd(501), 501] },
    greaterThan: { value: eur(500), holds: [eur(501)], fails: [eur(500), usd(501), 501] },
    greaterThanInclusive: { value: eur(500), holds: [eur(500)], fails: [eur(499), usd(501)] },
    lessThan: { value: eur(500), holds: [eur(499)], fails: [eur(500), usd(1), 1] },
    lessThanInclusive: { value: eur(500), holds: [eur(500)], fails: [eur(501), usd(1)] },
    between: { value: [eur(100), eur(500)], holds: [eur(100), eur(500)], fails: [eur(99), eur(501), usd(200)] },
  },
  time: {
    equal: { value: '09:30', holds: ['09:30'], fails: ['09:31'] },
    notEqual: { value: '09:30', holds: ['09:31'], fails: ['09:30'] },
    greaterThan: { value: '09:30', holds: ['09:31', '10:00'], fails: ['09:30', '08:59', 'noon'] },
    greaterThanInclusive: { value: '09:30', holds: ['09:30'], fails: ['09:29'] },
    lessThan: { value: '09:30', holds: ['00:00', '09:29'], fails: ['09:30', '23:59', ''] },
    lessThanInclusive: { value: '09:30', holds: ['09:30'], fails: ['09:31'] },
    between: { value: ['09:00', '17:00'], holds: ['09:00', '12:00', '17:00'], fails: ['08:59', '17:01'] },
    inTimeWindow: { value: { from: '09:00', to: '18:00' }, holds: ['09:00', '17:59'], fails: ['18:00', '08:59', 'x'] },
  },
};

describe.each(Object.entries(rows))('a fact of type %s', (type, operators) => {
  it('is tried with every operator that fits it', () => {
    expect(Object.keys(operators).sort()).toEqual([...operatorsFor[type as FactType]].sort());
  });

  describe.each(Object.entries(operators))('%s', (operator, { value, holds, fails }) => {
    const ask = questionOf({ fact: 'custom.it', operator: operator as Operator, value });
    it.each(holds.map((fact) => [fact]))('holds on %j', async (fact) => {
      expect((await ask({ 'custom.it': fact })).held).toBe(true);
    });
    it.each(fails.map((fact) => [fact]))('does not hold on %j', async (fact) => {
      expect((await ask({ 'custom.it': fact })).held).toBe(false);
    });
    it('does not hold when the fact is absent', async () => {
      expect(await ask({})).toEqual({ held: false, because: [{ fact: 'custom.it', operator, value, held: false }] });
    });
  });
});

describe('a time window that ends before it starts', () => {
  const window = { from: '22:00', to: '06:00' };
  it.each(['22:00', '23:59', '00:00', '05:59'])('reaches past midnight: %s is in it', (time) => {
    expect(comparisons.inTimeWindow(time, window)).toBe(true);
  });
  it.each(['06:00', '12:00', '21:59'])('leaves out the day: %s is not in it', (time) => {
    expect(comparisons.inTimeWindow(time, window)).toBe(false);
  });
  it('may end at midnight itself', () => {
    expect(comparisons.inTimeWindow('23:59', { from: '18:00', to: '00:00' })).toBe(true);
    expect(comparisons.inTimeWindow('00:00', { from: '18:00', to: '00:00' })).toBe(false);
  });
});
