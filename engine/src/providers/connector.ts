import type { IncomingHttpHeaders } from 'node:http';
import type { Channel, Item, Money, Provider, Requirement, Shopper } from '@pih/schemas';

/** Why a shopper's attempt was declined, in the words a shopper is told. */
export type DeclineReason = NonNullable<NonNullable<Provider['declarative']>['reasons']>[string];

/** One line of the order; the lines need not add up to the total. */
export type OrderLine = Item;

/** All a connector needs to know about one attempt. Connectors keep nothing of their own between calls. */
export interface AttemptContext {
  readonly payment: {
    readonly id: string;
    /** The merchant reference. */
    readonly reference: string;
    readonly description?: string;
    readonly total: Money;
    readonly capture: 'automatic' | 'manual';
    readonly shopper: Shopper;
    /** ISO 639-1, lower case. */
    readonly language: string;
    readonly brandName: string;
    readonly requirements: readonly Requirement[];
    readonly channel: Channel;
    /** The merchant's own notes. */
    readonly metadata: Readonly<Record<string, string>>;
    readonly expiresAt: Date;
  };
  /** What is paid for, where the merchant said so. */
  readonly items: readonly OrderLine[];
  readonly attempt: {
    readonly id: string;
    readonly method: string;
    /** The provider's own name for the method, from its document. */
    readonly providerMethod?: string;
    /** Stays the same however often `create` is repeated: what is sent twice under one key has to be equal. */
    readonly startedAt: Date;
    /** The provider reference that `create` answered. */
    readonly reference?: string;
    /** What earlier outcomes asked to remember, merged in their order. */
    readonly memory: Readonly<Record<string, string>>;
    /**
     * Whether the payment waits for this very attempt. `false` once it was abandoned, or the payment was canceled, has
     * expired or was paid otherwise: a look-up then only looks, and never takes money that a shopper agreed to meanwhile.
     */
    readonly isCurrent: boolean;
  };
  /** Where the provider sends the shopper afterwards. */
  readonly returnUrl: string;
  /** Where the provider sends a shopper who goes back. */
  readonly cancelUrl: string;
  /** Where this provider reports to the hub. */
  readonly webhookUrl: string;
}

/**
 * Nothing is certain: look it up, or repeat the call with the same key, before doing anything else.
 * - `unreachable`: there was no connection, or the provider was too busy to listen, so nothing happened there
 * - `timeout`, `unreadable_answer`: the call may well have been carried out
 * - `no_reference`: the provider has to be told which payment or refund is meant, and nobody knows yet; repeating the
 *   original call with its original key answers it
 */
export interface Unknown {
  readonly kind: 'unknown';
  readonly because: 'timeout' | 'unreachable' | 'unreadable_answer' | 'no_reference';
}

/** What the outcome wants kept with the attempt: merged into its memory, key by key. */
interface Remembering {
  readonly memory?: Readonly<Record<string, string>>;
}

/** What the provider told us. A decline is an answer, not an error. */
export type Outcome =
  | ({ readonly kind: 'redirect'; readonly reference: string; readonly url: string } & Remembering)
  /** `pending` waits for the shopper; in `processing` they have done their part, and nobody can call the money back. */
  | ({ readonly kind: 'pending' | 'processing'; readonly reference?: string } & Remembering)
  /** `amount` is what is held or was taken; absent where the provider does not say. */
  | ({
      readonly kind: 'authorized' | 'paid';
      readonly reference: string;
      readonly at: Date;
      readonly amount?: Money;
    } & Remembering)
  /** `final: false`: the shopper may still pay on the same hosted page. */
  | {
      readonly kind: 'declined';
      readonly reason: DeclineReason;
      readonly providerCode?: string;
      readonly final: boolean;
    }
  | { readonly kind: 'canceled' | 'expired' }
  /** The provider does not take this request as it is: a wrong key, a sum it cannot charge. Nothing happened there. */
  | { readonly kind: 'refused'; readonly because: string; readonly providerCode?: string }
  | Unknown;

export type RefundOutcome =
  | { readonly kind: 'succeeded' | 'pending'; readonly reference: string }
  | { readonly kind: 'failed'; readonly reason?: string; readonly providerCode?: string }
  | Unknown;

/** One refund to make, or to ask about. */
export interface RefundContext {
  readonly id: string;
  readonly amount: Money;
  /** For the merchant's own records; the shopper is not told. */
  readonly reason?: string;
  /** The provider's identifier, once it is known. */
  readonly reference?: string;
}

/** A request as it came from outside. The body is raw, because signatures cover bytes. */
export interface RawWebhook {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** POST when absent. */
  readonly method?: string;
  /** Path and query. */
  readonly url?: string;
}

