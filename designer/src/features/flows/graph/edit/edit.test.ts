import type { Flow } from '@pih/schemas/types';
import { describe, expect, it } from 'vitest';
import { aFlow, aNode, drawn } from '../a-flow-for-tests.ts';
import {
  align,
  changeNode,
  connect,
  copyPart,
  disconnect,
  distribute,
  duplicate,
  freePlace,
  insertAfter,
  insertNode,
  insertOnEdge,
  moveNodes,
  newEdgeId,
  newNodeId,
  paste,
  reconnect,
  removeExit,
  removeNodes,
  renameExit,
} from './index.ts';
import { assumeUsualSize, sizeOfNew, touches, usualSize } from './size.ts';

const start = aNode('start', 'start');
const asks = aNode('asks', 'condition', 320);
const offers = aNode('offers', 'offer', 640);
const stop = aNode('stop', 'stop', 960);
const flow = aFlow(
  [start, asks, offers, stop],
  'start -> asks',
  'asks.yes -> offers',
  'asks.no -> stop',
  'offers -> stop',
);
const shared = aFlow(
  [
    start,
    {
      id: 'shares',
      type: 'split',
      position: { x: 0, y: 0 },
      data: {
        branches: [
          { id: 'a', percent: 70 },
          { id: 'b', percent: 30 },
        ],
      },
    },
    offers,
    stop,
  ],
  'start -> shares',
  'shares.a -> offers',
  'shares.b -> stop',
);
const idsOf = ({ nodes }: Flow) => nodes.map(({ id }) => id);

describe('every operation', () => {
  it('leaves the flow it was given as it was', () => {
    const before = structuredClone(flow);
    insertOnEdge(flow, aNode('new', 'hide'), 'e2');
    removeNodes(flow, ['offers', 'asks']);
    connect(flow, { node: 'offers' }, 'asks');
    reconnect(flow, 'e1', { node: 'start' }, 'stop');
    disconnect(flow, ['e1']);
    moveNodes(flow, ['asks'], { x: 20, y: 20 });
    duplicate(flow, ['asks', 'offers']);
    align(flow, ['asks', 'offers'], 'left');
    changeNode(flow, 'asks', (node) => ({ ...node, title: 'Large?' }));
    expect(flow).toEqual(before);
  });
});

describe('inserting', () => {
  it('on an edge leads the edge to the new node, and the new node to where the edge led', () => {
    const next = insertOnEdge(flow, aNode('new', 'hide'), 'e2');
    expect(drawn(next)).toEqual([
      'asks.no -> stop',
      'asks.yes -> new',
      'new -> offers',
      'offers -> stop',
      'start -> asks',
    ]);
  });

  it('a decision on an edge goes on by its first way out', () => {
    expect(drawn(insertOnEdge(flow, aNode('new', 'condition'), 'e4'))).toContain('new.yes -> stop');
  });

  it('a stop on an edge ends the way there', () => {
    const next = insertOnEdge(flow, aNode('end', 'stop'), 'e4');
    expect(drawn(next)).toEqual(['asks.no -> stop', 'asks.yes -> offers', 'offers -> end', 'start -> asks']);
  });

  it('a note on an edge leaves the edge alone', () => {
    expect(drawn(insertOnEdge(flow, aNode('why', 'note'), 'e4'))).toEqual(drawn(flow));
  });

  it('behind a free way out connects it', () => {
    const loose = disconnect(flow, ['e3']);
    expect(drawn(insertAfter(loose, aNode('new', 'offer'), { node: 'asks', exit: 'no' }))).toContain('asks.no -> new');
  });

  it('a second start is not done', () => {
    expect(insertNode(flow, aNode('other', 'start'))).toBe(flow);
  });

  it('finds a place for a node that is higher than most, below others where its way out is the lower one', () => {
    const size = sizeOfNew(aNode('new', 'condition'));
    expect(size.height).toBeGreaterThan(usualSize.height);
    const place = freePlace(flow, offers.position, assumeUsualSize, { size, below: true });
    expect(place.y).toBeGreaterThan(offers.position.y);
    for (const { position } of flow.nodes)
      expect(touches({ ...position, ...usualSize }, { ...place, ...size })).toBe(false);
  });

  it('finds a place where the new node covers no other', () => {
    const place = freePlace(flow, offers.position);
    for (const { position } of flow.nodes)
      expect(touches({ ...position, ...usualSize }, { ...place, ...usualSize })).toBe(false);
  });
});

