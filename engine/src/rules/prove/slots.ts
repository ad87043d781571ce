import type { FactDefinition } from '@pih/schemas';
import type { FactValue } from '../facts.ts';
import type { Comparison } from './comparison.ts';
import type { Domain, Narrowing, Union } from './domains/domain.ts';
import { domainOf, type Having } from './fact-domains.ts';
import { currencyNarrowing, narrowedTo, type SumSet } from './domains/sums.ts';

/** What one fact may be: absent, or one of a set of values. Equal ones of a slot are one object. */
export class Possible {
  readonly mayMiss: boolean;
  /** Undefined when the fact is surely absent. */
  readonly set: unknown;
  readonly name: string;
  /** What each comparison made of it so far. */
  readonly narrowed = new Map<number, Possible | undefined>();
  /** What it came to together with others. */
  readonly unions = new Map<Possible, Union<Possible>>();

  constructor(mayMiss: boolean, set: unknown, name: string) {
    this.mayMiss = mayMiss;
    this.set = set;
    this.name = name;
  }
}

/** One comparison of one slot. */
export interface Atom {
  readonly slot: Slot;
  /** Its number among all atoms: the same comparison is the same atom, wherever it is made. */
  readonly number: number;
  readonly narrowing: Narrowing<unknown>;
}

/** Where what is possible of one fact is kept; of amount and currency together, since they are one sum. */
export class Slot {
  readonly id: string;
  readonly index: number;
  readonly start: Possible;
  readonly #domain: Domain<unknown>;
  readonly #known = new Map<string, Possible>();

  constructor(id: string, index: number, { domain, mayMiss }: Having) {
    this.id = id;
    this.index = index;
    this.#domain = domain;
    this.start = this.#possible(mayMiss, domain.all);
  }

  #possible(mayMiss: boolean, set: unknown): Possible {
    const name = `${mayMiss ? '?' : ''}${set === undefined ? '' : this.#domain.nameOf(set)}`;
    const known = this.#known.get(name);
    if (known) return known;
    const first = new Possible(mayMiss, set, name);
    this.#known.set(name, first);
    return first;
  }

  narrowing(operator: Comparison['operator'], value: Comparison['value']): Narrowing<unknown> | undefined {
    return this.#domain.narrowing(operator, value);
  }

  /** What is left where a comparison holds, or does not; none holds on an absent fact. Undefined when nothing is. */
  narrow(possible: Possible, { number, narrowing }: Atom, holds: boolean): Possible | undefined {
    const key = holds ? number : -number - 1;
    const known = possible.narrowed.get(key);
    if (known || possible.narrowed.has(key)) return known;
    const set = possible.set === undefined ? undefined : narrowing(possible.set, holds);
    const mayMiss = possible.mayMiss && !holds;
    const left = set === undefined && !mayMiss ? undefined : this.#possible(mayMiss, set);
    possible.narrowed.set(key, left);
    return left;
  }

  /** What is possible in either case. */
  union(a: Possible, b: Possible): Union<Possible> {
    const known = a.unions.get(b);
    if (known) return known;
    const found = this.#union(a, b);
    a.unions.set(b, found);
    b.unions.set(a, found);
    return found;
  }

  #union(a: Possible, b: Possible): Union<Possible> {
    const mayMiss = a.mayMiss || b.mayMiss;
    if (a.set === undefined || b.set === undefined)
      return { set: this.#possible(mayMiss, a.set ?? b.set), isExact: true };
    const { set, isExact } = this.#domain.union(a.set, b.set);
    return { set: this.#possible(mayMiss, set), isExact };
  }

  sample({ set }: Possible, wishes: readonly FactValue[]): FactValue | undefined {
    return set === undefined ? undefined : this.#domain.sample(set, wishes);
  }
}

export const totalSlot = 'total';
const ofTotal = new Set(['amount', 'currency']);

/** The slots that a flow needs, and the comparisons that are made of them. */
export class Slots {
  readonly #facts: ReadonlyMap<string, FactDefinition>;
  readonly #slots = new Map<string, Slot>();
  readonly #atoms = new Map<string, Atom | undefined>();

  constructor(facts: readonly FactDefinition[]) {
    this.#facts = new Map(facts.map((fact) => [fact.id, fact]));
  }

  get all(): readonly Slot[] {
    return [...this.#slots.values()];
  }

  definition(fact: string): FactDefinition | undefined {
    return this.#facts.get(fact);
  }

  /** The slot of a fact; undefined for one that is not known, or of a type that nothing is known about. */
  of(fact: string): Slot | undefined {
    const id = ofTotal.has(fact) ? totalSlot : fact;
    const known = this.#slots.get(id);
    if (known) return known;
    const definition = this.#facts.get(fact);
    const having = definition && domainOf(definition);
    if (!having) return undefined;
    const slot = new Slot(id, this.#slots.size, having);
    this.#slots.set(id, slot);
    return slot;
  }

  /** A comparison, as something that slots can be narrowed by; undefined when it is not understood and so says nothing. */
  atom(comparison: Comparison): Atom | undefined {
    const { fact, operator, value } = comparison;
    const key = `${fact} ${operator} ${JSON.stringify(value)}`;
    if (fact === 'currency') return this.#once(key, fact, () => currencyNarrowing(operator, value));
    return this.#once(key, fact, (slot) => slot.narrowing(operator, value));
  }

  /** That the sum is one of these. @param name tells one set from another */
  within(sums: SumSet, name: string): Atom | undefined {
    return this.#once(`total within ${name}`, 'amount', () => narrowedTo(sums));
  }

  #once<S>(key: string, fact: string, narrowingOf: (slot: Slot) => Narrowing<S> | undefined): Atom | undefined {
    if (this.#atoms.has(key)) return this.#atoms.get(key);
    const slot = this.of(fact);
    // A slot's sets are of its own domain's making, and so are the narrowings it is given.
    const narrowing = slot && (narrowingOf(slot) as unknown as Narrowing<unknown> | undefined);
    const atom = slot && narrowing ? { slot, number: this.#atoms.size, narrowing } : undefined;
    this.#atoms.set(key, atom);
    return atom;
  }
}