/**
 * A hint that something happened to an attempt; what happened is always looked up. At least one of `attempt` and
 * `reference` is there.
 */
export interface News {
  /** Repeats of one identifier change nothing. */
  readonly id: string;
  /** The hub's own attempt id, as the provider was told it. */
  readonly attempt?: string;
  /** The provider's reference of the attempt. */
  readonly reference?: string;
  /** Which refund of the attempt it is about: the hub's own id, or the provider's identifier. Any of them when absent. */
  readonly refund?: string;
  /** The news is genuine only if the attempt remembers this very value; compare it in constant time. */
  readonly proof?: { readonly memory: string; readonly value: string };
}

/**
 * How the hub talks to one provider. Abilities that a provider lacks are absent, never present and throwing.
 *
 * Every `key` names one intention: the same key twice does the thing once. Every method throws `ProviderNotReady` when
 * the document lacks something to work with, such as the value of a secret; everything the provider or the wire does
 * is an outcome.
 */
export interface Connector {
  /** Whether nothing can be paid before the shopper is at the provider's page; without one, `create` itself may charge. */
  readonly hasPage: boolean;
  /** Whether anybody can send news that `readWebhook` lets pass: then they are hints, to be followed up sparingly. */
  readonly newsIsUnsigned?: boolean;
  /** Starts the attempt at the provider and says where the shopper goes. */
  create(ctx: AttemptContext, key: string): Promise<Outcome>;
  /**
   * Asks how the attempt stands. At providers where the shopper only agrees and the merchant takes the money, this takes
   * (or holds) it, once per attempt, as long as the attempt is current.
   */
  lookUp(ctx: AttemptContext): Promise<Outcome>;
  /** Takes held money, all of it or less; what is not taken is released. */
  capture?(ctx: AttemptContext, amount: Money, key: string): Promise<Outcome>;
  /** Releases held money or closes an unfinished attempt. `paid` when it is too late for that. */
  cancel?(ctx: AttemptContext, key: string): Promise<Outcome>;
  refund?(ctx: AttemptContext, refund: RefundContext, key: string): Promise<RefundOutcome>;
  lookUpRefund?(ctx: AttemptContext, refund: RefundContext): Promise<RefundOutcome>;
  /**
   * Verifies and reads what claims to come from the provider; events that concern no attempt give no news.
   * @throws ForgedWebhook when it is not genuine
   * @throws WebhookNotChecked when the provider has to be asked and does not answer: let it send again
   */
  readWebhook(raw: RawWebhook): Promise<News[]>;
}

/** What a connector is asked to do. */
export type Operation = 'create' | 'lookUp' | 'capture' | 'cancel' | 'refund' | 'lookUpRefund' | 'readWebhook';

/** Whether calls are let through: `open` lets none, `half-open` a single one, to see. */
export type BreakerState = 'closed' | 'half-open' | 'open';

/** One operation as it went, told afterwards; it names nobody and holds nothing secret. */
export interface ProviderCall {
  /** The id of the provider document. */
  readonly provider: string;
  readonly operation: Operation;
  /** Absent for `readWebhook`, which does not know yet whom it concerns. */
  readonly paymentId?: string;
  /** How long it took, in milliseconds. */
  readonly ms: number;
  /** The outcome's kind; `read` for a webhook that was read, `failed` for an operation that threw. */
  readonly outcome: Outcome['kind'] | RefundOutcome['kind'] | 'read' | 'failed';
  /** Why an outcome is unknown (`breaker_open`: the provider was left alone), or the kind of error that was thrown. */
  readonly because?: string;
  /** How the breaker of this operation stands afterwards. */
  readonly breaker: BreakerState;
}

/** A provider that stops answering, or answers again. */
export interface BreakerChange {
  readonly provider: string;
  readonly operation: Operation;
  readonly from: BreakerState;
  readonly to: BreakerState;
}

/** What a connector needs from its surroundings. */
export interface ConnectorDeps {
  /** The value of a named secret; asked on each call, so that a new value works at once. */
  readonly secret: (name: string) => Promise<string | undefined> | string | undefined;
  /** Where the simulators run; absent in production. */
  readonly sandboxUrl?: string;
  readonly now: () => Date;
  readonly fetch?: typeof fetch;
  /** How long one call may take, answer included; without it, as long as the operation that it belongs to. */
  readonly timeoutMs?: number;
  /** Told of every operation once it has ended; what it throws is ignored. */
  readonly observe?: (call: ProviderCall) => void;
  /** Told whenever a breaker opens, lets a call through to see, or closes; what it throws is ignored. */
  readonly breakerChanged?: (change: BreakerChange) => void;
  /** Ranges of addresses outside the public internet that documents may name, such as "192.168.7.0/24". */
  readonly allowedAddresses?: readonly string[];
}
