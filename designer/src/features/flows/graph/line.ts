import type { FlowNode } from '@pih/schemas/types';
import type { Area } from './edit/index.ts';
import { waysOut } from './exits.ts';

/** A line from a way out to a card further right, as the canvas draws it. */
export interface Line {
  from: { x: number; y: number };
  to: { x: number; y: number };
}

/** Half the width of a handle, which stands on the border of a card: lines begin and end at its outer side. */
const handle = 6;
const exitRow = 26;
/** Between the last way out and the lower border of a card. */
const foot = 5;

/** How far below the upper border of a card the line of a way out begins. */
function exitAt(node: FlowNode, exit: string | undefined, height: number): number {
  const ways = waysOut(node);
  if (ways.length < 2) return height / 2;
  return height - foot - (ways.length - ways.indexOf(exit) - 0.5) * exitRow;
}

/** The line between two cards. */
export const lineBetween = (node: FlowNode, exit: string | undefined, source: Area, target: Area): Line => ({
  from: { x: source.x + source.width + handle, y: source.y + exitAt(node, exit, source.height) },
  to: { x: target.x - handle, y: target.y + target.height / 2 },
});

/** How far along the way across a line is, from 0 to 1, at a share of its parameter. */
const across = (t: number): number => 1.5 * t - 1.5 * t * t + t * t * t;

/** The parameter at which a line is so far along its way across. It only ever goes right, so halving finds it. */
function parameterAt(share: number): number {
  if (share <= 0) return 0;
  if (share >= 1) return 1;
  let [low, high] = [0, 1];
  for (let step = 0; step < 14; step++) {
    const middle = (low + high) / 2;
    if (across(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Whether a line runs behind a card. The curve is the one of `FlowEdgeLine` (`getBezierPath` of Vue Flow), whose handles lie
 * halfway across: it only ever goes right, and only up or only down, so that what it covers above a card is one stretch.
 * @param gap how near counts as behind
 */
export function runsBehind({ from, to }: Line, card: Area, gap = 0): boolean {
  const width = to.x - from.x;
  // A line that leads back goes round its cards in a loop of its own.
  if (width <= 0) return false;
  const [left, right] = [card.x - gap, card.x + card.width + gap];
  const [top, bottom] = [card.y - gap, card.y + card.height + gap];
  if (right <= from.x || left >= to.x) return false;
  if (Math.max(from.y, to.y) <= top || Math.min(from.y, to.y) >= bottom) return false;
  const heightAt = (x: number): number => {
    const t = parameterAt((x - from.x) / width);
    return from.y + (to.y - from.y) * t * t * (3 - 2 * t);
  };
  const [one, other] = [heightAt(left), heightAt(right)];
  return Math.max(one, other) > top && Math.min(one, other) < bottom;
}
