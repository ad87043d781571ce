/**
 * Reads a time of day that somebody typed: "8", "830", "8:30", "08.30" and "20:15" alike. Undefined when it is none.
 * @returns hours and minutes, "08:30"
 */
export function readTime(typed: string): string | undefined {
  const text = typed.trim();
  const [, hours, minutes = '00'] =
    /^(\d{1,2})(?:[:.,h]([0-5]\d)?)?$/.exec(text) ?? /^(\d{1,2})([0-5]\d)$/.exec(text) ?? [];
  if (hours === undefined || Number(hours) > 23) return undefined;
  return `${hours.padStart(2, '0')}:${minutes}`;
}
