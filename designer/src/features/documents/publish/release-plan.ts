import type { Kind, PublishRequest } from '@pih/schemas/types';
import { computed, reactive } from 'vue';
import { readWallTime, type WallTime } from './wall-time.ts';

export type When = 'now' | 'schedule' | 'canary';

/** A time as somebody gave it: what the clock says, and which of two when it comes twice. */
export interface GivenTime {
  text: string;
  isSecond: boolean;
}

/** Why a plan cannot be asked for yet; its words are `documents.publish.errors.<slip>`. */
export type Slip = 'noteMissing' | 'timeMissing' | 'timeInvalid' | 'timePast' | 'untilBeforeFrom' | 'percent' | 'guard';

/** Kinds of which a part of the payments can be given another revision. */
export const canBeCanary = (kind: Kind): boolean => kind === 'flow' || kind === 'checkout';

const instantOf = (given: GivenTime, timeZone: string): Date | 'invalid' | undefined => {
  if (!given.text) return undefined;
  const read: WallTime = readWallTime(given.text, timeZone);
  if (read.kind === 'invalid') return 'invalid';
  if (read.kind === 'twice') return given.isSecond ? read.second : read.first;
  return read.at;
};

/** How and when a draft goes live, as somebody fills it in. */
export function newReleasePlan(timeZone: () => string, now: () => Date = () => new Date()) {
  const plan = reactive({
    when: 'now' as When,
    note: '',
    from: { text: '', isSecond: false } as GivenTime,
    until: { text: '', isSecond: false } as GivenTime,
    percent: 10 as number | undefined,
    isGuarded: true,
    points: 5 as number | undefined,
    minimumPayments: 50 as number | undefined,
    matureMinutes: 30 as number | undefined,
  });

  const times = computed(() => ({ from: instantOf(plan.from, timeZone()), until: instantOf(plan.until, timeZone()) }));

  function scheduleSlip(): Slip | undefined {
    const { from, until } = times.value;
    if (from === undefined && until === undefined) return 'timeMissing';
    if (from === 'invalid' || until === 'invalid') return 'timeInvalid';
    const [begins, ends] = [from ?? now(), until];
    if ((from && from <= now()) || (ends && ends <= now())) return 'timePast';
    return ends && ends <= begins ? 'untilBeforeFrom' : undefined;
  }
  function canarySlip(): Slip | undefined {
    if (plan.percent === undefined) return 'percent';
    const guard = [plan.points, plan.minimumPayments, plan.matureMinutes];
    return plan.isGuarded && guard.includes(undefined) ? 'guard' : undefined;
  }
  const slips = computed<Slip[]>(() => {
    const own = { now: () => undefined, schedule: scheduleSlip, canary: canarySlip }[plan.when]();
    return [...(own ? [own] : []), ...(plan.note.trim() ? [] : (['noteMissing'] as const))];
  });

  /** What to send for it. Call it only without slips. */
  function request(version: number): PublishRequest {
    const { from, until } = times.value;
    const { percent = 0, points = 0, minimumPayments = 0, matureMinutes = 0 } = plan;
    return {
      version,
      note: plan.note.trim(),
      ...(plan.when === 'schedule' && {
        schedule: {
          ...(from instanceof Date && { from: from.toISOString() }),
          ...(until instanceof Date && { until: until.toISOString() }),
        },
      }),
      ...(plan.when === 'canary' && {
        canary: { percent, ...(plan.isGuarded && { guard: { points, minimumPayments, matureMinutes } }) },
      }),
    };
  }
  return { plan, slips, times, request };
}

export type ReleasePlan = ReturnType<typeof newReleasePlan>;
