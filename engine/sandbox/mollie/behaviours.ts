/**
 * What the simulator does out of the ordinary, chosen by the last four digits of the payment's cents: "66.61" is 6661. Any
 * other sum behaves.
 *
 * | ends in | what happens |
 * |---|---|
 * | 6661 | creating the payment answers 503; nothing is created |
 * | 6662 | the payment is created, but the answer comes too late |
 * | 6663 | every webhook is sent twice |
 * | 6664 | refunds are pending first and made a little later |
 * | 6665 | held money is taken, but the answer comes too late |
 * | 6666 | no webhook is sent at all; only asking finds out |
 *
 * As in Mollie's test mode, the hosted page asks how the payment is to end.
 */
const behaviours = {
  '6661': 'creationFails',
  '6662': 'creationAnswersLate',
  '6663': 'reportsTwice',
  '6664': 'refundsLater',
  '6665': 'captureAnswersLate',
  '6666': 'neverReports',
} as const;

export type Behaviour = (typeof behaviours)[keyof typeof behaviours];

const byEnding = new Map<string, Behaviour>(Object.entries(behaviours));

/** @param cents of the whole payment */
export const behaviourOf = (cents: number): Behaviour | undefined => byEnding.get(String(cents).slice(-4));
