import { addDays, dayIn, startOfDay } from '../../../../formats/index.ts';

/** Days that end today. */
export const presets = ['7d', '30d', '90d'] as const;
export type Preset = (typeof presets)[number];
const daysOf: Record<Preset, number> = { '7d': 7, '30d': 30, '90d': 90 };

/** Calendar days of the merchant, both included: "2026-11-23". */
export interface Days {
  from: string;
  to: string;
}

/** The days of a preset, by the merchant’s calendar. */
export function daysIn(preset: Preset, now: Date, timeZone: string): Days {
  const today = dayIn(now, timeZone);
  return { from: addDays(today, 1 - daysOf[preset]), to: today };
}

/** The instants between which payments are looked at: the second is that at which the day after begins. */
export const instantsOf = ({ from, to }: Days, timeZone: string): { from: string; to: string } => ({
  from: startOfDay(from, timeZone).toISOString(),
  to: startOfDay(addDays(to, 1), timeZone).toISOString(),
});

/** The days that instants stand for. */
export const daysBetween = ({ from, to }: { from: string; to: string }, timeZone: string): Days => ({
  from: dayIn(new Date(from), timeZone),
  to: dayIn(new Date(Date.parse(to) - 1), timeZone),
});
