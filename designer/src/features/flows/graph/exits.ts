import type { FlowNode } from '@pih/schemas/types';

/** The way out of a node that has only one, as the canvas names it; documents leave it unnamed. */
export const onlyExit = 'out';

/** The ways out of a node, top to bottom. */
export function exitsOf(node: FlowNode): string[] {
  switch (node.type) {
    case 'condition':
      return ['yes', 'no'];
    case 'switch':
      return [...node.data.cases.map(({ id }) => id), 'otherwise'];
    case 'split':
      return node.data.branches.map(({ id }) => id);
    case 'stop':
    case 'note':
      return [];
    default:
      return [onlyExit];
  }
}

const hasNamedExits = ({ type }: Pick<FlowNode, 'type'>): boolean =>
  type === 'condition' || type === 'switch' || type === 'split';

/** What an edge that leaves a node by an exit of the canvas carries as `sourceHandle`. */
export const handleOf = (node: FlowNode, exit: string): string | undefined => (hasNamedExits(node) ? exit : undefined);

/** The ways out of a node as its edges name them. */
export const waysOut = (node: FlowNode): (string | undefined)[] => exitsOf(node).map((exit) => handleOf(node, exit));

/** Whether an edge may lead to a node: payments never come back to the start, and never pass a note. */
export const hasEntry = ({ type }: Pick<FlowNode, 'type'>): boolean => type !== 'start' && type !== 'note';