describe('removing', () => {
  it('a node with one way out closes the gap', () => {
    const next = removeNodes(flow, ['offers']);
    expect(drawn(next)).toEqual(['asks.no -> stop', 'asks.yes -> stop', 'start -> asks']);
  });

  it('a chain of nodes closes the whole gap', () => {
    const long = insertOnEdge(flow, aNode('more', 'hide'), 'e4');
    expect(drawn(removeNodes(long, ['offers', 'more']))).toContain('asks.yes -> stop');
  });

  it('a decision leaves no edge that would have to choose', () => {
    expect(drawn(removeNodes(flow, ['asks']))).toEqual(['offers -> stop']);
  });

  it('keeps the only start', () => {
    expect(idsOf(removeNodes(flow, idsOf(flow)))).toEqual(['start']);
  });

  it('takes a start away that is one too many', () => {
    const two = { ...flow, nodes: [...flow.nodes, aNode('other', 'start')] };
    expect(idsOf(removeNodes(two, ['other']))).toEqual(idsOf(flow));
  });
});

describe('ways out', () => {
  it('keep their edge when they are renamed', () => {
    expect(drawn(renameExit(shared, 'shares', 'a', 'most'))).toContain('shares.most -> offers');
  });

  it('are not given a name that another one has', () => {
    expect(renameExit(shared, 'shares', 'a', 'b')).toBe(shared);
    const cases = changeNode(flow, 'asks', ({ id, position }) => aNode(id, 'switch', position.x));
    expect(renameExit(cases, 'asks', 'case-1', 'otherwise')).toBe(cases);
  });

  it('take their edge with them when they go', () => {
    expect(drawn(removeExit(shared, 'shares', 'a'))).toEqual(['shares.b -> stop', 'start -> shares']);
  });

  it('that a changed node no longer has lose their edges', () => {
    const next = changeNode(shared, 'shares', (node) =>
      node.type === 'split' ? { ...node, data: { branches: [{ id: 'b', percent: 100 }] } } : node,
    );
    expect(drawn(next)).toEqual(['shares.b -> stop', 'start -> shares']);
  });
});

describe('connecting', () => {
  it('names the way out where there are several', () => {
    const loose = disconnect(flow, ['e3']);
    expect(drawn(connect(loose, { node: 'asks', exit: 'no' }, 'offers'))).toContain('asks.no -> offers');
  });

  it('never lets a way out lead to two places', () => {
    const next = connect(flow, { node: 'offers' }, 'asks');
    expect(next.edges.filter(({ source }) => source === 'offers')).toHaveLength(1);
  });

  it('moves an edge to another way out under the id it had', () => {
    const next = reconnect(disconnect(flow, ['e3']), 'e2', { node: 'asks', exit: 'no' }, 'offers');
    expect(next.edges.find(({ id }) => id === 'e2')).toEqual({
      id: 'e2',
      source: 'asks',
      sourceHandle: 'no',
      target: 'offers',
    });
  });

  it('gives two people who connect the same way out the same edge', () => {
    const loose = disconnect(flow, ['e3']);
    expect(newEdgeId(loose, { node: 'asks', exit: 'no' })).toBe(newEdgeId(loose, { node: 'asks', exit: 'no' }));
  });

  it('never makes an id longer than the schema takes, or one that is there', () => {
    const long = aNode('n'.repeat(64), 'switch');
    const wide = { ...flow, nodes: [...flow.nodes, long] };
    expect(newEdgeId(wide, { node: long.id, exit: 'x'.repeat(40) }).length).toBeLessThanOrEqual(80);
    expect(idsOf(flow)).not.toContain(newNodeId(flow, 'offer'));
  });
});

