import type { PaymentViewRequest } from '@pih/schemas/types';
import { addDays, dayIn, startOfDay } from '../../../formats/index.ts';
import type { Days } from '../../../ui/index.ts';
import type { Filters } from './filters.ts';

/** Days that move with the merchant's calendar. */
export const periods = [
  'today',
  'yesterday',
  'last_7_days',
  'last_30_days',
  'this_month',
  'last_month',
] as const satisfies readonly NonNullable<PaymentViewRequest['period']>[];
export type Period = (typeof periods)[number];

export const isPeriod = (text: string): text is Period => periods.some((period) => period === text);

/** Where and when it is today. */
export interface Calendar {
  now: Date;
  timeZone: string;
}

const firstOfMonth = (day: string): string => `${day.slice(0, 7)}-01`;

/** The calendar days that a period means, seen from a day. */
const daysOf: Record<Period, (today: string) => Days> = {
  today: (today) => ({ from: today }),
  yesterday: (today) => ({ from: addDays(today, -1), to: addDays(today, -1) }),
  last_7_days: (today) => ({ from: addDays(today, -6) }),
  last_30_days: (today) => ({ from: addDays(today, -29) }),
  this_month: (today) => ({ from: firstOfMonth(today) }),
  last_month: (today) => {
    const to = addDays(firstOfMonth(today), -1);
    return { from: firstOfMonth(to), to };
  },
};

/**
 * The instants that a range covers: from the first, up to but not with the last, as the engine asks for them. Both are
 * ISO 8601; an open end is left out.
 */
export function instantsOf(
  range: NonNullable<Filters['range']>,
  { now, timeZone }: Calendar,
): { from?: string; to?: string } {
  const { from, to } = typeof range === 'string' ? daysOf[range](dayIn(now, timeZone)) : range;
  return {
    ...(from && { from: startOfDay(from, timeZone).toISOString() }),
    ...(to && { to: startOfDay(addDays(to, 1), timeZone).toISOString() }),
  };
}
