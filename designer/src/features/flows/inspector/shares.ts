/** Percentages as equal as whole numbers can be that add up to 100; the first ones are larger by one where they must be. */
export function equalShares(count: number): number[] {
  const [least, rest] = [Math.floor(100 / count), 100 % count];
  return Array.from({ length: count }, (_, at) => least + (at < rest ? 1 : 0));
}

export const total = (shares: readonly number[]): number => shares.reduce((sum, share) => sum + share, 0);

/** The shares with one changed. Of two, the other takes what is left; of more, somebody has to say from whom it comes. */
export function withShare(shares: readonly number[], at: number, share: number): number[] {
  const next = shares.map((old, index) => (index === at ? share : old));
  const isCouple = next.length === 2 && share >= 1 && share <= 99;
  return isCouple ? next.map((_, index) => (index === at ? share : 100 - share)) : next;
}

/** The shares with what is missing, or too much, settled by one of them; as far as it can. */
export function settledBy(shares: readonly number[], at: number): number[] {
  const missing = 100 - total(shares);
  return shares.map((share, index) => (index === at ? Math.min(100, Math.max(1, share + missing)) : share));
}
