import { Links } from './links.ts';
import type { Question } from './questions.ts';
import type { Atom, Slot } from './slots.ts';
import { atMost, type State } from './states.ts';

/** The payments of which something holds, and the others. */
export interface Parted {
  yes: readonly State[];
  no: readonly State[];
}

/** How finely is told apart what is possible, and how much work that may be. */
export interface Precision {
  /** States that one condition may come to. */
  states: number;
  /** Comparisons that may be looked at in all; after these nothing more is learnt. */
  work: number;
}

/** Narrows states down by conditions. Each atom of a condition is looked at once per state, however it is nested. */
export class Refinery {
  readonly slots: readonly Slot[];
  readonly #links: Links;
  readonly #most: number;
  #left: number;

  constructor(slots: readonly Slot[], { states, work }: Precision) {
    this.slots = slots;
    this.#links = new Links(slots);
    this.#most = states;
    this.#left = work;
  }

  /** Whether nothing more is learnt. */
  get isTired(): boolean {
    return this.#left <= 0;
  }

  /** Parts payments by a condition. Both parts may have too many in them, and neither ever has too few. */
  part(states: readonly State[], question: Question): Parted {
    if (!states.length) return { yes: states, no: states };
    switch (question.ask) {
      case 'unknown':
        return { yes: states, no: states };
      case 'atom':
        return this.#byAtom(states, question.atom);
      case 'not': {
        const { yes, no } = this.part(states, question.part);
        return { yes: no, no: yes };
      }
      default:
        return this.#byGroup(states, question.parts, question.ask === 'any');
    }
  }

  #byAtom(states: readonly State[], atom: Atom): Parted {
    this.#left -= states.length;
    if (this.isTired) return { yes: states, no: states };
    const yes: State[] = [];
    const no: State[] = [];
    for (const state of states) {
      this.#narrow(state, atom, true, yes);
      this.#narrow(state, atom, false, no);
    }
    return { yes, no };
  }

  #narrow(state: State, atom: Atom, holds: boolean, into: State[]): void {
    const { slot } = atom;
    const before = state[slot.index] ?? slot.start;
    const after = slot.narrow(before, atom, holds);
    if (!after) return;
    if (after === before) {
      into.push(state);
      return;
    }
    const changed = state.slice();
    changed[slot.index] = after;
    if (!this.#links.concern(slot) || !this.#links.isContradiction(changed)) into.push(changed);
  }

  /** Part by part: of an `any` group those leave who satisfy a part, of an `all` group those who do not. */
  #byGroup(states: readonly State[], parts: readonly Question[], leavesBy: boolean): Parted {
    let left = states;
    const gone: State[] = [];
    for (const each of parts) {
      const { yes, no } = this.part(left, each);
      gone.push(...(leavesBy ? yes : no));
      left = this.#fewer(leavesBy ? no : yes);
    }
    const out = this.#fewer(gone);
    return leavesBy ? { yes: out, no: left } : { yes: left, no: out };
  }

  #fewer(states: readonly State[]): readonly State[] {
    return atMost(this.#most, states, this.slots);
  }
}
