import { reasonInWords, reasonOf, type EventReason } from '@pih/schemas';
import type { PaymentDependencies } from '../dependencies.ts';
import { chanceOfSoFew } from './chance.ts';
import { inArm, canaryFigures, type ArmFigures, type CanaryFigures } from './figures.ts';
import { triedKinds, type Part, type TriedKind } from './arms.ts';

/** When a canary returns by itself. */
export interface Guard {
  /** By how many percentage points the success rate may stay below the control's; from then on it returns. */
  points: number;
  /** Fewer in either arm say nothing. */
  minimumPayments: number;
  matureMinutes: number;
}

interface Watched {
  kind: TriedKind;
  id: string;
  release: string;
  guard: Guard;
}

/** A number with one decimal at most: 66.7. */
const rounded = (value: number): number => Math.round(value * 10) / 10;

const rateOf = ({ payments, succeeded }: ArmFigures): number => rounded((succeeded / payments) * 100);

/**
 * A gap that chance alone would show as often as this, or more often, returns nothing. So seldom, because the guard looks
 * again and again while a canary runs, and each look is another chance to be wrong (`chance.test.ts` counts how often).
 */
const byChance = 0.001;

/**
 * Why a canary has to return, with its figures; undefined when it need not, when too little is known, or when the gap may
 * well be chance. Reckoned in whole numbers, so that what lies exactly on the border of the points returns.
 */
export function whyReturn(
  { canary, control }: CanaryFigures,
  { points, minimumPayments }: Guard,
): EventReason | undefined {
  const least = Math.max(1, minimumPayments);
  if (canary.payments < least || control.payments < least) return undefined;
  const behind = control.succeeded * canary.payments - canary.succeeded * control.payments;
  if (behind * 100 < points * control.payments * canary.payments) return undefined;
  if (chanceOfSoFew(canary, control) >= byChance) return undefined;
  return reasonOf('worse', {
    ...{ rate: rateOf(canary), succeeded: canary.succeeded, payments: canary.payments },
    ...{ controlRate: rateOf(control), controlSucceeded: control.succeeded, controlPayments: control.payments },
    gap: rounded((behind * 100) / (control.payments * canary.payments)),
    points: rounded(points),
  });
}

/** So many in a row that are offered nothing are no accident, however many payments a guard wants to see for its rates. */
const inARow = ({ minimumPayments }: Guard): number => Math.min(Math.max(1, minimumPayments), 100);

/**
 * Whether none of the latest payments of an arm was offered any method by the flow; undefined when there are too few of them.
 * What the settings offer in reserve is no merit of the flow.
 */
async function offersNothing(
  { payments }: PaymentDependencies,
  { kind, release, guard }: Watched,
  arm: Part['arm'],
): Promise<boolean | undefined> {
  const least = inARow(guard);
  const latest = await payments.find(inArm(kind, release, arm), { [`canary.${kind}.seenAt`]: -1 }, least, ['events']);
  if (latest.length < least) return undefined;
  return latest.every(({ decision }) => decision?.fallback === true || decision?.offers.length === 0);
}

/** A shopper who is offered nothing never pays: nobody has to wait for that. */
async function whyNothing(deps: PaymentDependencies, watched: Watched): Promise<EventReason | undefined> {
  if (!(await offersNothing(deps, watched, 'canary'))) return undefined;
  // Where the control offers nothing either, the new revision is not to blame.
  if ((await offersNothing(deps, watched, 'control')) !== false) return undefined;
  return reasonOf('offered-nothing', { payments: inARow(watched.guard) });
}

/** The canaries that are watched over. */
function watched({ live }: PaymentDependencies): Watched[] {
  const snapshot = live();
  return triedKinds.flatMap((kind) =>
    snapshot.all(kind).flatMap(({ document: { id }, canary }): Watched[] => {
      const { release, guard } = canary ?? {};
      return release && guard ? [{ kind, id, release, guard }] : [];
    }),
  );
}

/**
 * Looks after every canary that has a guard, and ends those whose success fell too far below the control's. Any number of
 * engines may do so at once: one of them ends it.
 * @returns the canaries that this engine ended
 */
export async function guardCanaries(deps: PaymentDependencies): Promise<string[]> {
  const ended: string[] = [];
  for (const each of watched(deps)) {
    const { kind, id, release, guard } = each;
    try {
      const figures = await canaryFigures(deps, { kind, release, matureMinutes: guard.matureMinutes });
      const because = (await whyNothing(deps, each)) ?? whyReturn(figures, guard);
      if (!because || !(await deps.endCanary({ kind, id, release, because }))) continue;
      ended.push(release);
      deps.log.warn({ kind, id, release, figures, why: reasonInWords(because) }, 'a canary returned');
    } catch (error) {
      // The others are looked after all the same, and this one in the next round.
      deps.log.error({ err: error, kind, id, release }, 'a canary could not be looked after');
    }
  }
  return ended;
}
