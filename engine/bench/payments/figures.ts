/** The value below which a share of the sorted values lies. @param share 0 to 1 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export interface Spread {
  p50: number;
  p99: number;
}

export const spreadOf = (values: readonly number[]): Spread => ({
  p50: percentile(values, 0.5),
  p99: percentile(values, 0.99),
});

/** Milliseconds for a table, with one digit. */
export const ms = (value: number): string => value.toFixed(1);

/**
 * The hub's own part of an answer: what its Server-Timing header calls `hub`, which leaves out the waiting for providers.
 * @returns milliseconds; undefined when the header does not say
 */
export function ownTime(header: string | string[] | undefined): number | undefined {
  const text = Array.isArray(header) ? header.join(',') : header;
  const found = /(?:^|,)\s*hub;dur=([\d.]+)/.exec(text ?? '')?.[1];
  return found === undefined ? undefined : Number(found);
}
