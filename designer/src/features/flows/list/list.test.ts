import type { Flow, FlowNode } from '@pih/schemas/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import nordlicht from '../../../../../seeds/demo/flow/nordlicht.json' with { type: 'json' };
import rosmarino from '../../../../../seeds/demo/flow/rosmarino.json' with { type: 'json' };
import { aFlow, aNode, drawn } from '../graph/a-flow-for-tests.ts';
import { touches, usualSize } from '../graph/edit/index.ts';
import { waysOut } from '../graph/exits.ts';
import { addAfter, addBefore, addCopy, canMove, move, removeRule } from './edit.ts';
import { toRules, type Rule, type RuleList } from './graph-to-list.ts';

const rulesOf = ({ reached, unreached, notes }: RuleList): Rule[] => [...reached, ...unreached, ...notes];
const ids = (rules: readonly Rule[]): string[] => rules.map(({ node }) => node.id);
/** What a list says about who follows whom, written like the edges of a flow. */
const drawnBy = (list: RuleList): string[] =>
  rulesOf(list)
    .flatMap(({ node, leads }) =>
      leads.flatMap(({ exit, target }) =>
        target === undefined ? [] : `${node.id}${exit ? `.${exit}` : ''} -> ${target}`,
      ),
    )
    .sort();
/** The list as an outline: "  3 offer". */
const outline = (flow: Flow): string[] =>
  toRules(flow).reached.map(({ node, number, depth }) => `${'  '.repeat(depth)}${number} ${node.id}`);

const types = ['condition', 'switch', 'split', 'offer', 'hide', 'require', 'stop', 'note'] as const;
/** Any flow at all: with circles, dead ends, islands, and without a start. */
const anyFlow = fc.array(fc.constantFrom(...types), { maxLength: 14 }).chain((drawnTypes) => {
  const nodes = [aNode('start', 'start'), ...drawnTypes.map((type, at) => aNode(`n${at}`, type, at * 300))];
  const ways = nodes.flatMap((node) => waysOut(node).map((exit) => ({ node, exit })));
  return fc
    .array(fc.option(fc.nat({ max: nodes.length - 1 }), { freq: 6 }), {
      minLength: ways.length,
      maxLength: ways.length,
    })
    .map((targets): Flow => {
      const edges = ways.flatMap(({ node, exit }, at) => {
        const target = nodes[targets[at] ?? -1];
        return target
          ? [{ id: `e${at}`, source: node.id, ...(exit && { sourceHandle: exit }), target: target.id }]
          : [];
      });
      return { kind: 'flow', id: 'any', title: 'Any', nodes, edges };
    });
});

describe('a flow as a list of rules', () => {
  it('gives each node its place exactly once, whatever the flow', () => {
    fc.assert(
      fc.property(anyFlow, (flow) => {
        expect(ids(rulesOf(toRules(flow))).sort()).toEqual(flow.nodes.map(({ id }) => id).sort());
      }),
    );
  });

  it('says of each way out where it leads, so that nothing of the flow is lost', () => {
    fc.assert(fc.property(anyFlow, (flow) => void expect(drawnBy(toRules(flow))).toEqual(drawn(flow))));
  });

  it('numbers what it lists in its order', () => {
    fc.assert(
      fc.property(anyFlow, (flow) => {
        const { reached, unreached } = toRules(flow);
        expect([...reached, ...unreached].map(({ number }) => number)).toEqual(
          [...reached, ...unreached].map((_, at) => at + 1),
        );
      }),
    );
  });

  it('calls a target below only where the eye finds it next', () => {
    fc.assert(
      fc.property(anyFlow, (flow) => {
        const rules = rulesOf(toRules(flow));
        for (const [at, { node, leads }] of rules.entries()) {
          for (const { exit, target } of leads.filter(({ isBelow }) => isBelow)) {
            const found = rules.find((rule) => rule.node.id === target);
            if (exit === undefined) expect(rules[at + 1]).toBe(found);
            else expect(found?.under).toEqual({ node: node.id, exit });
          }
        }
      }),
    );
  });

  it('indents branches, and goes on behind them where they meet', () => {
    expect(outline(nordlicht as Flow)).toEqual([
      '1 start',
      '2 by-channel',
      '  3 card',
      '  4 wallet',
      '  5 online',
      '6 stop',
    ]);
    expect(outline(rosmarino as Flow)).toEqual([
      '1 start',
      '2 gift-cards',
      '  3 card-only',
      '  4 strong-check',
      '  5 everybody',
      '  6 italy',
      '    7 satispay',
      '  8 instalments',
      '    9 scalapay',
      '  10 large-business',
      '    11 invoice-data',
      '    12 by-device',
      '      13 wallet-first',
      '14 stop',
    ]);
  });

  it('lists what no payment gets to, and notes, at the end', () => {
    const flow = aFlow(
      [aNode('start', 'start'), aNode('note', 'note'), aNode('lost', 'offer'), aNode('stop', 'stop')],
      'start -> stop',
      'lost -> stop',
    );
    const { reached, unreached, notes } = toRules(flow);
    expect([ids(reached), ids(unreached), ids(notes)]).toEqual([['start', 'stop'], ['lost'], ['note']]);
  });

  it('takes a flow of five thousand nodes', () => {
    const nodes = Array.from({ length: 5000 }, (_, at) => aNode(`n${at}`, at ? 'condition' : 'start'));
    const edges = nodes.slice(1).flatMap(({ id }, at) => {
      const source = nodes[at];
      const exits: (string | undefined)[] = source ? waysOut(source) : [];
      return exits
        .slice(0, 1)
        .map((exit) => ({ id: `e${at}`, source: source?.id ?? '', target: id, ...(exit && { sourceHandle: exit }) }));
    });
    expect(toRules({ nodes, edges }).reached).toHaveLength(5000);
  });
});

