import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFlow } from './compile.ts';
import { questionOf } from './conditions.ts';
import { decide } from './decide.ts';
import type { Facts } from './facts.ts';
import { askPlainly, decidePlainly } from './plain-for-tests.ts';
import { accountOf, preCheckOf } from './pre-check.ts';
import { anyConditions, flows, indexedConditions, partlyLate, stickyKeys } from './random-for-tests.ts';
import { Columns } from './reading.ts';
import { searchOf } from './search.ts';
import { walk } from './walk.ts';

/** Fewer for a quick look, more for a long night: `RULES_RUNS=10` makes ten times as many. */
const times = Number(process.env['RULES_RUNS'] ?? 1);
const runs = (numRuns: number, seed?: number): fc.Parameters<unknown> => ({
  numRuns: Math.ceil(numRuns * times),
  // fast-check prints the seed and the path of what fails; `RULES_SEED` repeats it.
  ...(process.env['RULES_SEED'] ? { seed: Number(process.env['RULES_SEED']) } : seed !== undefined && { seed }),
});

describe('a compiled condition', () => {
  it(
    'is never sure of anything else than what json-rules-engine finds, and gives the same account',
    { timeout: 120_000 },
    async () => {
      const found = { yes: 0, no: 0, maybe: 0 };
      await fc.assert(
        fc.asyncProperty(anyConditions, partlyLate, async (condition, { all, atHand, later }) => {
          const plain = await askPlainly(condition, atHand, later);
          const columns = new Columns();
          const [check, account] = [preCheckOf(condition, columns), accountOf(condition, columns)];
          const certainty = check(columns.read(atHand, later));
          found[certainty] += 1;
          if (certainty !== 'maybe') expect(certainty).toBe(plain.held ? 'yes' : 'no');
          const readings = columns.read(all);
          expect(check(readings)).toBe(plain.held ? 'yes' : 'no');
          expect(account(readings)).toEqual(plain.because);
          expect(await questionOf(condition)(atHand, later)).toEqual(plain);
        }),
        runs(20_000),
      );
      // A pre-check that never commits itself would be right as well.
      const certain = (found.yes + found.no) / (found.yes + found.no + found.maybe);
      expect(certain).toBeGreaterThan(0.5);
      expect(Math.min(found.yes, found.no, found.maybe)).toBeGreaterThan(500 * times);
    },
  );
});

describe('an index over conditions', () => {
  it('passes over none that may hold', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(
        fc.array(indexedConditions, { minLength: 12, maxLength: 30 }),
        fc.nat(12),
        partlyLate,
        (asked, position, { all, atHand, later }) => {
          const columns = new Columns();
          const links = asked.map((when) => ({ when, preCheck: preCheckOf(when, columns) }));
          const search = searchOf(links, columns);
          const known = columns.read(all);
          const first = links.findIndex(({ preCheck }, at) => at >= position && preCheck(known) !== 'no');
          expect(search(position, known)).toBe(first < 0 ? links.length : first);
          // With facts still to be asked for it stops earlier, or at the same place.
          const partly = columns.read(atHand, later);
          const stop = search(position, partly);
          expect(stop).toBeLessThanOrEqual(first < 0 ? links.length : first);
          expect(links[stop]?.preCheck(partly)).not.toBe('no');
        },
      ),
      runs(3_000),
    );
  });
});

describe('a compiled flow', () => {
  const at = new Date('2026-11-23T10:00:00Z');

  it(
    'decides as json-rules-engine does node by node: the same way, offers and comparisons',
    { timeout: 120_000 },
    async () => {
      const met = { jumps: 0, executed: 0, types: new Set<string>() };
      await fc.assert(
        fc.asyncProperty(flows, partlyLate, stickyKeys, async (flow, { atHand, later }, stickyKey) => {
          const occasion = { revision: 1, at, stickyKey, later };
          const compiled = compileFlow(flow);
          const ours = await decide(compiled, atHand, occasion);
          const plain = await decidePlainly(flow, atHand, occasion);
          expect({ ...ours, facts: atHand }).toEqual(plain);
          for (const { fact, actual } of ours.visited.flatMap(({ because }) => because))
            expect((ours.facts as Facts)[fact]).toEqual(actual);
          const { legs, offering } = await walk(compiled, atHand, occasion);
          expect(offering.offers).toEqual(plain.offers);
          met.jumps += legs.filter((leg) => 'from' in leg && leg.to - leg.from > 1).length;
          met.executed += legs.filter((leg) => 'node' in leg && leg.node.type === 'condition' && leg.because).length;
          for (const { type } of plain.visited) met.types.add(type);
        }),
        runs(10_000),
      );
      expect([...met.types].sort()).toEqual([
        ...['condition', 'hide', 'note', 'offer', 'order', 'require', 'split', 'start', 'stop', 'switch'],
      ]);
      expect(Math.min(met.jumps, met.executed)).toBeGreaterThan(500 * times);
    },
  );
});