describe('copying', () => {
  it('takes the edges among the nodes, and no others', () => {
    expect(copyPart(flow, ['asks', 'offers']).edges.map(({ id }) => id)).toEqual(['e2']);
  });

  it('gives the copies ids of their own, edges included', () => {
    const { flow: next, nodes } = duplicate(flow, ['asks', 'offers']);
    expect(nodes).toHaveLength(2);
    expect(new Set(idsOf(next)).size).toBe(6);
    expect(new Set(next.edges.map(({ id }) => id)).size).toBe(next.edges.length);
    expect(drawn(next)).toContain(`${nodes[0]}.yes -> ${nodes[1]}`);
  });

  it('keeps how the copies stand to one another', () => {
    const { flow: next, nodes } = paste(flow, copyPart(flow, ['asks', 'stop']), { x: 1000, y: 500 });
    const placed = nodes.map((id) => next.nodes.find((node) => node.id === id)?.position);
    expect(placed).toEqual([
      { x: 1000, y: 500 },
      { x: 1640, y: 500 },
    ]);
  });

  it('hides nothing that was pasted at the same place before', () => {
    const part = copyPart(flow, ['asks', 'offers']);
    const once = paste(flow, part, { x: 0, y: 400 });
    const { flow: twice } = paste(once.flow, part, { x: 0, y: 400 });
    const places = twice.nodes.map(({ position: { x, y } }) => `${x} ${y}`);
    expect(new Set(places).size).toBe(twice.nodes.length);
    expect(places.slice(-2)).toEqual(['40 440', '360 440']);
  });

  it('brings no second start into a flow', () => {
    expect(paste(flow, copyPart(flow, ['start', 'asks']), { x: 0, y: 0 }).nodes).toHaveLength(1);
    expect(duplicate(flow, ['start'])).toEqual({ flow, nodes: [] });
  });

  it('carries a whole flow, start included, into one that has none', () => {
    const empty = aFlow([]);
    const { flow: next } = paste(empty, copyPart(flow, idsOf(flow)), { x: 0, y: 0 });
    expect(next.nodes.map(({ type }) => type)).toEqual(['start', 'condition', 'offer', 'stop']);
    expect(next.edges).toHaveLength(4);
  });
});

describe('moving', () => {
  it('writes whole pixels', () => {
    const [moved] = moveNodes(aFlow([asks]), ['asks'], { x: 0.4, y: 10.7 }).nodes;
    expect(moved?.position).toEqual({ x: 320, y: 11 });
  });

  it('by nothing is no step to undo', () => {
    expect(moveNodes(flow, ['asks'], { x: 0, y: 0 })).toBe(flow);
  });

  it('leaves the nodes that stay the same objects, so that they are not drawn again', () => {
    expect(moveNodes(flow, ['asks'], { x: 20, y: 0 }).nodes[2]).toBe(offers);
  });
});

describe('aligning', () => {
  const scattered = aFlow([aNode('a', 'offer', 0, 0), aNode('b', 'offer', 300, 40), aNode('c', 'offer', 900, 100)]);
  const sizes = new Map([
    ['a', { width: 260, height: 80 }],
    ['b', { width: 260, height: 120 }],
    ['c', { width: 260, height: 100 }],
  ]);
  const sizeOf = (id: string) => sizes.get(id) ?? usualSize;
  const placesOf = ({ nodes }: Flow) => nodes.map(({ position }) => [position.x, position.y]);
  const all = ['a', 'b', 'c'];

  it.each([
    [
      'left',
      [
        [0, 0],
        [0, 40],
        [0, 100],
      ],
    ],
    [
      'centre',
      [
        [450, 0],
        [450, 40],
        [450, 100],
      ],
    ],
    [
      'right',
      [
        [900, 0],
        [900, 40],
        [900, 100],
      ],
    ],
    [
      'top',
      [
        [0, 0],
        [300, 0],
        [900, 0],
      ],
    ],
    [
      'middle',
      [
        [0, 60],
        [300, 40],
        [900, 50],
      ],
    ],
    [
      'bottom',
      [
        [0, 120],
        [300, 80],
        [900, 100],
      ],
    ],
  ] as const)('at the %s', (to, places) => {
    expect(placesOf(align(scattered, all, to, sizeOf))).toEqual(places);
  });

  it('leaves equal gaps and the outermost where they are', () => {
    expect(placesOf(distribute(scattered, all, 'across', sizeOf))).toEqual([
      [0, 0],
      [450, 40],
      [900, 100],
    ]);
    expect(placesOf(distribute(scattered, all, 'down', sizeOf))).toEqual([
      [0, 0],
      [300, 30],
      [900, 100],
    ]);
  });

  it('one node alone is nothing to align', () => {
    expect(align(scattered, ['a'], 'right')).toBe(scattered);
  });
});
