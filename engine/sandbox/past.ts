/** What a provider gave back of an attempt before the simulators ran. */
export interface PastRefund {
  /** Who asked for it calls it so. */
  readonly id: string;
  /** The provider's identifier. */
  readonly reference: string;
  /** Minor units. */
  readonly amount: number;
  readonly isPending: boolean;
  readonly at: Date;
}

/**
 * A shopper's attempt from before the simulators ran, as the shop remembers it: enough for its provider to go on with it.
 * Sums are minor units.
 */
export interface PastAttempt {
  /** The simulator's name. */
  readonly provider: string;
  /** What the provider answered when it was created. */
  readonly reference: string;
  /** What else the provider gave a name to and the shop remembers: an intent, an authorization, a capture. */
  readonly parts: Readonly<Record<string, string>>;
  /** The shop's own names. */
  readonly shop: { readonly payment: string; readonly reference: string; readonly attempt: string };
  /** The provider's own name for the method. */
  readonly method?: string;
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
  readonly capture: 'automatic' | 'manual';
  readonly state: 'processing' | 'held' | 'paid' | 'canceled' | 'expired';
  /** What was taken; 0 unless it is paid. */
  readonly taken: number;
  /** Where the provider reports. */
  readonly webhookUrl: string;
  readonly startedAt: Date;
  /** When it got the state it has. */
  readonly changedAt: Date;
  /** Of what was taken; those that failed count for nothing. */
  readonly refunds: readonly PastRefund[];
}

/** Puts an attempt on a provider's books, in the provider's own terms; nobody is told. What is there already stays as it is. */
export type Adopt = (past: PastAttempt) => void;

export const refundedOf = ({ refunds }: PastAttempt): number => refunds.reduce((sum, { amount }) => sum + amount, 0);
