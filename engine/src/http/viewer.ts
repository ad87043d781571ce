import type { Channel, Condition, Money, Payment, Role } from '@pih/schemas';
import type { Caller } from './context.ts';

/** A field of a shopper that roles may mask. */
export type PersonalField = NonNullable<Role['masked']>[number];

/** A filter over stored payments, in the portable part of MongoDB's query language. */
export type Filter = Readonly<Record<string, unknown>>;

/** What the condition of a grant may ask about a payment. What is not known is absent. */
export interface ScopeFacts {
  readonly method?: string | undefined;
  readonly provider?: string | undefined;
  readonly channel: Channel;
  readonly brand: string;
  readonly country?: string | undefined;
  readonly currency: string;
  readonly state: Payment['state'];
  readonly type: 'direct' | 'subscription' | 'link';
  /**
   * Of a capture the sum that is to be moved, of a refund that sum with all that the same person has asked back of the
   * payment before, of everything else the payment's total.
   */
  readonly amount: Money;
}

/** What limits an action to some payments: in words for who reads an answer, and as conditions for who words them anew. */
export interface Limit {
  /** A few English words, such as "only where method is paypal or satispay". */
  readonly words: string;
  readonly where: {
    /** It is allowed where this holds; absent where it is allowed in general. */
    readonly only?: Condition;
    /** And not where this holds. */
    readonly except?: Condition;
  };
}

/** On which payments somebody may do one thing. */
export interface Scope {
  readonly reach: 'all' | 'some' | 'none';
  /**
   * Finds the stored payments within; undefined for reach `all`. The amount that it goes by is the payment's total, also
   * for actions that move less.
   */
  readonly filter: Filter | undefined;
  /** What limits it; undefined for reach `all` and `none`. */
  readonly limit: Limit | undefined;
  /** The answer of the filter, about facts at hand. */
  allows(facts: ScopeFacts): boolean;
  /** Whether some amount would be allowed: for offering an action before anybody has said how much. */
  mightAllow(facts: Omit<ScopeFacts, 'amount'>): boolean;
}

/** Who looks, and what they may see and do, by the roles they held when they were recognised. */
export interface Viewer {
  readonly caller: Caller | undefined;
  /** Where the roles allow an action, such as "payments.read". Nobody may do anything anywhere. */
  scope(action: string): Promise<Scope>;
  /** Personal fields that are shown in part only: those that any held role masks; all of them to nobody. */
  readonly masked: ReadonlySet<PersonalField>;
}
