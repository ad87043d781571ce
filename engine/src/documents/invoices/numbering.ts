/** The place of an invoice in the merchant's books. */
export interface Place {
  series: string;
  year: number;
  /** From 1, without gaps. */
  sequence: number;
}

/** As it is printed and searched: "A-2026-00042", or "2026-00042" without a series. Later parts never lead to another's. */
export const numberOf = ({ series, year, sequence }: Place): string =>
  [...(series ? [series] : []), year, String(sequence).padStart(5, '0')].join('-');

/** The day that it is somewhere: "2026-11-23". */
export function dayIn(timeZone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const of = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${of['year']?.padStart(4, '0')}-${of['month']}-${of['day']}`;
}

export const yearOf = (day: string): number => Number(day.slice(0, 4));
