import type { FlowNode } from '@pih/schemas/types';
import { waysOut } from '../exits.ts';

/** How large a node is drawn, in pixels. */
export interface Size {
  width: number;
  height: number;
}

/** What is assumed of a node that has not been drawn yet. */
export const usualSize: Size = { width: 260, height: 92 };

/** The height of the row that a named way out has, in pixels. */
const exitRow = 26;

/** What is assumed of a new node once it is filled in: two lines of words, and a row for each named way out. */
export function sizeOfNew(node: FlowNode): Size {
  const exits = waysOut(node).filter((way) => way !== undefined);
  return { ...usualSize, height: usualSize.height + exits.length * exitRow };
}

/** Tells the size of a node by its id. */
export type SizeOf = (id: string) => Size;

export const assumeUsualSize: SizeOf = () => usualSize;

/** The space that a node covers. */
export interface Area extends Size {
  x: number;
  y: number;
}

export const areaOf = ({ id, position }: FlowNode, sizeOf: SizeOf): Area => ({ ...position, ...sizeOf(id) });

/** Whether two areas overlap, or come closer than a gap. */
export const touches = (one: Area, other: Area, gap = 0): boolean =>
  one.x < other.x + other.width + gap &&
  other.x < one.x + one.width + gap &&
  one.y < other.y + other.height + gap &&
  other.y < one.y + one.height + gap;
