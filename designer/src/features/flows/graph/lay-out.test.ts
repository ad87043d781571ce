import type { Flow } from '@pih/schemas/types';
import { describe, expect, it } from 'vitest';
import rosmarino from '../../../../../seeds/demo/flow/rosmarino.json' with { type: 'json' };
import { aFlow, aNode } from './a-flow-for-tests.ts';
import { touches, usualSize } from './edit/index.ts';
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
