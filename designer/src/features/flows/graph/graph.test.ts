import type { Decision, Flow } from '@pih/schemas/types';
import { describe, expect, it } from 'vitest';
import { exitsOf, onlyExit } from './exits.ts';
import { pathOf } from './path.ts';
import { toCanvas } from './to-canvas.ts';

const at = (x: number) => ({ x, y: 10 });
const flow = {
  nodes: [
    { id: 'start', type: 'start', position: at(0) },
    {
      id: 'asks',
      type: 'condition',
      position: at(320),
      data: { when: { fact: 'channel', operator: 'equal', value: 'web' } },
    },
    { id: 'offers', type: 'offer', position: at(640), data: { methods: [{ method: 'card', providers: ['stripe'] }] } },
    { id: 'stop', type: 'stop', position: at(960) },
  ],
  edges: [
    { id: 'e1', source: 'start', target: 'asks' },
    { id: 'e2', source: 'asks', sourceHandle: 'yes', target: 'offers' },
    { id: 'e3', source: 'asks', sourceHandle: 'no', target: 'stop' },
    { id: 'e4', source: 'offers', target: 'stop' },
  ],
} satisfies Pick<Flow, 'nodes' | 'edges'>;
const visited = (...steps: [node: string, exit?: string][]): Pick<Decision, 'visited'> => ({
  visited: steps.map(([node, exit]) => ({ node, type: 'any', because: [], ...(exit && { exit }) })),
});

describe('a flow on the canvas', () => {
  it('stands where its document says', () => {
    const { nodes } = toCanvas(flow);
    expect(nodes.map(({ id, position }) => [id, position.x])).toEqual([
      ['start', 0],
      ['asks', 320],
      ['offers', 640],
      ['stop', 960],
    ]);
    expect(nodes.map(({ data }) => data.node)).toEqual(flow.nodes);
  });

  it('leaves a node by the way out that the edge names, or by its only one', () => {
    expect(toCanvas(flow).edges.map(({ id, sourceHandle }) => [id, sourceHandle])).toEqual([
      ['e1', onlyExit],
      ['e2', 'yes'],
      ['e3', 'no'],
      ['e4', onlyExit],
    ]);
  });

  it('draws each edge from a way out that its node has', () => {
    for (const { source, sourceHandle } of toCanvas(flow).edges) {
      const node = flow.nodes.find(({ id }) => id === source);
      expect(node && exitsOf(node)).toContain(sourceHandle);
    }
  });

  it('leaves out an edge that leads nowhere', () => {
    const broken = { ...flow, edges: [...flow.edges, { id: 'e5', source: 'offers', target: 'gone' }] };
    expect(toCanvas(broken).edges).toHaveLength(4);
  });
});

describe('the path of a decision', () => {
  it('numbers the nodes in the order passed', () => {
    const path = pathOf(flow, visited(['start'], ['asks', 'yes'], ['offers'], ['stop']));
    expect([...path.nodes].map(([id, { order }]) => [id, order])).toEqual([
      ['start', 1],
      ['asks', 2],
      ['offers', 3],
      ['stop', 4],
    ]);
  });

  it('lights only the edges by which the nodes were left', () => {
    const path = pathOf(flow, visited(['start'], ['asks', 'yes'], ['offers'], ['stop']));
    expect([...path.edges]).toEqual(['e1', 'e2', 'e4']);
  });

  it('never touches the flow', () => {
    const before = structuredClone(flow);
    pathOf(flow, visited(['start'], ['asks', 'no'], ['stop']));
    toCanvas(flow);
    expect(flow).toEqual(before);
  });
});
