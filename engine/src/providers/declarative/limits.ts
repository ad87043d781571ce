/** What a mapping may use up. */
export const limits = {
  /**
   * Milliseconds. Generous, because it is measured on the wall: evaluations of other payments that run meanwhile count
   * too.
   */
  timeout: 1_000,
  /** How deep functions may call each other. */
  stack: 100,
  /** Entries of one list: JSONata sorts and compares lists in a time, and sorts in a space, that grow with their square. */
  sequence: 1_000,
  /** Characters and members of one value, those of its parts included. An answer of the wire is smaller than this. */
  weight: 1_500_000,
  /** Characters of one text that is kept: a reference, a reason, an address. */
  text: 4_000,
} as const;

/** A value grew beyond what a mapping may use. JSONata's errors have a code as well. */
export class TooLarge extends Error {
  readonly code = 'size limit';
}

/**
 * Weighs values as they come to be, so that an exploding one is stopped at the step that makes it too heavy, and a list of an
 * answer before anything works on it.
 * A part that stands in several places counts each time, as it would when written; it is weighed once.
 * @throws TooLarge
 */
export function createScales(most: number = limits.weight) {
  const known = new WeakMap<object, number>();
  const weigh = (value: unknown): number => {
    if (typeof value === 'string') return value.length;
    if (typeof value !== 'object' || value === null) return 1;
    const weighed = known.get(value);
    if (weighed !== undefined) return weighed;
    known.set(value, 1); // what contains itself is not weighed for ever
    let weight = 1;
    for (const part of Array.isArray(value) ? value : Object.values(value)) {
      weight += weigh(part);
      if (weight > most) break;
    }
    known.set(value, weight);
    return weight;
  };
  return (value: unknown): void => {
    if (Array.isArray(value) && value.length > limits.sequence) throw new TooLarge();
    if (weigh(value) > most) throw new TooLarge();
  };
}
