/**
 * What the simulator does out of the ordinary, chosen by the last four digits of the payment's amount in minor units:
 * €66.61 and ¥6661 both make the creation fail. Any other amount behaves.
 *
 * | ends in | what happens |
 * |---|---|
 * | 6661 | creating the session answers 500; nothing is created |
 * | 6662 | the session is created, but the answer comes too late |
 * | 6663 | every event is sent twice |
 * | 6664 | refunds are pending first and succeed a little later |
 * | 6665 | refunds are made, but the answer comes too late |
 * | 6666 | no event is sent at all; only asking finds out |
 *
 * Test cards choose how the shopper's payment ends: see cards.ts.
 */
const behaviours = {
  '6661': 'creationFails',
  '6662': 'creationAnswersLate',
  '6663': 'reportsTwice',
  '6664': 'refundsLater',
  '6665': 'refundAnswersLate',
  '6666': 'neverReports',
} as const;

export type Behaviour = (typeof behaviours)[keyof typeof behaviours];

const byEnding = new Map<string, Behaviour>(Object.entries(behaviours));

/** @param amount of the whole payment, in minor units */
export const behaviourOf = (amount: number): Behaviour | undefined => byEnding.get(String(amount).slice(-4));
