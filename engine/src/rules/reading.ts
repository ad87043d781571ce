import { factOf, type Facts, type FactValue, type LaterFacts } from './facts.ts';

/** Stands for the value of a fact that would have to be asked for first. */
export const notYet = Symbol('not yet');

/** What is known of one fact: its value, that it is absent (undefined), or nothing yet. */
export type Reading = FactValue | undefined | typeof notYet;

/** The column that each fact of a flow is read into, so that a walk looks every fact up once and by number from then on. */
export class Columns {
  readonly #columns = new Map<string, number>();

  /** The column of a fact, given to it when it is first named; a flow is compiled before the first walk. */
  of(fact: string): number {
    const known = this.#columns.get(fact);
    if (known !== undefined) return known;
    this.#columns.set(fact, this.#columns.size);
    return this.#columns.size - 1;
  }

  /** Notes what a fact turned out to be; one that nobody has a column for is not read. */
  note(readings: Reading[], fact: string, value: FactValue | undefined): void {
    const column = this.#columns.get(fact);
    if (column !== undefined) readings[column] = value;
  }

  read(facts: Facts, later?: LaterFacts): Reading[] {
    const readings: Reading[] = [];
    for (const fact of this.#columns.keys()) {
      const value = factOf(facts, fact);
      readings.push(value === undefined && later && Object.hasOwn(later, fact) ? notYet : value);
    }
    return readings;
  }
}

/** What one walk knows. It grows when a fact is asked for that was not at hand. */
export class Knowledge {
  readonly #given: Facts;
  readonly #found: Record<string, FactValue> = {};
  /** By column. */
  readonly readings: readonly Reading[];
  /** What can be asked for; however many do, each question leaves the house once. */
  readonly later: LaterFacts | undefined;

  constructor(columns: Columns, facts: Facts, later?: LaterFacts) {
    const readings = columns.read(facts, later);
    this.#given = facts;
    this.readings = readings;
    this.later = later && this.#askedOnce(later, (fact, value) => columns.note(readings, fact, value));
  }

  /** All that is known by now, in the words of the document. */
  get facts(): Facts {
    return this.later ? { ...this.#given, ...this.#found } : this.#given;
  }

  #askedOnce(later: LaterFacts, keep: (fact: string, value: FactValue | undefined) => void): LaterFacts {
    const answers = new Map<string, Promise<FactValue | undefined>>();
    const ask = async (fact: string, question: LaterFacts[string]) => {
      const value = await question();
      if (value !== undefined) this.#found[fact] = value;
      keep(fact, value);
      return value;
    };
    const once = (fact: string, question: LaterFacts[string]) => () => {
      const answer = answers.get(fact) ?? ask(fact, question);
      answers.set(fact, answer);
      return answer;
    };
    const missing = Object.entries(later).filter(([fact]) => factOf(this.#given, fact) === undefined);
    return Object.fromEntries(missing.map(([fact, question]) => [fact, once(fact, question)]));
  }
}
