import type { Flow, FlowNode } from '@pih/schemas/types';
import { blankNode } from './edit/index.ts';
import { waysOut } from './exits.ts';

/** A node that stands at the corner, with nothing filled in. */
export const aNode = <Type extends FlowNode['type']>(id: string, type: Type, x = 0, y = 0): FlowNode =>
  blankNode(type, id, { x, y });

/**
 * A flow from nodes and edges written as `from -> to` or `from.exit -> to`. Edges have the ids e1, e2, …
 * @throws Error for an edge by a way out that its node has not: a test that draws it tests nothing
 */
export function aFlow(nodes: FlowNode[], ...edges: string[]): Flow {
  return {
    kind: 'flow',
    id: 'test',
    title: 'Test',
    nodes,
    edges: edges.map((drawn, at) => {
      const [from = '', target = ''] = drawn.split(' -> ');
      const [source = '', exit] = from.split('.');
      const node = nodes.find(({ id }) => id === source);
      if (!node || !waysOut(node).includes(exit)) throw new Error(`${drawn}: there is no such way out`);
      return { id: `e${at + 1}`, source, target, ...(exit !== undefined && { sourceHandle: exit }) };
    }),
  };
}

/** The edges of a flow as `from.exit -> to`, in alphabetical order. */
export const drawn = ({ edges }: Pick<Flow, 'edges'>): string[] =>
  edges
    .map(({ source, sourceHandle, target }) => `${source}${sourceHandle ? `.${sourceHandle}` : ''} -> ${target}`)
    .sort();
