import type { PaymentDependencies } from '../dependencies.ts';
import type { PaymentState } from '../record/lifecycle.ts';
import type { Part, TriedKind } from './arms.ts';

/** How the payments of one arm went. */
export interface ArmFigures {
  /** Those whose shopper has looked, paying or not. */
  payments: number;
  /** Of these, those for which money was held or taken; it does not count whether it was given back later. */
  succeeded: number;
}

/** Both arms of a canary, so that they can be compared. */
export type CanaryFigures = Record<Part['arm'], ArmFigures>;

/** Which canary is looked at, and how old a payment has to be. */
export interface Compared {
  kind: TriedKind;
  /** Its id. */
  release: string;
  /** Shoppers need time to pay: payments that they first saw later than this many minutes ago are left out. */
  matureMinutes?: number;
}

/**
 * How many payments of each arm are looked at, the latest of them: counting costs the same however long a canary runs, and
 * what it shows is how things stand now.
 */
const mostCounted = 5_000;

const isSuccess: Record<PaymentState, boolean> = {
  created: false,
  pending: false,
  authorized: true,
  paid: true,
  partially_refunded: true,
  refunded: true,
  failed: false,
  canceled: false,
  expired: false,
};

/** What is asked about an arm of a canary, so that the index of its kind answers it. */
export const inArm = (kind: TriedKind, release: string, arm: Part['arm']): Record<string, unknown> => ({
  [`canary.${kind}.release`]: release,
  [`canary.${kind}.arm`]: arm,
});

async function armFigures(
  { payments, now }: PaymentDependencies,
  { kind, release, matureMinutes = 0 }: Compared,
  arm: Part['arm'],
): Promise<ArmFigures> {
  const seenAt = `canary.${kind}.seenAt`;
  const until = new Date(now().getTime() - matureMinutes * 60_000);
  const counted = await payments.statesOf(
    { ...inArm(kind, release, arm), [seenAt]: { $lte: until } },
    { [seenAt]: -1 },
    mostCounted,
  );
  return { payments: counted.length, succeeded: counted.filter((state) => isSuccess[state]).length };
}

/** How the payments of both arms of a canary went, among the latest 5,000 of each. */
export async function canaryFigures(deps: PaymentDependencies, compared: Compared): Promise<CanaryFigures> {
  const [canary, control] = await Promise.all([
    armFigures(deps, compared, 'canary'),
    armFigures(deps, compared, 'control'),
  ]);
  return { canary, control };
}