describe('editing the list', () => {
  const row = aFlow(
    [aNode('start', 'start'), aNode('a', 'offer', 300), aNode('b', 'hide', 600), aNode('stop', 'stop', 900)],
    'start -> a',
    'a -> b',
    'b -> stop',
  );
  const asking = aFlow(
    [
      aNode('start', 'start'),
      aNode('ask', 'condition', 300),
      aNode('a', 'offer', 600),
      aNode('b', 'offer', 600, 200),
      aNode('stop', 'stop', 900),
    ],
    'start -> ask',
    'ask.yes -> a',
    'ask.no -> b',
    'a -> stop',
    'b -> stop',
  );
  /** Whatever is edited, the list still holds every node once and says all that the flow does. */
  function stillWhole(flow: Flow): void {
    expect(ids(rulesOf(toRules(flow))).sort()).toEqual(flow.nodes.map(({ id }) => id).sort());
    expect(drawnBy(toRules(flow))).toEqual(drawn(flow));
  }

  it('adds a rule behind another', () => {
    const { flow, node } = addAfter(row, { node: 'a' }, 'require');
    expect(ids(toRules(flow).reached)).toEqual(['start', 'a', node, 'b', 'stop']);
  });

  it('adds a rule on one branch', () => {
    const { flow, node } = addAfter(asking, { node: 'ask', exit: 'no' }, 'hide');
    expect(outline(flow)).toEqual(['1 start', '2 ask', '  3 a', `  4 ${node}`, '  5 b', '6 stop']);
  });

  it('adds a rule before another, on every way that leads there', () => {
    const { flow, node } = addBefore(asking, 'stop', 'order');
    expect(ids(toRules(flow).reached)).toEqual(['start', 'ask', 'a', 'b', node, 'stop']);
    expect(drawn(flow)).toEqual(
      ['a -> ' + node, 'ask.no -> b', 'ask.yes -> a', 'b -> ' + node, `${node} -> stop`, 'start -> ask'].sort(),
    );
  });

  it('changes nothing about the other rules but their places on the canvas', () => {
    const { flow } = addBefore(row, 'b', 'order');
    const unplaced = ({ position: _, ...node }: FlowNode): object => node;
    for (const node of row.nodes) expect(flow.nodes.map(unplaced)).toContainEqual(unplaced(node));
  });

  it('puts a new rule where payments get to, before the stop and not under it', () => {
    const { flow, node } = addAfter(asking, { node: 'b' }, 'require');
    const [added, before, stop] = [node, 'b', 'stop'].map((id) => flow.nodes.find((one) => one.id === id)?.position);
    expect(ids(toRules(flow).unreached)).toEqual([]);
    expect(added?.x).toBeGreaterThanOrEqual((before?.x ?? NaN) + usualSize.width);
    expect(stop?.x).toBeGreaterThanOrEqual((added?.x ?? NaN) + usualSize.width);
  });

  it('puts a copy of a rule where payments get to: behind it, or before it where the ways part', () => {
    const copied = addCopy(row, 'b');
    expect(copied && ids(toRules(copied.flow).reached)).toEqual(['start', 'a', 'b', copied?.node, 'stop']);
    const parted = addCopy(asking, 'ask');
    expect(parted && outline(parted.flow).slice(0, 3)).toEqual(['1 start', `2 ${parted?.node}`, '  3 ask']);
    expect([addCopy(row, 'start'), addCopy(row, 'stop')]).toEqual([undefined, undefined]);
  });

  it('keeps what is added to a rule that payments get to in their reach, whatever the flow', () => {
    fc.assert(
      fc.property(anyFlow, fc.nat(), fc.constantFrom(...types), (flow, pick, type) => {
        const { reached } = toRules(flow);
        const node = reached[pick % reached.length]?.node;
        if (!node || type === 'note') return;
        const isReached = (added?: { flow: Flow; node: string }): boolean =>
          added === undefined || ids(toRules(added.flow).reached).includes(added.node);
        for (const exit of waysOut(node)) expect(isReached(addAfter(flow, { node: node.id, exit }, type))).toBe(true);
        if (node.type === 'start' || node.type === 'note') return;
        expect(isReached(addBefore(flow, node.id, type))).toBe(true);
        expect(isReached(addCopy(flow, node.id))).toBe(true);
      }),
    );
  });

  it('covers no other card with a new one, whatever the flow', () => {
    fc.assert(
      fc.property(anyFlow, fc.nat(), (flow, pick) => {
        const node = flow.nodes[pick % flow.nodes.length];
        const [exit] = node ? waysOut(node) : [];
        if (!node || !waysOut(node).length) return;
        const added = addAfter(flow, { node: node.id, exit }, 'offer');
        const [card, ...others] = added.flow.nodes
          .toSorted((one) => (one.id === added.node ? -1 : 1))
          .map(({ position }) => ({ ...position, ...usualSize }));
        for (const other of others) expect(card && touches(card, other)).toBe(false);
      }),
    );
  });

  it('takes a decision out and keeps the branch that is chosen', () => {
    const kept = removeRule(asking, 'ask', 'no');
    expect(ids(toRules(kept).reached)).toEqual(['start', 'b', 'stop']);
    expect(ids(toRules(kept).unreached)).toEqual(['a']);
  });

  it('lets neighbours change places, on the canvas too', () => {
    const moved = move(row, 'b', 'up');
    expect(ids(toRules(moved).reached)).toEqual(['start', 'b', 'a', 'stop']);
    expect(moved.nodes.map(({ id, position }) => [id, position.x])).toEqual([
      ['start', 0],
      ['a', 600],
      ['b', 300],
      ['stop', 900],
    ]);
  });

  it('moves nothing past a start, a stop or a decision', () => {
    expect([canMove(row, 'a', 'up'), canMove(row, 'b', 'down'), canMove(asking, 'a', 'up')]).toEqual([
      false,
      false,
      false,
    ]);
    expect(move(row, 'a', 'up')).toBe(row);
  });

  it('comes back to the same flow when a rule is moved down and up again', () => {
    fc.assert(
      fc.property(anyFlow, (flow) => {
        for (const { id } of flow.nodes.filter((node) => canMove(flow, node.id, 'down'))) {
          const there = move(flow, id, 'down');
          stillWhole(there);
          expect(drawn(move(there, id, 'up'))).toEqual(drawn(flow));
        }
      }),
    );
  });

  it('stays whole whatever is added or taken away', () => {
    const wayOf = (node: FlowNode): string | undefined => waysOut(node)[0];
    fc.assert(
      fc.property(anyFlow, fc.nat(), fc.constantFrom(...types), (flow, pick, type) => {
        const node = flow.nodes[pick % flow.nodes.length];
        if (!node) return;
        if (waysOut(node).length) stillWhole(addAfter(flow, { node: node.id, exit: wayOf(node) }, type).flow);
        if (node.type !== 'start' && node.type !== 'note') stillWhole(addBefore(flow, node.id, 'hide').flow);
        stillWhole(removeRule(flow, node.id, wayOf(node)));
      }),
    );
  });
});
