import { evalExpr } from 'mingo/core';
import * as dates from 'mingo/operators/expression/date';
import type { Any, AnyObject, Options } from 'mingo/types';
import { badValue, unsupported } from '../errors.ts';
import { has, isDoc, type Doc } from '../values/types.ts';
import { momentOf, offsetOf } from './time-zones.ts';

type DateOperator = (obj: AnyObject, expr: Any, options: Options) => Any;

/**
 * The date operators, with time zones of our own: mingo 7.2 truncates by the UTC day and shifts afterwards, which puts
 * the hours around midnight on the wrong day, and formats each date twice to learn one offset.
 */
export const dateOperators = {
  $dateTrunc,
  $year: inZone(dates.$year),
  $month: inZone(dates.$month),
  $dayOfMonth: inZone(dates.$dayOfMonth),
  $dayOfWeek: inZone(dates.$dayOfWeek),
  $dayOfYear: inZone(dates.$dayOfYear),
  $hour: inZone(dates.$hour),
  $minute: inZone(dates.$minute),
  $second: inZone(dates.$second),
  $millisecond: inZone(dates.$millisecond),
  $week: inZone(dates.$week),
  $isoWeek: inZone(dates.$isoWeek),
  $isoWeekYear: inZone(dates.$isoWeekYear),
  $isoDayOfWeek: inZone(dates.$isoDayOfWeek),
  $dateToString: inZone(dates.$dateToString),
  $dateToParts: inZone(dates.$dateToParts),
};

/** Moves the date to what clocks in its zone show and lets mingo read it as if it were UTC. */
function inZone(operator: DateOperator): DateOperator {
  return (obj, expr, options) => {
    if (!isDoc(expr) || !has(expr, 'timezone')) return operator(obj, expr, options);
    const rest = Object.fromEntries(Object.entries(expr).filter(([name]) => name !== 'timezone'));
    const { date, zone } = evaluated(obj, expr, options);
    if (typeof rest['format'] === 'string' && /%z/i.test(rest['format']))
      throw unsupported('Formatting the offset of a time zone', 2, 'BadValue');
    const shown = date && new Date(date.getTime() + offsetOf(zone, date.getTime()));
    return operator(obj, { ...rest, date: shown ?? null }, options);
  };
}

function evaluated(obj: AnyObject, expr: Doc, options: Options): { date: Date | undefined; zone: string } {
  const date = evalExpr(obj, expr['date'], options);
  const zone = evalExpr(obj, expr['timezone'] ?? 'UTC', options) ?? 'UTC';
  if (date != null && !(date instanceof Date)) throw badValue('A date operator needs a date');
  if (typeof zone !== 'string') throw badValue('A time zone must be a string');
  return { date: date ?? undefined, zone };
}

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Where the unit that a local time lies in begins, as `Date.UTC` counts. */
const beginnings: Readonly<Record<string, (local: Date, startOfWeek: number) => number>> = {
  second: (local) => local.setUTCMilliseconds(0),
  minute: (local) => local.setUTCSeconds(0, 0),
  hour: (local) => local.setUTCMinutes(0, 0, 0),
  day: (local) => local.setUTCHours(0, 0, 0, 0),
  week: (local, start) => {
    local.setUTCDate(local.getUTCDate() - ((local.getUTCDay() - start + 7) % 7));
    return local.setUTCHours(0, 0, 0, 0);
  },
  month: (local) => Date.UTC(local.getUTCFullYear(), local.getUTCMonth()),
  quarter: (local) => Date.UTC(local.getUTCFullYear(), local.getUTCMonth() - (local.getUTCMonth() % 3)),
  year: (local) => Date.UTC(local.getUTCFullYear(), 0),
};
const shorterThanDay = new Set(['second', 'minute', 'hour']);

function $dateTrunc(obj: AnyObject, expr: Any, options: Options): Date | null {
  if (!isDoc(expr)) throw badValue('$dateTrunc needs a document');
  const { date, zone } = evaluated(obj, expr, options);
  const unit = String(evalExpr(obj, expr['unit'], options));
  const beginning = has(beginnings, unit) ? beginnings[unit] : undefined;
  if (!beginning || (expr['binSize'] ?? 1) !== 1)
    throw unsupported(`$dateTrunc by ${unit} with this binSize`, 2, 'BadValue');
  const startOfWeek = weekdays.indexOf(
    String(expr['startOfWeek'] ?? 'sun')
      .toLowerCase()
      .slice(0, 3),
  );
  if (startOfWeek < 0) throw badValue(`$dateTrunc cannot start a week on ${String(expr['startOfWeek'])}`);
  if (!date) return null;
  const offset = offsetOf(zone, date.getTime());
  const local = beginning(new Date(date.getTime() + offset), startOfWeek);
  // An hour belongs to the offset in force, also where clocks show it twice; a day begins at its own midnight.
  return new Date(shorterThanDay.has(unit) ? local - offset : momentOf(zone, local));
}
