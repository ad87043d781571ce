/**
 * What the simulator does out of the ordinary, chosen by the last four digits of the order's value: "66.61" EUR and
 * "6661" JPY both make the creation fail. Any other value behaves.
 *
 * | ends in | what happens |
 * |---|---|
 * | 6661 | creating the order answers 500; nothing is created |
 * | 6662 | the order is created, but the answer comes too late |
 * | 6663 | every event is sent twice |
 * | 6664 | refunds are pending first and complete a little later |
 * | 6665 | the capture is made, but the answer comes too late |
 * | 6666 | no event is sent at all; only asking finds out |
 * | 6667 | captures are pending first and complete a little later |
 * | 6668 | captures are pending first and are denied a little later |
 *
 * Whether the shopper's money is there is chosen on the hosted page.
 */
const behaviours = {
  '6661': 'creationFails',
  '6662': 'creationAnswersLate',
  '6663': 'reportsTwice',
  '6664': 'refundsLater',
  '6665': 'captureAnswersLate',
  '6666': 'neverReports',
  '6667': 'capturesLater',
  '6668': 'deniesLater',
} as const;

export type Behaviour = (typeof behaviours)[keyof typeof behaviours];

const byEnding = new Map<string, Behaviour>(Object.entries(behaviours));

/** @param value of the whole order, as PayPal writes sums: "66.61" */
export const behaviourOf = (value: string): Behaviour | undefined => byEnding.get(value.replace('.', '').slice(-4));
