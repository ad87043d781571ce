import type { Flow } from '@pih/schemas/types';
import { describe, expect, it } from 'vitest';
import nordlicht from '../../../../../seeds/demo/flow/nordlicht.json' with { type: 'json' };
import rosmarino from '../../../../../seeds/demo/flow/rosmarino.json' with { type: 'json' };
import { aFlow, aNode } from './a-flow-for-tests.ts';
import { guessedHeight, nodeWidth } from './canvas-size.ts';
import { hiddenLines } from './clear-lines.ts';
import { waysOut } from './exits.ts';
import { touches, usualSize, type SizeOf } from './edit/index.ts';
import { layOut } from './lay-out.ts';

const demo = rosmarino as unknown as Flow;
const placeOf = ({ nodes }: Flow, id: string) => nodes.find((node) => node.id === id)?.position ?? { x: NaN, y: NaN };

describe('laying a flow out', () => {
  it('puts each node to the right of those that lead to it', () => {
    const flow = layOut(demo);
    for (const { source, target } of flow.edges)
      expect(placeOf(flow, target).x, `${source} -> ${target}`).toBeGreaterThan(placeOf(flow, source).x);
  });

  it('lets no node cover another, notes included', () => {
    const areas = layOut(demo).nodes.map(({ position }) => ({ ...position, ...usualSize }));
    for (const [at, area] of areas.entries())
      for (const other of areas.slice(at + 1)) expect(touches(area, other)).toBe(false);
  });

  it('leaves the start where it is', () => {
    const moved: Flow = {
      ...demo,
      nodes: demo.nodes.map((node) => (node.type === 'start' ? { ...node, position: { x: 480, y: 900 } } : node)),
    };
    expect(placeOf(layOut(moved), 'start')).toEqual({ x: 480, y: 900 });
  });

  it('changes nothing when it is done again', () => {
    const once = layOut(demo);
    expect(layOut(once).nodes.map(({ position }) => position)).toEqual(once.nodes.map(({ position }) => position));
  });

  it('has yes above no', () => {
    const flow = aFlow(
      [aNode('start', 'start'), aNode('asks', 'condition'), aNode('b', 'offer'), aNode('a', 'offer')],
      'start -> asks',
      'asks.no -> b',
      'asks.yes -> a',
    );
    const laid = layOut(flow);
    expect(placeOf(laid, 'a').y).toBeLessThan(placeOf(laid, 'b').y);
  });

  it('takes a flow that goes round in a circle, as an import may bring it', () => {
    const flow = aFlow([aNode('a', 'offer'), aNode('b', 'offer')], 'a -> b', 'b -> a');
    expect(layOut(flow).nodes).toHaveLength(2);
  });

  it('changes nothing but places', () => {
    const { nodes, edges } = layOut(demo);
    expect(edges).toBe(demo.edges);
    expect(nodes.map(({ position: _, ...node }) => node)).toEqual(demo.nodes.map(({ position: _, ...node }) => node));
  });
});

/** Cards as high as they are about drawn. */
const drawnSize = ({ nodes }: Flow): SizeOf => {
  const sizes = new Map(nodes.map((node) => [node.id, { width: nodeWidth, height: guessedHeight(node) }]));
  return (id) => sizes.get(id) ?? usualSize;
};

/** Numbers from 0 to 1, the same ones every time (Park and Miller 1988). */
function fixedNumbers(seed: number): () => number {
  let last = seed;
  return () => (last = (last * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** A flow as people draw them: questions whose ways part, skip a step or two, and come together again. */
function someFlow(seed: number): Flow {
  const random = fixedNumbers(seed * 7919);
  const types = ['condition', 'offer', 'hide', 'condition', 'switch', 'require', 'offer'] as const;
  const count = 4 + Math.floor(random() * 14);
  const middle = Array.from({ length: count }, (_, at) =>
    aNode(`n${at}`, types[Math.floor(random() * types.length)] ?? 'offer'),
  );
  const nodes = [aNode('start', 'start'), ...middle, aNode('stop', 'stop')];
  const edges = nodes.flatMap((node, at) =>
    waysOut(node).map((exit, way) => {
      const target = nodes[Math.min(nodes.length - 1, at + 1 + (way ? Math.floor(random() * 4) : 0))];
      return {
        id: `${node.id} ${way}`,
        source: node.id,
        ...(exit && { sourceHandle: exit }),
        target: target?.id ?? 'stop',
      };
    }),
  );
  return { kind: 'flow', id: 'some', title: 'Some', nodes, edges };
}

describe('the lines of a flow that was laid out', () => {
  it.each([nordlicht as Flow, demo])('of the demo run behind no card: %#', (flow) => {
    expect(hiddenLines(layOut(flow, drawnSize(flow)), drawnSize(flow))).toEqual([]);
  });

  it.each([1, 2, 3, 4])('run behind no card, whatever the flow: part %i', (part) => {
    for (let seed = part; seed <= 60; seed += 4) {
      const flow = someFlow(seed);
      expect(hiddenLines(layOut(flow, drawnSize(flow)), drawnSize(flow)), `flow ${seed}`).toEqual([]);
    }
  });

  it('are told from those that do run behind a card', () => {
    const flow = aFlow(
      [aNode('a', 'condition'), aNode('b', 'offer', 400), aNode('c', 'stop', 800)],
      'a.yes -> b',
      'a.no -> c',
      'b -> c',
    );
    expect(hiddenLines(flow, () => usualSize).map(({ edge, card }) => [edge.target, card])).toEqual([['c', 'b']]);
    const aside = {
      ...flow,
      nodes: flow.nodes.map((node) => (node.id === 'b' ? aNode('b', 'offer', 400, -200) : node)),
    };
    expect(hiddenLines(aside, () => usualSize)).toEqual([]);
  });
});
