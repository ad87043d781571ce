import { builtInFacts, operatorsFor, type FactDefinition } from '@pih/schemas/facts';
import type { Condition, ConditionComparison, ConditionValue } from '@pih/schemas/types';
import fc from 'fast-check';

/** Facts of every type, some with options. */
export const someFacts: readonly FactDefinition[] = [
  ...builtInFacts,
  { id: 'custom.gift', type: 'boolean', label: { en: 'Gift order', it: 'Ordine regalo' } },
  { id: 'custom.tags', type: 'list', label: { en: 'Tags', it: 'Etichette' }, options: ['a', 'b'] },
  { id: 'custom.note', type: 'text', label: { en: 'Remark', it: 'Nota' } },
];
const operators = [...new Set(Object.values(operatorsFor).flat())] as ConditionComparison['operator'][];

const anyMoney = fc.record({
  amount: fc.nat({ max: 10_000_000 }),
  currency: fc.constantFrom('EUR', 'JPY', 'KWD', 'XXX'),
});
const anySingle = fc.oneof(fc.string({ maxLength: 8 }), fc.integer(), fc.boolean(), anyMoney);
const anyTime = fc.constantFrom('00:00', '08:30', '23:59');
const anyValue: fc.Arbitrary<ConditionValue> = fc.oneof(
  anySingle,
  fc.array(anySingle, { maxLength: 4 }),
  fc.record({ from: anyTime, to: anyTime }),
);

/** Any comparison that the schema allows: also one of a fact that nobody knows, or by an operator that does not fit. */
export const anyComparison: fc.Arbitrary<ConditionComparison> = fc.record({
  fact: fc.constantFrom(...someFacts.map(({ id }) => id), 'custom.gone'),
  operator: fc.constantFrom(...operators),
  value: anyValue,
});

/** Any condition that the schema allows. */
export const anyCondition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => {
  const parts = fc.array(tie('condition'), { minLength: 1, maxLength: 3 });
  return {
    condition: fc.oneof(
      { maxDepth: 3 },
      anyComparison,
      parts.map((all) => ({ all })),
      parts.map((any) => ({ any })),
      tie('condition').map((not) => ({ not })),
    ),
  };
}).condition;
