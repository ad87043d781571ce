/**
 * Sets of numbers, as the places where a walk along the number line enters and leaves them: `[in, out, in, out …]`, in order.
 * Exact under intersection, union and complement.
 */

/** A place on the number line: just before a number, or just after it. */
export interface Cut {
  readonly at: number;
  readonly after: boolean;
}

export type Cuts = readonly Cut[];

const before = (at: number): Cut => ({ at, after: false });
const after = (at: number): Cut => ({ at, after: true });
const compare = (a: Cut, b: Cut): number => (a.at === b.at ? Number(a.after) - Number(b.after) : a.at - b.at);

export const everything: Cuts = [before(-Infinity), after(Infinity)];
export const nothing: Cuts = [];

/** From one number to another, both included. */
export const fromTo = (from: number, to: number): Cuts => (from <= to ? [before(from), after(to)] : nothing);
export const over = (limit: number): Cuts => [after(limit), after(Infinity)];
export const atLeast = (limit: number): Cuts => [before(limit), after(Infinity)];
export const under = (limit: number): Cuts => [before(-Infinity), before(limit)];
export const atMost = (limit: number): Cuts => [before(-Infinity), after(limit)];
export const exactly = (value: number): Cuts => fromTo(value, value);

/** Walks along both sets at once and is inside where `accepts` says so. */
function combine(a: Cuts, b: Cuts, accepts: (inA: boolean, inB: boolean) => boolean): Cuts {
  const found: Cut[] = [];
  let [i, j] = [0, 0];
  let isInside = false;
  for (;;) {
    const left = a[i];
    const right = b[j];
    const next = left && (!right || compare(left, right) <= 0) ? left : right;
    if (!next) break;
    // Every other cut leaves the set; both sets may be cut at the same place.
    if (left && (left === next || compare(left, next) === 0)) i += 1;
    if (right && (right === next || compare(right, next) === 0)) j += 1;
    const nowInside = accepts(i % 2 === 1, j % 2 === 1);
    if (nowInside !== isInside) found.push(next);
    isInside = nowInside;
  }
  return found;
}

export const both = (a: Cuts, b: Cuts): Cuts => combine(a, b, (inA, inB) => inA && inB);
export const either = (a: Cuts, b: Cuts): Cuts => combine(a, b, (inA, inB) => inA || inB);
export const without = (a: Cuts, b: Cuts): Cuts => combine(a, b, (inA, inB) => inA && !inB);

/** As `ofWholeNumbers` cuts. */
const isBeforeWhole = ({ at, after: isAfter }: Cut): boolean => !isAfter && Number.isInteger(at);

/**
 * The same set among whole numbers: between two of them nothing is left, so that "over 5 and under 6" is empty.
 */
export function ofWholeNumbers(cuts: Cuts): Cuts {
  // What was made of such sets is one already.
  if (cuts.every(isBeforeWhole)) return cuts;
  let found = nothing;
  for (let index = 0; index + 1 < cuts.length; index += 2) {
    const [from, to] = [cuts[index], cuts[index + 1]];
    if (!from || !to) continue;
    const first = from.after ? Math.floor(from.at) + 1 : Math.ceil(from.at);
    const last = to.after ? Math.floor(to.at) : Math.ceil(to.at) - 1;
    found = either(found, first <= last ? [before(first), before(last + 1)] : nothing);
  }
  return found;
}

/** One stretch of a set, without its ends where these do not belong to it. */
export interface Stretch {
  from: number;
  to: number;
  isFromOpen: boolean;
  isToOpen: boolean;
}

/** The stretches of a set, lowest first. */
export function stretchesOf(cuts: Cuts): Stretch[] {
  const found: Stretch[] = [];
  for (let index = 0; index + 1 < cuts.length; index += 2) {
    const [from, to] = [cuts[index], cuts[index + 1]];
    if (from && to) found.push({ from: from.at, to: to.at, isFromOpen: from.after, isToOpen: !to.after });
  }
  return found;
}

/** Whether two sets are the same. */
export const isSame = (a: Cuts, b: Cuts): boolean =>
  a.length === b.length &&
  a.every(({ at, after: isAfter }, index) => at === b[index]?.at && isAfter === b[index].after);

/** Tells one set from another. */
export const nameOfCuts = (cuts: Cuts): string =>
  cuts.map(({ at, after: isAfter }) => `${at}${isAfter ? '+' : ''}`).join();

/** Stretches of whole numbers, first and last included. */
export const wholeStretchesOf = (cuts: Cuts): { first: number; last: number }[] =>
  stretchesOf(cuts).map(({ from, to, isFromOpen, isToOpen }) => ({
    first: isFromOpen ? Math.floor(from) + 1 : Math.ceil(from),
    last: isToOpen ? Math.ceil(to) - 1 : Math.floor(to),
  }));
