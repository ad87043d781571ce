import type { Possible, Slot } from './slots.ts';

/** What is possible of each fact, by the index of its slot: all these at once. */
export type State = readonly Possible[];

/** What is possible of a payment that nothing is known about. */
export const startOf = (slots: readonly Slot[]): State => slots.map(({ start }) => start);

/** Where two states differ: nowhere, in one slot, or in more. */
function difference(a: State, b: State): number | 'none' | 'more' {
  let found: number | 'none' = 'none';
  for (let index = 0; index < a.length; index++) {
    if (a[index] === b[index]) continue;
    if (found !== 'none') return 'more';
    found = index;
  }
  return found;
}

const replaced = (state: State, index: number, possible: Possible): State => {
  const changed = state.slice();
  changed[index] = possible;
  return changed;
};

/** Two states as one, if that loses nothing. */
function joined(a: State, b: State, slots: readonly Slot[]): State | undefined {
  const where = difference(a, b);
  if (where === 'none') return a;
  if (where === 'more') return undefined;
  const slot = slots[where];
  const ofA = a[where];
  const ofB = b[where];
  if (!slot || !ofA || !ofB) return undefined;
  const { set, isExact } = slot.union(ofA, ofB);
  return isExact ? replaced(a, where, set) : undefined;
}

/** Two states as one; what is possible in it may not have been in either. */
export function hull(a: State, b: State, slots: readonly Slot[]): State {
  const found: Possible[] = [];
  for (const slot of slots) {
    const ofA = a[slot.index] ?? slot.start;
    const ofB = b[slot.index] ?? slot.start;
    found.push(ofA === ofB ? ofA : slot.union(ofA, ofB).set);
  }
  return found;
}

/** The same payments in fewer states, as far as nothing is lost. */
export function merged(states: readonly State[], slots: readonly Slot[]): State[] {
  const kept: State[] = [];
  const waiting = states.toReversed();
  for (let state = waiting.pop(); state; state = waiting.pop()) {
    const one = takeOut(kept, state, slots);
    // As one they may fit together with another.
    if (one) waiting.push(one);
    else kept.push(state);
  }
  return kept;
}

/** Takes the first out that fits together with a state. @returns both as one; undefined when none fits */
function takeOut(kept: State[], state: State, slots: readonly Slot[]): State | undefined {
  for (let at = 0; at < kept.length; at++) {
    const each = kept[at];
    const one = each && joined(each, state, slots);
    if (!one) continue;
    kept.splice(at, 1);
    return one;
  }
  return undefined;
}

/** No more states than that; where there are too many, the last become one that knows less. */
export function atMost(most: number, states: readonly State[], slots: readonly Slot[]): readonly State[] {
  if (states.length <= most) return states;
  const kept = merged(states, slots);
  while (kept.length > most) {
    const [last, other] = [kept.pop(), kept.pop()];
    if (last && other) kept.push(hull(other, last, slots));
  }
  return kept;
}
