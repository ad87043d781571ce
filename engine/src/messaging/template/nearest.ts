/** The known name that takes the fewest changes to get to; none when every one is far. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((candidate) => ({ candidate, steps: stepsBetween(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((one, other) => one.steps - other.steps);
  return best && best.steps <= Math.max(2, name.length / 3) ? best.candidate : undefined;
}

/** How many signs have to be put in, taken out or replaced (Levenshtein, 1966). */
function stepsBetween(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [row, sign] of [...from].entries()) {
    const current = [row + 1];
    for (const [column, other] of [...to].entries())
      current.push(
        Math.min(
          (previous[column + 1] ?? 0) + 1,
          (current[column] ?? 0) + 1,
          (previous[column] ?? 0) + (sign === other ? 0 : 1),
        ),
      );
    previous = current;
  }
  return previous[to.length] ?? 0;
}
