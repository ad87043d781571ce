import { expect, it } from 'vitest';
import { aFlow, aNode } from './a-flow-for-tests.ts';
import { inOrder } from './order.ts';

const nodes = [
  aNode('stop', 'stop'),
  aNode('other', 'offer'),
  aNode('first', 'offer'),
  aNode('asks', 'condition'),
  aNode('start', 'start'),
  aNode('lost', 'hide', 500),
  aNode('why', 'note', 20),
];

it('goes along the first way out to its end, then along the next, and comes to what is not connected last', () => {
  const flow = aFlow(nodes, 'start -> asks', 'asks.no -> other', 'asks.yes -> first', 'first -> stop', 'other -> stop');
  expect(inOrder(flow)).toEqual(['start', 'asks', 'first', 'stop', 'other', 'why', 'lost']);
});

it('names each node once, also in a flow that goes round in a circle', () => {
  const flow = aFlow(nodes, 'first -> other', 'other -> first');
  expect(inOrder(flow).sort()).toEqual(nodes.map(({ id }) => id).sort());
});
