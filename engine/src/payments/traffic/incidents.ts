import type { Chance } from './random.ts';
import type { Incident, Shape } from './shape.ts';

/** The longest of these stories goes on for so many days. */
const longestDays = 14;

/** At which order each thing goes wrong. Not everything can happen to every order: what is due waits for one that fits. */
export class Incidents {
  readonly #planned: { at: number; incident: Incident }[];
  readonly #left = new Map<Incident, number>();

  /** Spread over all orders but the last, about which too little can have happened yet. */
  constructor(
    { incidents, leastIncidents }: Shape,
    chance: Chance,
    { payments, days }: { payments: number; days: number },
  ) {
    const entries = Object.entries(incidents) as [Incident, number][];
    const all = entries.reduce((sum, [, share]) => sum + share, 0);
    const early = payments * Math.max(0, 1 - longestDays / days);
    this.#planned = entries.flatMap(([incident, share]) => {
      const count = Math.ceil(Math.max(share * payments, (share / all) * leastIncidents));
      this.#left.set(incident, count);
      return Array.from({ length: count }, (_, index) => ({
        at: ((index + chance.random()) / count) * early,
        incident,
      }));
    });
    this.#planned.sort((one, other) => other.at - one.at);
  }

  /** What is to go wrong with an order: one of those that are due, in turn. */
  dueAt(order: number): Incident | undefined {
    const next = this.#planned.at(-1);
    return next && next.at <= order ? this.#planned.pop()?.incident : undefined;
  }

  /** It did not come off with that order: the next that fits is taken. */
  putOff(incident: Incident, order: number): void {
    this.#planned.push({ at: order + 1, incident });
    // Behind what is due as well, or one that fits seldom would hold up all the others.
    for (let index = this.#planned.length - 1; index > 0; index--) {
      const [later, sooner] = [this.#planned[index - 1], this.#planned[index]];
      if (!later || !sooner || later.at > sooner.at) return;
      this.#planned[index - 1] = sooner;
      this.#planned[index] = later;
    }
  }

  /** It came off. @returns whether it was the last of its kind */
  isLast(incident: Incident): boolean {
    const left = (this.#left.get(incident) ?? 1) - 1;
    this.#left.set(incident, left);
    return left === 0;
  }
}
