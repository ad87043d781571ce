import type { Condition, Flow, FlowNode } from '@pih/schemas';
import fc from 'fast-check';
import * as build from './a-flow.ts';
import type { Facts, FactValue, LaterFacts } from './facts.ts';
import { waysOut } from './graph.ts';

/** Random conditions, facts and flows for property tests, from a handful of values, so that equal ones meet often. */

const text = fc.constantFrom('', 'web', 'webshop', 'IT', '09:00', '17:30', '23:59');
const money = fc.record({ amount: fc.integer({ min: 0, max: 3 }), currency: fc.constantFrom('EUR', 'USD') });
const scalar = fc.oneof(text, fc.integer({ min: 0, max: 3 }), fc.boolean(), money);
const time = fc.constantFrom('00:00', '09:00', '17:30', '23:59');
const factIds = ['channel', 'amount', 'categories', 'timeOfDay', 'custom.tier'];

const factValue: fc.Arbitrary<FactValue> = fc.oneof(scalar, fc.array(text, { maxLength: 3 }));

/** What is known of a payment; any of it may be missing. */
export const facts: fc.Arbitrary<Facts> = fc.dictionary(fc.constantFrom(...factIds), factValue);

/** A document holds no null, but what merchants send might have; a flow must not stumble over it. */
const oddFacts = fc.dictionary(
  fc.constantFrom(...factIds),
  fc.oneof({ weight: 8, arbitrary: factValue }, { weight: 1, arbitrary: fc.constant(null as unknown as FactValue) }),
);

/** Facts of which some are at hand and some have to be asked for; of the latter some turn out to be unknown. */
export const partlyLate: fc.Arbitrary<{ all: Facts; atHand: Facts; later: LaterFacts }> = fc
  .tuple(oddFacts, fc.subarray(factIds))
  .map(([all, late]) => {
    const isLate = new Set(late);
    return {
      all,
      atHand: Object.fromEntries(Object.entries(all).filter(([id]) => !isLate.has(id))),
      later: Object.fromEntries(late.map((id) => [id, () => Promise.resolve(all[id])])),
    };
  });

const comparison: fc.Arbitrary<Condition> = fc.record({
  fact: fc.constantFrom(...factIds, 'unheardOf'),
  operator: fc.constantFrom(
    ...(['equal', 'notEqual', 'in', 'notIn', 'greaterThan', 'greaterThanInclusive', 'lessThan'] as const),
    ...(['lessThanInclusive', 'between', 'contains', 'doesNotContain', 'containsAnyOf', 'containsAllOf'] as const),
    ...(['containsNoneOf', 'startsWith', 'inTimeWindow'] as const),
  ),
  value: fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }), fc.record({ from: time, to: time })),
});

/** Any condition, nested up to `maxDepth`, its groups of at least `minLength` parts. */
const nested = (minLength: number, maxDepth: number): fc.Arbitrary<Condition> =>
  fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth, depthSize: 'medium' },
      comparison,
      fc.record({ all: fc.array(tie('condition'), { minLength, maxLength: 4 }) }),
      fc.record({ any: fc.array(tie('condition'), { minLength, maxLength: 4 }) }),
      fc.record({ not: tie('condition') }),
    ),
  })).condition;

/** Conditions as the schema has them. */
export const conditions = nested(1, 4);

/** Conditions of which a group may be empty, as in a draft. */
export const anyConditions = nested(0, 4);

const equalities: fc.Arbitrary<Condition> = fc.record({
  fact: fc.constantFrom(...factIds),
  operator: fc.constantFrom('equal', 'in', 'contains', 'containsAnyOf', 'containsAllOf'),
  value: fc.oneof(scalar, fc.array(text, { maxLength: 3 })),
});

/** Conditions that an index narrows down, among some that it does not. */
export const indexedConditions: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 3, arbitrary: equalities },
  { weight: 2, arbitrary: fc.array(equalities, { maxLength: 3 }).map((all) => ({ all })) },
  { weight: 2, arbitrary: fc.array(equalities, { maxLength: 3 }).map((any) => ({ any })) },
  { weight: 1, arbitrary: nested(0, 2) },
);

const methods = fc.subarray(['card', 'paypal', 'satispay', 'klarna'], { minLength: 1 });
const offered = methods.chain((names) =>
  fc.tuple(
    ...names.map((method) =>
      fc.record({ method: fc.constant(method), providers: fc.subarray(['stripe', 'nexi', 'adyen'], { minLength: 1 }) }),
    ),
  ),
);

