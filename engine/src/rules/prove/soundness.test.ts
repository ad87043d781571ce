import type { Condition, Flow, FlowNode } from '@pih/schemas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkFlow } from '../check/index.ts';
import { comparisons } from '../comparisons.ts';
import { compileFlow } from '../compile.ts';
import { decideOffers } from '../decide-offers.ts';
import type { Facts } from '../facts.ts';
import { drawingOf, type Surroundings } from './drawing.ts';
import type { Finding } from './finding.ts';
import { examineFlow } from './index.ts';
import { questionAbout } from './questions.ts';
import { comparisonsOf, factIds, flows, payments, shops } from './random-shops-for-tests.ts';
import { Refinery } from './refine.ts';
import { Slots } from './slots.ts';
import { atMost, hull, startOf, type State } from './states.ts';

/**
 * Whatever the proof says is impossible must never happen in the engine, and whatever it says can go must change nothing when
 * it goes. `PROOFS` asks for more flows than the suite has time for.
 */
const runs = Number(process.env['PROOFS'] ?? 100);
/** However little is told apart, nothing wrong may be said. */
const fineness = fc.constantFrom(1, 2, 4, 24);
const manyPayments = fc.array(payments, { minLength: 40, maxLength: 40 });

const decided = (flow: Flow, facts: Facts, { providers, settings }: Surroundings, key = 'pay_1') =>
  decideOffers({
    ...{ flow: compileFlow(flow), facts, providers, settings },
    ...{ revision: 0, at: new Date(0), stickyKey: { payment: key } },
  });

/** The node at a path such as /nodes/3/data/when, in a copy of the flow. */
const nodeAt = (flow: Flow, path: string): FlowNode | undefined => flow.nodes[Number(path.split('/')[2])];

/** Takes the part out of its group that a path leads to. */
function withoutPart(flow: Flow, path: string): Flow {
  const copy = structuredClone(flow);
  const node = nodeAt(copy, path);
  if (node?.type !== 'condition') throw new Error(`${path} leads to no condition`);
  const steps = path.split('/').slice(5);
  const last = Number(steps.pop());
  const group = steps.reduce<unknown>(
    (at, step) => (at as Record<string, unknown>)[step],
    node.data.when,
  ) as Condition[];
  group.splice(last, 1);
  return copy;
}

/** The same flow without what a finding says can go; undefined for one that says something else. */
function mended(flow: Flow, { rule, path, params }: Finding): Flow | undefined {
  if (rule.startsWith('part')) return withoutPart(flow, path);
  const copy = structuredClone(flow);
  const node = nodeAt(copy, path);
  if (!node || !/^(pair|nothing|offeredBefore|requiredBefore)/.test(rule)) return undefined;
  if (node.type === 'hide' || node.type === 'order')
    node.data.methods = node.data.methods.filter((method) => method !== params['method']) as typeof node.data.methods;
  else if (node.type === 'require') node.data.requirements = [] as unknown as typeof node.data.requirements;
  else if (node.type === 'offer' && rule === 'offeredBefore')
    node.data.methods = [] as unknown as typeof node.data.methods;
  else if (node.type === 'offer')
    node.data.methods = node.data.methods.map((each) =>
      each.method === params['method']
        ? { ...each, providers: each.providers.filter((id) => id !== params['provider']) as [string] }
        : each,
    ) as typeof node.data.methods;
  return copy;
}

