import type { RuleParams } from './document-rules.ts';

type Words<P extends RuleParams> = (params: P) => string;
const reasonsOf = <R extends Record<string, Words<never>>>(reasons: R): R => reasons;

/** The first thing wrong, by rule, place and words, with the params of its rule; and how many there are besides. */
type Fault = { cause: string; at: string; why: string; more: number };
const faultInWords = ({ at, why, more }: Fault): string => `${at} ${why}${more ? ` (and ${more} more)` : ''}`.trim();

/** Of one part of the payments: how many there were and how many succeeded, and the rate in percent. */
type Rates = { rate: number; succeeded: number; payments: number };
type Worse = Rates & {
  controlRate: number;
  controlSucceeded: number;
  controlPayments: number;
  gap: number;
  points: number;
};

/**
 * Why the hub did something to a document by itself, by a code that never changes. The words are for the API and for logs;
 * front ends say it in their own, from the params.
 */
export const eventReasons = reasonsOf({
  replaced: ({ revision }: { revision: number }) => `Revision ${revision} took its place`,
  refused: () => 'Refused',
  withdrawn: () => 'Withdrawn',
  'document-archived': () => 'The document was archived',
  'too-late': () => 'Its time was over before the hub could begin it',
  'not-publishable': (fault: Fault) => `It cannot be published any more: ${faultInWords(fault)}`,
  'time-over': () => 'Its time was over',
  'cannot-return': (fault: Fault) => `What was live before cannot come back: ${faultInWords(fault)}`,
  overtaken: () => 'Something else had been published meanwhile, so nothing was taken back',
  'offered-nothing': ({ payments }: { payments: number }) =>
    `The latest ${payments} payments were offered no method at all by the flow; those of the control were.`,
  worse: ({ rate, succeeded, payments, controlRate, controlSucceeded, controlPayments, gap, points }: Worse) =>
    `The success rate was ${rate}% (${succeeded} of ${payments}) against ${controlRate}% (${controlSucceeded} of ${controlPayments}) of the control: ${gap} points below, ${points} or more return it.`,
});

export type EventReasonCode = keyof typeof eventReasons;

/** A reason as it is stored. */
export interface EventReason {
  code: EventReasonCode;
  params: RuleParams;
}

type ReasonParams<C extends EventReasonCode> =
  Parameters<(typeof eventReasons)[C]> extends [infer P extends RuleParams] ? P : Record<never, never>;

/** A reason with what it names. */
export const reasonOf = <C extends EventReasonCode>(code: C, params: ReasonParams<C>): EventReason => ({
  code,
  params: { ...params },
});

/** A reason in English. */
export const reasonInWords = ({ code, params }: EventReason): string =>
  (eventReasons[code] as Words<RuleParams>)(params);
