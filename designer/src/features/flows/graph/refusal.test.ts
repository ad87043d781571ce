import { describe, expect, it } from 'vitest';
import { aFlow, aNode } from './a-flow-for-tests.ts';
import { refusalOf } from './refusal.ts';
import { wouldLoop } from './would-loop.ts';

const flow = aFlow(
  [
    aNode('start', 'start'),
    aNode('asks', 'condition'),
    aNode('offers', 'offer'),
    aNode('hides', 'hide'),
    aNode('stop', 'stop'),
    aNode('why', 'note'),
  ],
  'start -> asks',
  'asks.yes -> offers',
  'offers -> stop',
);

describe('a connection is refused', () => {
  it.each([
    ['to the node it leaves', { node: 'hides' }, 'hides', 'itself'],
    ['to the start', { node: 'hides' }, 'start', 'toStart'],
    ['to a note', { node: 'hides' }, 'why', 'toNote'],
    ['from a way out that leads somewhere', { node: 'asks', exit: 'yes' }, 'hides', 'taken'],
    ['from a way out that leads somewhere, to nothing yet', { node: 'asks', exit: 'yes' }, '', 'taken'],
    ['by a way out that its node has not', { node: 'asks' }, 'hides', 'noWayOut'],
    ['from a node that ends the way', { node: 'stop' }, 'hides', 'noWayOut'],
    ['to a node that has been removed meanwhile', { node: 'hides' }, 'gone-since', 'gone'],
  ] as const)('%s', (_, from, target, refusal) => {
    expect(refusalOf(flow, from, target)).toBe(refusal);
  });

  it('that would let payments go in a circle', () => {
    const longer = { ...flow, edges: flow.edges.filter(({ id }) => id !== 'e3') };
    expect(refusalOf(longer, { node: 'offers' }, 'asks')).toBe('loop');
    expect(refusalOf(longer, { node: 'offers' }, 'hides')).toBeUndefined();
  });
});

describe('an edge that is moved', () => {
  it('may keep its own way out', () => {
    expect(refusalOf(flow, { node: 'offers' }, 'hides', 'e3')).toBeUndefined();
  });

  it('may lead where only its old target would have made a circle', () => {
    expect(wouldLoop(flow.edges, 'offers', 'asks', 'e2')).toBe(false);
    expect(wouldLoop(flow.edges, 'offers', 'asks')).toBe(true);
  });
});