type Made = (id: string) => FlowNode;

const caseValues = fc.array(fc.oneof(text, fc.integer({ min: 0, max: 3 }), fc.boolean()), {
  minLength: 1,
  maxLength: 3,
});

const nodes: fc.Arbitrary<Made> = fc.oneof(
  {
    weight: 6,
    arbitrary: nested(0, 2).map(
      (when): Made =>
        (id) =>
          build.condition(id, when),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom(...factIds, 'unheardOf'), caseValues, caseValues).map(
      ([fact, first, second]): Made =>
        (id) =>
          build.switchOn(id, fact, [
            { id: 'first', values: first },
            { id: 'second', values: second },
          ]),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.integer({ min: 0, max: 100 }), fc.constantFrom(undefined, 'shopper' as const, 'payment' as const))
      .map(
        ([share, by]): Made =>
          (id) =>
            build.split(id, { a: share, b: 100 - share }, by),
      ),
  },
  {
    weight: 3,
    arbitrary: offered.map(
      (all): Made =>
        (id) =>
          build.offer(id, ...all),
    ),
  },
  {
    weight: 1,
    arbitrary: methods.map(
      (all): Made =>
        (id) =>
          build.hide(id, ...all),
    ),
  },
  {
    weight: 1,
    arbitrary: methods.map(
      (all): Made =>
        (id) =>
          build.order(id, ...all),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.subarray(['email', 'name', 'tax_id'] as const).map(
      (all): Made =>
        (id) =>
          build.require(id, ...all),
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom<Made>(build.stop, build.note) },
);

/**
 * Joins nodes by edges: each way out of each leads to a later node, to the next more often than not; a jump of zero leaves
 * the way open, as in a draft, and one below zero leads back, as in a draft that runs in a circle.
 */
export function joined(made: readonly Made[], jumps: readonly number[]): Flow {
  const all = [build.start(), ...made.map((make, index) => make(`n${index}`)), build.stop()];
  let drawn = 0;
  const edges = all.flatMap((node, index) =>
    waysOut(node).flatMap((way) => {
      const jump = jumps[drawn++ % jumps.length] ?? 1;
      const target = all[Math.min(index + jump, all.length - 1)];
      return jump === 0 || !target
        ? []
        : [{ id: `e${drawn}`, source: node.id, ...(way && { sourceHandle: way }), target: target.id }];
    }),
  );
  return { ...build.aFlow(all, []), edges };
}

const forward = fc.oneof(
  { weight: 6, arbitrary: fc.constant(1) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 6 }) },
);
const anywhere = fc.oneof(
  { weight: 12, arbitrary: forward },
  { weight: 1, arbitrary: fc.integer({ min: -4, max: 0 }) },
);

/** Flows of every type of node: most of them sound, some full of open ends and circles. */
const mixed = fc
  .tuple(
    fc.array(nodes, { minLength: 1, maxLength: 14 }),
    fc.array(fc.oneof({ weight: 4, arbitrary: forward }, anywhere), { minLength: 4, maxLength: 12 }),
  )
  .map(([made, jumps]) => joined(made, jumps));

/** Flows that ask many questions in a row, each of which may lead out of the row or further down. */
const rows = fc
  .tuple(
    fc.array(indexedConditions, { minLength: 12, maxLength: 24 }),
    fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 3, maxLength: 8 }),
  )
  .map(([asked, jumps]): Flow => {
    const row = asked.map((when, index) => build.condition(`n${index}`, when));
    const all = [build.start(), ...row, build.offer('end', 'card'), build.stop()];
    const far = (index: number) =>
      all[Math.min(index + (jumps[index % jumps.length] ?? 1), all.length - 1)]?.id ?? 'end';
    const edges = row.flatMap((node, index) => [
      `${node.id}.no > ${all[index + 2]?.id ?? 'end'}`,
      `${node.id}.yes > ${far(index + 1)}`,
    ]);
    return build.aFlow(all, ['start > n0', ...edges, 'end > stop']);
  });

export const flows: fc.Arbitrary<Flow> = fc.oneof({ weight: 3, arbitrary: mixed }, { weight: 1, arbitrary: rows });

export const stickyKeys = fc.record(
  { shopper: fc.constantFrom('anna', 'ben', 'eva'), payment: fc.constantFrom('pay_1', 'pay_2') },
  { requiredKeys: ['payment'] },
);
