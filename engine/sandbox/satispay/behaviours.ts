/**
 * What the simulator does out of the ordinary, chosen by the last four digits of the payment's cents: 66.61 EUR is 6661.
 * Any other sum behaves.
 *
 * | ends in | what happens |
 * |---|---|
 * | 6661 | creating the payment answers 500; nothing is created |
 * | 6662 | the payment is created, but the answer comes too late |
 * | 6663 | every callback is made twice |
 * | 6664 | refunds are pending first and accepted a little later |
 * | 6665 | held money is taken, but the answer comes too late |
 * | 6666 | no callback is made at all; only asking finds out |
 * | 6667 | a confirmed payment stays pending and is accepted a little later |
 * | 6668 | a confirmed payment stays pending and is canceled a little later |
 */
const behaviours = {
  '6661': 'creationFails',
  '6662': 'creationAnswersLate',
  '6663': 'reportsTwice',
  '6664': 'refundsLater',
  '6665': 'captureAnswersLate',
  '6666': 'neverReports',
  '6667': 'acceptsLater',
  '6668': 'cancelsLater',
} as const;

export type Behaviour = (typeof behaviours)[keyof typeof behaviours];

const byEnding = new Map<string, Behaviour>(Object.entries(behaviours));

/** @param cents of the shopper's payment; a refund of it behaves alike */
export const behaviourOf = (cents: number): Behaviour | undefined => byEnding.get(String(cents).slice(-4));
