import type { Chance } from './random.ts';
import type { Shape } from './shape.ts';

const hourMs = 3_600_000;

/** What hour and which day of the week it is somewhere. */
function clockOf(timeZone: string): (at: number) => { hour: number; weekday: string } {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: 'numeric', hourCycle: 'h23', weekday: 'short' });
  const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
  return (at) => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return { hour: Number(parts['hour']), weekday: String(days.indexOf(parts['weekday'] ?? '')) };
  };
}

/**
 * The moments at which orders come in, oldest first: by the hour of the day, the day of the week, and how the shop grows.
 * @param days how far back it begins
 * @param end when the last hour ends, in milliseconds since 1970
 */
export function* moments(
  shape: Shape,
  chance: Chance,
  { payments, days, end, timeZone }: { payments: number; days: number; end: number; timeZone: string },
): Generator<number> {
  const clockAt = clockOf(timeZone);
  const start = end - days * 24 * hourMs;
  const busy: number[] = [];
  for (let at = start; at < end; at += hourMs) {
    const { hour, weekday } = clockAt(at);
    const day = (at - start) / (24 * hourMs);
    const usual = (shape.hours[hour] ?? 1) * (shape.weekdays[weekday] ?? 1) * (1 + shape.growthPerDay * day);
    busy.push(usual * chance.between(0.8, 1.2));
  }
  const all = busy.reduce((sum, each) => sum + each, 0);
  let sum = 0;
  let made = 0;
  for (const [hour, weight] of busy.entries()) {
    sum += weight;
    const due = hour === busy.length - 1 ? payments : Math.floor((sum / all) * payments);
    const within = Array.from({ length: due - made }, () => start + Math.floor((hour + chance.random()) * hourMs));
    made = due;
    yield* within.filter((at) => at < end).sort((a, b) => a - b);
  }
}
