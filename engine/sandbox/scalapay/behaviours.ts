/**
 * What the simulator does out of the ordinary, chosen by the last four digits of the order's total: "66.61" is 6661. Any
 * other total behaves. Refunds and captures are never pending at Scalapay, so 6664 and 6667 behave too.
 *
 * | ends in | what happens |
 * |---|---|
 * | 6661 | creating the order answers 500; nothing is created |
 * | 6662 | the order is created, but the answer comes too late |
 * | 6663 | every webhook is sent twice |
 * | 6665 | the capture is made, but the answer comes too late |
 * | 6666 | no webhook is sent at all; only asking finds out |
 * | 6668 | the capture is declined, and what was authorised is voided |
 *
 * Whether the shopper is granted the instalments is chosen on the hosted page.
 */
const behaviours = {
  '6661': 'creationFails',
  '6662': 'creationAnswersLate',
  '6663': 'reportsTwice',
  '6665': 'captureAnswersLate',
  '6666': 'neverReports',
  '6668': 'captureDeclined',
} as const;

export type Behaviour = (typeof behaviours)[keyof typeof behaviours];

const byEnding = new Map<string, Behaviour>(Object.entries(behaviours));

/** @param cents the total of the order */
export const behaviourOf = (cents: number): Behaviour | undefined => byEnding.get(String(cents).slice(-4));
