/** Writes a number for an input, as a language does: 1234.5 is "1234,5" in Italian. No thousands. */
export const writeNumber = (value: number, language: string): string =>
  new Intl.NumberFormat(language, { useGrouping: false, maximumFractionDigits: 20 }).format(value);

/** Reads a number that somebody typed; either sign may divide whole from decimals. Undefined when it is none. */
export function readNumber(typed: string): number | undefined {
  const text = typed.replace(/[\s\u00a0\u202f’']/g, '').replace(',', '.');
  return /^-?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : undefined;
}
