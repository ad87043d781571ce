import { operatorsFor, scopeFacts, type Condition } from '@pih/schemas';
import fc from 'fast-check';
import { Query } from 'mingo';
import { describe, expect, it } from 'vitest';
import { verdictOf } from './certain.ts';
import { checkCondition } from './check/index.ts';
import { questionOf } from './conditions.ts';
import type { Facts } from './facts.ts';
import { filterOf, type StoredFacts } from './filter.ts';

/** As a payment keeps them: some deep down, one with a value that old documents lack. */
const stored: StoredFacts = {
  ...Object.fromEntries(
    ['method', 'provider', 'channel', 'brand', 'country', 'state'].map((id) => [id, { type: 'text', path: id }]),
  ),
  currency: { type: 'text', path: 'total.currency' },
  type: { type: 'text', path: 'type', otherwise: 'direct' },
  amount: { type: 'money', amount: 'total.amount', currency: 'total.currency' },
};

// Few values, so that equal ones meet often; some that would mean something else in a pattern or in a path.
const text = fc.constantFrom(
  'card',
  'car',
  'paypal',
  'p.y',
  'a|b',
  '$in',
  'web',
  'IT',
  'EUR',
  'direct',
  'link',
  '',
  '^',
);
const money = fc.record({ amount: fc.integer({ min: 0, max: 3 }), currency: fc.constantFrom('EUR', 'JPY') });

const payment = fc.record(
  {
    method: text,
    provider: text,
    channel: text,
    brand: text,
    country: text,
    state: text,
    type: fc.constantFrom('direct', 'link', 'subscription'),
    total: money,
  },
  { requiredKeys: ['total'], noNullPrototype: true },
);
type Payment = Record<string, unknown> & { total: { amount: number; currency: string } };

const factsOf = ({ total, type = 'direct', ...rest }: Payment): Facts =>
  ({ ...rest, type, amount: total, currency: total.currency }) as Facts;

/** Values of every shape that the schema lets through, fitting or not. */
const value = fc.oneof(
  text,
  money,
  fc.integer({ min: 0, max: 3 }),
  fc.boolean(),
  fc.array(fc.oneof(text, money), { maxLength: 3 }),
);
const comparison = fc
  .constantFrom(...scopeFacts, { id: 'weekday', type: 'text' as const })
  .chain(({ id, type }) =>
    fc.record({ fact: fc.constant(id), operator: fc.constantFrom(...operatorsFor[type]), value }),
  ) as fc.Arbitrary<Condition>;

const condition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, depthSize: 'medium' },
    comparison,
    fc.record({ all: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ not: tie('condition') }),
  ),
})).condition;

const finds = (filter: object, document: Payment): boolean =>
  new Query({ ...filter }, { scriptEnabled: false }).test({ _id: 'pay_1', ...document });

describe('a condition as a filter', () => {
  it('finds exactly the payments that the evaluator says yes to, and so does the verdict that does not wait', async () => {
    const seen = new Set<boolean>();
    await fc.assert(
      fc.asyncProperty(condition, fc.array(payment, { minLength: 1, maxLength: 6 }), async (asked, payments) => {
        const [question, verdict, filter] = [questionOf(asked), verdictOf(asked), filterOf(asked, stored)];
        for (const each of payments as Payment[]) {
          const { held } = await question(factsOf(each));
          expect(finds(filter, each), JSON.stringify({ filter, each })).toBe(held);
          expect(verdict(factsOf(each))).toBe(held ? 'yes' : 'no');
          seen.add(held);
        }
      }),
      { numRuns: 1000, seed: 5 },
    );
    expect(seen).toEqual(new Set([true, false]));
  });

  it.each<[string, Condition, object]>([
    ['equality', { fact: 'method', operator: 'equal', value: 'paypal' }, { method: 'paypal' }],
    [
      'a sum, which only sums of its currency are compared with',
      { fact: 'amount', operator: 'lessThanInclusive', value: { amount: 200_00, currency: 'EUR' } },
      { 'total.currency': 'EUR', 'total.amount': { $lte: 200_00 } },
    ],
    [
      'what old documents lack',
      { fact: 'type', operator: 'equal', value: 'direct' },
      { $or: [{ type: null }, { type: 'direct' }] },
    ],
  ])('is what an index can serve: %s', (_what, asked, filter) => {
    expect(filterOf(asked, stored)).toEqual(filter);
  });

  it('refuses an operator that does not fit its fact, as publication does', () => {
    const odd: Condition = { fact: 'channel', operator: 'greaterThan', value: '09:00' };
    expect(() => filterOf(odd, stored)).toThrow(TypeError);
    expect(checkCondition(odd, '', scopeFacts)).toHaveLength(1);
  });
});

describe('a verdict', () => {
  const upTo: Condition = { fact: 'amount', operator: 'lessThanInclusive', value: { amount: 200_00, currency: 'EUR' } };
  const byPaypal: Condition = { fact: 'method', operator: 'equal', value: 'paypal' };
  const verdict = verdictOf({ all: [byPaypal, upTo] });

  it('is open while it depends on a fact that nobody has named yet', () => {
    expect(verdict({ method: 'paypal' }, ['amount'])).toBe('maybe');
    expect(verdict({ method: 'card' }, ['amount'])).toBe('no');
    expect(verdict({ method: 'paypal' })).toBe('no');
    expect(verdict({ method: 'paypal', amount: { amount: 200_00, currency: 'EUR' } }, ['amount'])).toBe('yes');
  });
});
