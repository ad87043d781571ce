/**
 * A name for a way out from what somebody typed: letters, digits, - and _, at most 40, as the schema of flows wants it.
 * "Caffè & dolci" becomes "Caffe-dolci"; empty when nothing is left.
 */
export const nameFrom = (typed: string): string =>
  typed
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);

/** The first name of a row that is free: "case-1", "case-2"… */
export function freeName(stem: string, taken: readonly string[]): string {
  for (let at = 1; ; at += 1) if (!taken.includes(`${stem}-${at}`)) return `${stem}-${at}`;
}
