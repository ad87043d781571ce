import type { FlowNode } from '@pih/schemas/types';
import { exitsOf } from './exits.ts';

export const nodeWidth = 260;
const head = 72;
const exitRow = 26;
const marksRow = 28;

/** About how high a node will be. Never a whole number, so that the measured height is always news to the canvas. */
export function guessedHeight(node: FlowNode): number {
  const exits = exitsOf(node).length;
  const hasMarks = node.type === 'offer' || node.type === 'hide' || node.type === 'order';
  return head + (exits > 1 ? exits * exitRow + 9 : 0) + (hasMarks ? marksRow : 0) + 0.5;
}
