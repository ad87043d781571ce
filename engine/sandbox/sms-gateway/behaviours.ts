/**
 * What the gateway does out of the ordinary, chosen by the last four digits of the recipient. Any other number receives.
 *
 * | ends in | what happens |
 * |---|---|
 * | 0001 | 422 `recipient_unreachable`: no such subscriber |
 * | 0002 | 503 `queue_full` the first time, then accepted |
 * | 0003 | accepted, but the answer comes too late |
 * | 0004 | 200 with `"status": "rejected"`, as gateways do that answer all in the body |
 */
const behaviours = {
  '0001': 'unreachable',
  '0002': 'busyOnce',
  '0003': 'answersLate',
  '0004': 'rejectedInBody',
} as const;

export type Behaviour = (typeof behaviours)[keyof typeof behaviours];

const byEnding = new Map<string, Behaviour>(Object.entries(behaviours));

export const behaviourOf = (recipient: string): Behaviour | undefined => byEnding.get(recipient.slice(-4));
