import type { NameSet } from './domains/names.ts';
import { hasName } from './domains/names.ts';
import type { Slot } from './slots.ts';
import type { State } from './states.ts';

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** The weekday of a day: 'fri' for '2026-12-25'. */
export const weekdayOf = (day: string): string => weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? '';

/** Finds states in which facts that hang together contradict each other: a day that is a Friday, and the weekday Monday. */
export class Links {
  readonly #date: Slot | undefined;
  readonly #weekday: Slot | undefined;

  constructor(slots: readonly Slot[]) {
    this.#date = slots.find(({ id }) => id === 'date');
    this.#weekday = slots.find(({ id }) => id === 'weekday');
  }

  /** Whether anything hangs on a fact. */
  concern(slot: Slot): boolean {
    return this.#date !== undefined && this.#weekday !== undefined && (slot === this.#date || slot === this.#weekday);
  }

  isContradiction(state: State): boolean {
    if (!this.#date || !this.#weekday) return false;
    // Both slots are of names (fact-domains.ts).
    const days = state[this.#date.index]?.set as NameSet | undefined;
    const possible = state[this.#weekday.index]?.set as NameSet | undefined;
    if (!days || !possible || !('only' in days)) return false;
    return ![...days.only].some((day) => hasName(possible, weekdayOf(String(day))));
  }
}
