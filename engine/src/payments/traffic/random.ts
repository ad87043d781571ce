/** Numbers in [0, 1) that look random and come again from the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** How likely each is, in any unit. */
export type Weights = Readonly<Record<string, number>>;

/** Chance that comes again: what happens to a payment hangs on nothing but the seed. */
export class Chance {
  constructor(readonly random: () => number) {}

  /** @param share 0 to 1 */
  isLucky(share: number): boolean {
    return this.random() < share;
  }

  between(from: number, to: number): number {
    return from + this.random() * (to - from);
  }

  whole(from: number, to: number): number {
    return Math.floor(this.between(from, to + 1));
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[Math.floor(this.random() * from.length)];
    if (picked === undefined) throw new RangeError('There is nothing to pick from');
    return picked;
  }

  byWeight(weights: Weights): string {
    const entries = Object.entries(weights);
    let left = this.random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of entries) if ((left -= weight) < 0) return name;
    const last = entries.at(-1)?.[0];
    if (last === undefined) throw new RangeError('There is nothing to pick from');
    return last;
  }

  /** Signs of an alphabet, such as those of a token. */
  text(length: number, alphabet: string): string {
    let made = '';
    for (let at = 0; at < length; at++) made += alphabet[Math.floor(this.random() * alphabet.length)] ?? '';
    return made;
  }
}