describe('the proof', () => {
  it('keeps every payment in sight through all that it is asked', () => {
    // About one fact at a time, because there contradictions are near.
    const asked = fc
      .constantFrom(...factIds)
      .chain((fact) => fc.array(comparisonsOf(fact), { minLength: 2, maxLength: 8 }));
    fc.assert(
      fc.property(asked, shops, manyPayments, fc.integer({ min: 1, max: 3 }), (all, shop, many, most) => {
        const slots = new Slots(shop.known.facts);
        const questions = all.map((when) => questionAbout(when, slots));
        const refinery = new Refinery(slots.all, { states: most, work: Infinity });
        for (const facts of many) {
          let states: readonly State[] = [startOf(slots.all)];
          for (const [index, { fact, operator, value }] of all.entries()) {
            const actual = facts[fact];
            const holds = actual !== undefined && comparisons[operator](actual, value);
            const { yes, no } = refinery.part(states, questions[index] ?? { ask: 'unknown' });
            states = atMost(most, holds ? yes : no, slots.all);
            expect(states.length, JSON.stringify([facts, all])).toBeGreaterThan(0);
          }
        }
      }),
      { numRuns: runs },
    );
  });

  it('keeps in sight whoever is in either of two states, when it takes them for one', () => {
    const asked = fc
      .constantFrom(...factIds)
      .chain((fact) => fc.array(comparisonsOf(fact), { minLength: 4, maxLength: 6 }));
    fc.assert(
      fc.property(asked, shops, manyPayments, (all, shop, many) => {
        const slots = new Slots(shop.known.facts);
        const questions = all.map((when) => questionAbout(when, slots));
        const refinery = new Refinery(slots.all, { states: 8, work: Infinity });
        const partBy = (states: readonly State[], index: number) =>
          refinery.part(states, questions[index] ?? { ask: 'unknown' });
        const start = [startOf(slots.all)];
        // Whoever passed the first two or the next two, and is asked the rest as one crowd.
        const [first] = partBy(partBy(start, 0).yes, 1).no;
        const [second] = partBy(partBy(start, 2).no, 3).yes;
        if (!first || !second) return;
        const one = hull(first, second, slots.all);
        for (const facts of many) {
          const answers = all.map(({ fact, operator, value }) => {
            const actual = facts[fact];
            return actual !== undefined && comparisons[operator](actual, value);
          });
          const isIn = (answers[0] && !answers[1]) || (!answers[2] && answers[3]);
          if (!isIn) continue;
          const left = answers.reduce<readonly State[]>(
            (states, holds, index) => {
              const { yes, no } = partBy(states, index);
              return holds ? yes : no;
            },
            [one],
          );
          expect(left.length, JSON.stringify([facts, all])).toBeGreaterThan(0);
        }
      }),
      { numRuns: runs },
    );
  });

  it('rules out no way that a payment takes', async () => {
    await fc.assert(
      fc.asyncProperty(flows, shops, manyPayments, fineness, async (flow, shop, many, states) => {
        const { walked } = await drawingOf(flow, shop, checkFlow(flow, shop.known), { states });
        if (!walked) throw new Error('The flow was not walked');
        for (const facts of many) {
          const { visited } = await decided(flow, facts, shop);
          for (const { node, exit } of visited) {
            expect(walked.arrivals.get(node)?.length, `${node} is reached`).toBeGreaterThan(0);
            expect(walked.departures.get(node)?.get(exit)?.length, `${node} is left by ${exit}`).toBeGreaterThan(0);
          }
        }
      }),
      { numRuns: runs },
    );
  });

  it('calls nothing idle whose absence a payment would feel', async () => {
    await fc.assert(
      fc.asyncProperty(flows, shops, manyPayments, fineness, async (flow, shop, many, states) => {
        const { warnings } = await examineFlow(flow, shop, { states });
        for (const warning of warnings) {
          const other = mended(flow, warning);
          if (!other) continue;
          for (const facts of many.slice(0, 15)) {
            const [before, after] = [await decided(flow, facts, shop), await decided(other, facts, shop)];
            const way = (decision: typeof before) => decision.visited.map(({ node, exit }) => `${node} ${exit ?? ''}`);
            expect(way(after), warning.message).toEqual(way(before));
            expect(after.offers, warning.message).toEqual(before.offers);
            expect(after.requirements, warning.message).toEqual(before.requirements);
          }
        }
      }),
      { numRuns: runs },
    );
  });

  it('shows carts only that really get no method, or the fallback where it says so', async () => {
    await fc.assert(
      fc.asyncProperty(flows, shops, async (flow, shop) => {
        const { warnings } = await examineFlow(flow, shop);
        const hasSplit = flow.nodes.some(({ type }) => type === 'split');
        for (const { rule, example } of warnings) {
          if (!example) continue;
          const { amount, currency } = example.facts as { amount?: { currency: string }; currency?: string };
          expect(amount?.currency).toBe(currency);
          // In a split the example is about those shoppers who go the way that it shows.
          const { visited, offers, fallback } = await decided(flow, example.facts as Facts, shop);
          if (hasSplit && visited.map(({ node }) => node).join() !== example.visited.join()) continue;
          expect(offers.map(({ method }) => method)).toEqual(example.methods);
          expect({ rule, isEmpty: offers.length === 0, fallback }).toEqual(
            rule === 'noMethodLeft'
              ? { rule, isEmpty: true, fallback: false }
              : { rule: 'fallbackShown', isEmpty: false, fallback: true },
          );
        }
      }),
      { numRuns: runs },
    );
  });
});
