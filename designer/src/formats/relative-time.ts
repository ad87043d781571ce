const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** How long ago, or until when: "5 minutes ago", "in 2 hours", "now" within a minute. */
export function inWords(at: Date, now: Date, language: string): string {
  const seconds = (at.getTime() - now.getTime()) / 1000;
  const [unit, size] = steps.find(([, one]) => Math.abs(seconds) >= one) ?? (['second', 60] as const);
  // "Yesterday" says it well; "last month" may be five days ago or eight weeks.
  const numeric = unit === 'day' || unit === 'second' ? 'auto' : 'always';
  const words = new Intl.RelativeTimeFormat(language, { numeric, style: 'short' });
  return words.format(Math.trunc(seconds / size), unit);
}
