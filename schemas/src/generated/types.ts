/* Generated from the JSON Schemas by `npm run generate`. Do not edit. */

/**
 * Lower-case letters, digits and hyphens. Other documents refer to it, so it never changes.
 */
export type Slug = string;
/**
 * Where the shopper can be written to.
 */
export type Email = string;
/**
 * An absolute http or https address.
 */
export type Url = string;
/**
 * How each call proves who is calling.
 */
export type ProviderAuth =
  | {
      /**
       * Key in a header.
       */
      type: 'header';
      /**
       * Name of the header.
       */
      header?: string;
      /**
       * Put before the key, with its blank.
       */
      prefix?: string;
      /**
       * Which credential holds the key.
       */
      credential: string;
    }
  | {
      /**
       * HTTP Basic.
       */
      type: 'basic';
      /**
       * Which credential holds the user name.
       */
      user: string;
      /**
       * Which credential holds the password.
       */
      password: string;
    }
  | {
      /**
       * RFC 6749, section 4.4.
       */
      type: 'oauth2-client-credentials';
      /**
       * Below the base address.
       */
      tokenPath: string;
      /**
       * Which credential holds the client id.
       */
      clientId: string;
      /**
       * Which credential holds the client secret.
       */
      clientSecret: string;
      /**
       * Sent with the request for a token, where the provider wants one.
       */
      scope?: string;
      /**
       * One of the other hosts; the base address when absent.
       */
      host?: string;
      /**
       * In a Basic header, as RFC 6749 wants it, or among the fields of the form.
       */
      credentialsIn?: 'header' | 'body';
    }
  | {
      /**
       * A call that answers a token.
       */
      type: 'login';
      request: ProviderRequest;
      /**
       * JSONata over the answer: true when it holds a token. Anything else means that the credentials are not accepted.
       */
      success?: string;
      /**
       * JSONata over the answer: the token.
       */
      token: string;
      /**
       * JSONata over the answer: for how many seconds the token is good; now is the present moment.
       */
      expiresIn?: string;
      /**
       * Seconds that a token is good for, where the answer does not say.
       */
      lifetimeSeconds?: number;
      /**
       * Which header carries the token.
       */
      header?: string;
      /**
       * Put before the token, with its blank.
       */
      prefix?: string;
    }
  | {
      /**
       * RFC 7523: the hub signs who it is and gets a token for it.
       */
      type: 'jwt-assertion';
      /**
       * How the assertion is signed (RFC 7518).
       */
      algorithm: 'RS256' | 'ES256' | 'HS256';
      /**
       * Which credential holds the key: PKCS #8 in PEM, or the shared secret for HS256.
       */
      privateKey: string;
      /**
       * Which credential holds the id of the key (kid), where the provider wants it.
       */
      keyId?: string;
      /**
       * What the assertion claims; iat, exp and jti are added. A text that starts with = is JSONata.
       */
      claims: {
        [k: string]: ProviderMapped;
      };
      /**
       * Seconds between iat and exp.
       */
      assertionSeconds?: number;
      request: ProviderRequest;
      /**
       * JSONata over the answer: true when it holds a token. Anything else means that the credentials are not accepted.
       */
      success?: string;
      /**
       * JSONata over the answer: the token.
       */
      token: string;
      /**
       * JSONata over the answer: for how many seconds the token is good; now is the present moment.
       */
      expiresIn?: string;
      /**
       * Seconds that a token is good for, where the answer does not say.
       */
      lifetimeSeconds?: number;
      /**
       * Which header carries the token.
       */
      header?: string;
      /**
       * Put before the token, with its blank.
       */
      prefix?: string;
    }
  | {
      /**
       * Signed headers, with a digest of the body.
       */
      type: 'http-signature';
      /**
       * RSASSA-PKCS1-v1_5 with this hash.
       */
      algorithm?: 'rsa-sha256' | 'rsa-sha512';
      /**
       * Which credential holds the id of the key.
       */
      keyId: string;
      /**
       * Which credential holds the RSA private key in PEM.
       */
      privateKey: string;
      /**
       * In their order; (request-target) is method and path. Date and Digest are made by the hub, others have to be sent by the document.
       *
       * @minItems 1
       * @maxItems 20
       */
      headers?: string[];
    }
  | {
      /**
       * RFC 2104 over a template.
       */
      type: 'hmac';
      /**
       * Which credential holds the key.
       */
      credential: string;
      /**
       * How the credential writes the bytes of the key.
       */
      keyEncoding?: 'text' | 'hex' | 'base64';
      /**
       * Hash function.
       */
      algorithm: 'sha256' | 'sha512' | 'sha1';
      /**
       * How the signature is written.
       */
      encoding: 'hex' | 'base64';
      /**
       * Parts: {method}, {path} with its query, {host}, {body}, {date} (RFC 9110), {header.name}, {headers.x-abc-} (all headers that begin so, sorted, one “name:value” a line), {body.field}, {credentials.name}, {requestId}.
       */
      signed: string;
      /**
       * Templates of what is sent with the call, made of the same parts and of {signature}.
       */
      headers?: {
        [k: string]: string;
      };
      /**
       * Member of the body that carries the signature, where no header does; put last.
       */
      field?: string;
    }
  | {
      /**
       * A plain hash over a template that contains a secret.
       */
      type: 'hash';
      /**
       * Hash function.
       */
      algorithm: 'sha256' | 'sha512' | 'sha1';
      /**
       * How the signature is written.
       */
      encoding: 'hex' | 'base64';
      /**
       * Parts: {method}, {path} with its query, {host}, {body}, {date} (RFC 9110), {header.name}, {headers.x-abc-} (all headers that begin so, sorted, one “name:value” a line), {body.field}, {credentials.name}, {requestId}.
       */
      signed: string;
      /**
       * Templates of what is sent with the call, made of the same parts and of {signature}.
       */
      headers?: {
        [k: string]: string;
      };
      /**
       * Member of the body that carries the signature, where no header does; put last.
       */
      field?: string;
    };
/**
 * A value sent or read. A text that starts with = is a JSONata expression over the context; anything else is taken as it is. The context has operation, payment, attempt, items, amount, currency, capture, reference, memory, returnUrl, cancelUrl, webhookUrl and, in refunds, refund; what is sent also sees credentials, now, requestId and idempotencyKey; what is read also sees response, headers and httpStatus; both see steps.
 */
export type ProviderMapped =
  | string
  | number
  | boolean
  | null
  | ProviderMapped[]
  | {
      [k: string]: ProviderMapped;
    };
/**
 * Six hexadecimal digits after #.
 */
export type Color = string;
/**
 * Unique in the flow.
 */
export type FlowNodeId = string;
/**
 * A short name for people.
 */
export type FlowNodeTitle = string;
/**
 * The condition language of the hub, in the shape of json-rules-engine. It serves flows, role scopes, KPI filters and alerts alike.
 */
export type Condition = ConditionComparison | ConditionAll | ConditionAny | ConditionNot;
/**
 * A text, number, truth value, sum of money, time window, or a list of texts, numbers or sums.
 */
export type ConditionValue =
  | string
  | number
  | boolean
  | MoneyOrZero
  | {
      /**
       * Hours and minutes.
       */
      from: string;
      /**
       * Hours and minutes; earlier than the start means past midnight.
       */
      to: string;
    }
  | (string | number | boolean | MoneyOrZero)[];
/**
 * ISO 4217 code in upper case.
 */
export type Currency = string;
/**
 * The identifier of a payment method, as named by the provider documents.
 */
export type MethodId = string;
/**
 * The identifier of a provider document.
 */
export type ProviderId = string;
/**
 * What must be there before the shopper can pay.
 */
export type Requirement = 'name' | 'email' | 'phone' | 'billing_address' | 'tax_id' | 'three_d_secure';
/**
 * One step of the flow.
 */
export type FlowNode =
  | FlowStart
  | FlowCondition
  | FlowSwitch
  | FlowSplit
  | FlowOffer
  | FlowHide
  | FlowOrder
  | FlowRequire
  | FlowStop
  | FlowNote;
/**
 * ISO 3166-1 alpha-2 code in upper case.
 */
export type Country = string;
/**
 * How the hub makes sure that the news is genuine.
 */
export type ProviderVerify =
  | {
      /**
       * A verification call.
       */
      type: 'ask-provider';
      request: ProviderRequest;
      /**
       * JSONata over the answer: true when the news is genuine.
       */
      genuine: string;
    }
  | {
      /**
       * RFC 2104.
       */
      type: 'hmac';
      /**
       * Hash function.
       */
      algorithm: 'sha256' | 'sha512' | 'sha1';
      /**
       * How the signature is written.
       */
      encoding: 'hex' | 'base64';
      /**
       * Where the signature is: {header.name}, {body.field}, {query.name} or {item.field}.
       */
      signature: string;
      /**
       * Splits a header that holds several signatures or named parts.
       */
      separator?: string;
      /**
       * Marks a signature among the parts; without it each part is tried.
       */
      prefix?: string;
      /**
       * What the signature covers. Parts: {body}, {body.field}, {body.*} (all top-level values in the order received, without the signature), {header.name}, {query.name}, {item.field}, {timestamp}, {credentials.name}, {bodyCrc32}; what is absent is empty.
       */
      signed: string;
      /**
       * Which credential holds the key.
       */
      credential: string;
      /**
       * How the credential writes the bytes of the key.
       */
      keyEncoding?: 'text' | 'hex' | 'base64';
      timestamp?: ProviderTimestamp;
    }
  | {
      /**
       * A plain hash over a template that contains a secret.
       */
      type: 'hash';
      /**
       * Hash function.
       */
      algorithm: 'sha256' | 'sha512' | 'sha1';
      /**
       * How the signature is written.
       */
      encoding: 'hex' | 'base64';
      /**
       * Where the signature is: {header.name}, {body.field}, {query.name} or {item.field}.
       */
      signature: string;
      /**
       * Splits a header that holds several signatures or named parts.
       */
      separator?: string;
      /**
       * Marks a signature among the parts; without it each part is tried.
       */
      prefix?: string;
      /**
       * What the signature covers. Parts: {body}, {body.field}, {body.*} (all top-level values in the order received, without the signature), {header.name}, {query.name}, {item.field}, {timestamp}, {credentials.name}, {bodyCrc32}; what is absent is empty.
       */
      signed: string;
      timestamp?: ProviderTimestamp;
    }
  | {
      /**
       * RSASSA-PKCS1-v1_5.
       */
      type: 'rsa';
      /**
       * Hash function.
       */
      algorithm: 'sha256' | 'sha512' | 'sha1';
      /**
       * How the signature is written.
       */
      encoding: 'base64' | 'hex';
      /**
       * Where the signature is: {header.name}, {body.field}, {query.name} or {item.field}.
       */
      signature: string;
      /**
       * Splits a header that holds several signatures or named parts.
       */
      separator?: string;
      /**
       * Marks a signature among the parts; without it each part is tried.
       */
      prefix?: string;
      /**
       * What the signature covers. Parts: {body}, {body.field}, {body.*} (all top-level values in the order received, without the signature), {header.name}, {query.name}, {item.field}, {timestamp}, {credentials.name}, {bodyCrc32}; what is absent is empty.
       */
      signed: string;
      /**
       * Which credential holds the provider’s public key in PEM.
       */
      publicKey?: string;
      certificate?: ProviderCertificate;
      timestamp?: ProviderTimestamp;
    }
  | {
      /**
       * ECDSA on P-256.
       */
      type: 'ecdsa';
      /**
       * Hash function.
       */
      algorithm: 'sha256';
      /**
       * How the signature is written.
       */
      encoding: 'base64' | 'hex';
      /**
       * r and s one after the other (raw, 64 bytes), or in DER.
       */
      form: 'raw' | 'der';
      /**
       * Where the signature is: {header.name}, {body.field}, {query.name} or {item.field}.
       */
      signature: string;
      /**
       * Splits a header that holds several signatures or named parts.
       */
      separator?: string;
      /**
       * Marks a signature among the parts; without it each part is tried.
       */
      prefix?: string;
      /**
       * What the signature covers. Parts: {body}, {body.field}, {body.*} (all top-level values in the order received, without the signature), {header.name}, {query.name}, {item.field}, {timestamp}, {credentials.name}, {bodyCrc32}; what is absent is empty.
       */
      signed: string;
      /**
       * Which credential holds the provider’s public key in PEM.
       */
      publicKey: string;
      timestamp?: ProviderTimestamp;
    }
  | {
      /**
       * A JSON Web Token (RFC 7519).
       */
      type: 'jwt';
      /**
       * The only one that is accepted (RFC 7518).
       */
      algorithm: 'RS256' | 'ES256' | 'HS256';
      /**
       * Where the token is: {header.name}, {body.field}, {query.name} or {body}.
       */
      token: string;
      /**
       * Put before the token, with its blank.
       */
      prefix?: string;
      /**
       * Which credential holds the key: a public key in PEM, or the shared secret for HS256.
       */
      credential: string;
      /**
       * Who has to have issued it (iss).
       */
      issuer?: string;
      /**
       * Whom it has to be meant for (aud).
       */
      audience?: string;
      /**
       * How old the token may be by its iat; without iat it has to have an exp.
       */
      toleranceSeconds?: number;
      /**
       * Claim that holds the SHA-256 of the raw body, so that the token belongs to this body. Without it the token has to be the body, or what is read has to come from claims.
       */
      bodyClaim?: string;
      /**
       * How the claim writes the hash.
       */
      bodyEncoding?: 'hex' | 'base64' | 'base64url';
    }
  | {
      /**
       * A secret that both sides know.
       */
      type: 'shared-token';
      /**
       * Where the token is: {header.name}, {body.field} or {query.name}.
       */
      token: string;
      /**
       * Which credential holds the right value.
       */
      credential?: string;
      /**
       * Name under which the attempt remembers the right value, where the provider gives one for each payment.
       */
      memory?: string;
    }
  | {
      /**
       * Nothing to verify.
       */
      type: 'none';
    };
/**
 * UTC, ISO 8601.
 */
export type Instant = string;
/**
 * A private person or a business.
 */
export type CustomerType = 'private' | 'business';
/**
 * ISO 639-1 code in lower case.
 */
export type Language = string;
/**
 * Identifier of a payment.
 */
export type ParametersPaymentId = string;
/**
 * Where the payment stands.
 */
export type PaymentSummaryState =
  'created' | 'pending' | 'authorized' | 'paid' | 'partially_refunded' | 'refunded' | 'failed' | 'canceled' | 'expired';
/**
 * Where the order was placed.
 */
export type Channel = 'web' | 'app' | 'store' | 'phone' | 'link';
/**
 * How it came about: direct from a checkout, by a payment link, or charged by a subscription.
 */
export type PaymentSummaryType = 'direct' | 'subscription' | 'link';
/**
 * Why an operator should look at it.
 */
export type PaymentSummaryAttention =
  | 'no_offer'
  | 'paid_late'
  | 'paid_twice'
  | 'sum_differs'
  | 'refund_unknown'
  | 'refund_failed'
  | 'attempt_unresolved'
  | 'processing_long';
/**
 * The first one is used when the shopper’s is not among them.
 *
 * @minItems 1
 * @maxItems 2
 */
export type CheckoutLanguages = ('en' | 'it')[];
/**
 * Kind of document.
 */
export type ParametersKind =
  'channel' | 'checkout' | 'dashboard' | 'flow' | 'kpi' | 'notification' | 'provider' | 'role' | 'settings';
/**
 * The comparisons made there.
 *
 * Items: What was compared, and whether it held.
 */
export type DecisionComparisons = {
  /**
   * Which fact.
   */
  fact: string;
  /**
   * How.
   */
  operator: string;
  /**
   * With what.
   */
  value: unknown;
  /**
   * What the payment had; absent when unknown.
   */
  actual?: unknown;
  /**
   * Whether it was true.
   */
  held: boolean;
}[];
/**
 * Each wrong field.
 *
 * Items: One wrong field.
 */
export type ProblemErrors = {
  /**
   * JSON pointer.
   */
  path: string;
  /**
   * Which rule it breaks.
   */
  rule: string;
  /**
   * In words.
   */
  message: string;
  /**
   * What was sent.
   */
  value?: unknown;
  /**
   * Of a flow: the node it is about.
   */
  node?: string;
  /**
   * Of a flow's test case: the methods it expects.
   */
  expected?: string[];
  /**
   * Of a flow's test case: the methods it is offered.
   */
  offered?: string[];
  /**
   * Of a flow's test case: its name.
   */
  name?: string;
  /**
   * What the message names, for front ends that say it in their own words.
   */
  params?: {
    [k: string]: string | number | string[];
  };
}[];
/**
 * Percentage of new payments that get it; the same shopper always gets the same.
 */
export type ReleasePercent = number;
/**
 * How it came to be live.
 */
export type RevisionHow =
  'publish' | 'rollback' | 'schedule' | 'schedule_end' | 'canary' | 'promote' | 'import' | 'seed';
/**
 * Waiting for approval, waiting for its time, a canary, live until its end, or how it ended.
 */
export type ReleaseState =
  'awaiting_approval' | 'scheduled' | 'canary' | 'live' | 'done' | 'refused' | 'withdrawn' | 'returned' | 'failed';
/**
 * What was asked for.
 */
export type ReleaseHow = 'publish' | 'schedule' | 'canary' | 'rollback' | 'archive' | 'restore';
/**
 * An invoice; a credit note that takes back a part of one or all of it; or a debit note that undoes a credit note whose refund did not reach the shopper.
 */
export type InvoiceSummaryKind = 'invoice' | 'credit_note' | 'debit_note';
/**
 * How it stands.
 */
export type JobItemState = 'waiting' | 'done' | 'under_way' | 'needs_approval' | 'failed' | 'refused' | 'canceled';
/**
 * An action for many payments, or a list as a file.
 */
export type JobKind = 'bulk' | 'export';
/**
 * How it stands.
 */
export type JobState = 'waiting' | 'running' | 'paused' | 'done' | 'canceled' | 'failed';
/**
 * Whether it went out after an event, on demand, as a test, or about somebody’s account.
 */
export type MessageSummaryPurpose = 'event' | 'demand' | 'test' | 'account';
/**
 * Whether it is a mail or a plain text.
 */
export type MessageSummaryForm = 'email' | 'text';
/**
 * How it left; absent before. “outbox” stayed in the local outbox.
 */
export type MessageSummaryVia = 'smtp' | 'outbox' | 'http';
/**
 * Where it stands. “uncertain” was handed over without an answer, and is never sent again by itself.
 */
export type MessageSummaryState = 'waiting' | 'sent' | 'failed' | 'given_up' | 'uncertain';
/**
 * A field of the shopper that a role may mask.
 */
export type PersonalField = 'name' | 'email' | 'phone' | 'address' | 'taxId';
/**
 * The gravest reason to look at it; corrected: the hub had another idea of it than its provider and was put right.
 */
export type AttentionItemReason =
  | 'no_offer'
  | 'paid_late'
  | 'paid_twice'
  | 'sum_differs'
  | 'refund_unknown'
  | 'refund_failed'
  | 'attempt_unresolved'
  | 'processing_long'
  | 'corrected';
/**
 * Every node of the flow, in the order of its document.
 *
 * Items: A node, and what it made of the payment or would have made of it.
 */
export type ExplanationNodes = {
  /**
   * Its identifier in the flow.
   */
  node: string;
  /**
   * What the node does.
   */
  type: string;
  /**
   * Whether the payment came by.
   */
  reached: boolean;
  /**
   * The way it was left by, or would have been; absent where there is only one.
   */
  exit?: string;
  because: DecisionComparisons;
}[];
/**
 * Every method that the flow, the fallback or a provider knows and the shopper did not see.
 *
 * Items: A method that the shopper did not see.
 */
export type ExplanationNotShown = {
  method: MethodId;
  /**
   * not_offered: no node that offers it was reached; hidden: a node took it away; else what its providers do not allow.
   */
  why: 'not_offered' | 'hidden' | 'provider_off' | 'currency' | 'country' | 'limits';
  /**
   * The node that hid it, or those that would have offered it.
   */
  nodes: string[];
  /**
   * What stood in the way of each provider it was offered with.
   *
   * Items: A provider that could not take the payment.
   */
  providers: {
    provider: ProviderId;
    /**
     * What stood in the way.
     */
    why: 'provider_off' | 'currency' | 'country' | 'limits';
    /**
     * The sums it takes, one row per currency, where the sum is what stood in the way.
     */
    limits?: {
      minimum?: Money;
      maximum?: Money;
    }[];
  }[];
}[];
/**
 * What the page shows.
 */
export type CheckoutViewState =
  'open' | 'pending' | 'paid' | 'authorized' | 'failed' | 'canceled' | 'expired' | 'refunded';
/**
 * Which base address is used. The simulator runs only outside production.
 */
export type ProviderEnvironment = 'simulator' | 'sandbox' | 'live';
/**
 * Identifier of a message.
 */
export type ParametersMessageId = string;
/**
 * Which attachment of the message, from 0.
 */
export type ParametersAttachmentNumber = string;
/**
 * Identifier of an operator.
 */
export type ParametersOperatorId = string;
/**
 * Identifier of a key, not the key itself.
 */
export type ParametersApiKeyId = string;
/**
 * The last part of a payment’s checkoutUrl; whoever has it may pay.
 */
export type ParametersCheckoutToken = string;
/**
 * Identifier of an attempt.
 */
export type ParametersAttemptId = string;
/**
 * Identifier of a document, within its kind.
 */
export type ParametersDocumentId = string;
/**
 * Number of a publication.
 */
export type ParametersRevision = number;
/**
 * Identifier of a release.
 */
export type ParametersReleaseId = string;
/**
 * Name of a secret, as documents refer to it.
 */
export type ParametersSecretName = string;
/**
 * Identifier of a provider document.
 */
export type ParametersProviderId = string;
/**
 * Identifier of a checkout document.
 */
export type ParametersBrandId = string;
/**
 * Name of a logo, as an SVG file.
 */
export type ParametersIcon = string;
/**
 * Identifier of a back-test.
 */
export type ParametersBackTestId = string;
/**
 * The last part of a problem’s type.
 */
export type ParametersProblemType = string;
/**
 * Identifier of a saved view.
 */
export type ParametersSavedViewId = string;
/**
 * Identifier of a bulk action or an export.
 */
export type ParametersJobId = string;
/**
 * Identifier of an invoice or a credit note.
 */
export type ParametersInvoiceId = string;
/**
 * Identifier of an invitation.
 */
export type ParametersInvitationId = string;
/**
 * Identifier of a session, not its token.
 */
export type ParametersSessionId = string;
/**
 * Identifier of a request.
 */
export type ParametersApprovalId = string;

/**
 * How messages leave the house: by mail, or through any gateway with an HTTP interface.
 */
export interface ChannelDocument {
  /**
   * Says what this document describes.
   */
  kind: 'channel';
  id: Slug;
  /**
   * What people call this document.
   */
  title: string;
  /**
   * Whether anything is sent through it.
   */
  enabled?: boolean;
  /**
   * How a message is handed over.
   */
  transport:
    | {
        /**
         * Mail.
         */
        type: 'email';
        /**
         * Which address the mail comes from; the merchant’s e-mail of the settings when absent.
         */
        from?: {
          address: Email;
          /**
           * What stands beside the address; the brand’s name when absent.
           */
          name?: string;
        };
        replyTo?: Email;
      }
    | {
        /**
         * A call over HTTP.
         */
        type: 'http';
        /**
         * What the gateway knows people by.
         */
        recipient: 'phone' | 'email';
        /**
         * Characters that one message may have; a longer one is cut at a word, with an ellipsis.
         */
        longest?: number;
        /**
         * Which base address is used. The simulator runs only outside production.
         */
        environment: 'simulator' | 'sandbox' | 'live';
        baseUrls: ProviderAddresses;
        /**
         * What the gateway knows the merchant by; secret parts are references to secrets.
         */
        credentials?: {
          [k: string]: string | Secret;
        };
        auth: ProviderAuth;
        /**
         * Sent with every call. A text that starts with = is JSONata over the context.
         */
        headers?: {
          [k: string]: string;
        };
        /**
         * The header that carries the message’s key, where the gateway takes one: then a call whose answer was lost is repeated safely.
         */
        idempotencyHeader?: string;
        /**
         * How the gateway wants that key.
         */
        idempotencyFormat?: 'text' | 'uuid';
        request: ProviderRequest;
        /**
         * What the gateway shows as the sender.
         */
        sender?: string;
        /**
         * JSONata over the answer: whether it took the message. Any 2xx answer when absent.
         */
        success?: string;
        /**
         * JSONata over the answer: the gateway’s identifier of the message.
         */
        reference?: string;
        /**
         * JSONata over the answer: the gateway’s own words for not taking the message.
         */
        refusal?: string;
        /**
         * JSONata over a refusal: whether the same message may be taken later.
         */
        tryAgain?: string;
      };
}
/**
 * One address per environment; {sandbox} is the address of the built-in simulators.
 */
export interface ProviderAddresses {
  /**
   * Used in the simulator environment.
   */
  simulator?: string;
  sandbox?: Url;
  /**
   * The provider’s real system; https only, because credentials travel with every call.
   */
  live?: string;
}
/**
 * Names a secret; its value is kept in the environment or in the encrypted store and is never shown.
 */
export interface Secret {
  /**
   * Upper-case letters, digits and underscores.
   */
  $secret: string;
}
/**
 * One HTTP call to the provider.
 */
export interface ProviderRequest {
  /**
   * One of the other hosts; the base address when absent.
   */
  host?: string;
  /**
   * How the call is made.
   */
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /**
   * Below the base address; {name} is replaced by a value of the context, percent-encoded. A text that starts with = is JSONata that answers such a path.
   */
  path: string;
  /**
   * Sent besides the authentication. A text that starts with = is JSONata over the context; without a value the header is left out.
   */
  headers?: {
    [k: string]: string;
  };
  body?: ProviderMapped;
  /**
   * How the body is written.
   */
  format?: 'json' | 'form';
}
/**
 * One brand’s white-label front end.
 */
export interface Checkout {
  /**
   * Says what this document describes.
   */
  kind: 'checkout';
  id: Slug;
  /**
   * What people call this document.
   */
  title: string;
  /**
   * The name that the shopper reads.
   */
  merchantName: string;
  flow: Slug;
  /**
   * How the pages look.
   */
  theme: {
    /**
     * Whether the theme is light or dark; form controls follow.
     */
    scheme: 'light' | 'dark';
    /**
     * Each pair must be readable: text on background and surface, the words of the button on the accent.
     */
    colors: {
      background: Color;
      surface: Color;
      text: Color;
      muted: Color;
      accent: Color;
      onAccent: Color;
      border: Color;
      success?: Color;
      danger?: Color;
    };
    /**
     * In pixels; 0 is sharp.
     */
    radius: number;
    /**
     * Faces for headings and text.
     */
    fonts: {
      /**
       * Face of headings.
       */
      heading: 'system-sans' | 'system-serif' | 'inter' | 'lora' | 'space-grotesk';
      /**
       * Face of text.
       */
      body: 'system-sans' | 'system-serif' | 'inter' | 'lora' | 'space-grotesk';
    };
  };
  /**
   * SVG drawing of the brand; shown as an image, so nothing in it runs.
   */
  logo?: string;
  /**
   * Where things stand.
   */
  layout?: {
    /**
     * On wide screens, on which side of the methods it stands.
     */
    summary?: 'left' | 'right';
    /**
     * Whether the lines of the order are listed.
     */
    showItems?: boolean;
  };
  /**
   * The first one is used when the shopper’s is not among them.
   *
   * @minItems 1
   * @maxItems 2
   */
  languages: ('en' | 'it')[];
  /**
   * Words of the brand’s own.
   */
  texts?: {
    welcome?: Text;
    footer?: Text;
    thanks?: Text;
  };
  /**
   * At the foot of each page.
   */
  links?: {
    terms?: Url;
    privacy?: Url;
    support?: Email;
  };
  /**
   * How payments of this brand behave.
   */
  payment?: {
    /**
     * How long a checkout link stays open.
     */
    expiresAfterMinutes?: number;
    /**
     * Automatic takes the money at once; manual holds it until an operator or the shop captures.
     */
    capture?: 'automatic' | 'manual';
    /**
     * How often a shopper may try before the payment fails for good.
     */
    maxAttempts?: number;
    /**
     * Money that arrives after the payment was closed, a second time, or as another sum. Ask leaves it to an operator; refund gives it back at once, by itself.
     */
    lateMoney?: 'ask' | 'refund';
  };
  /**
   * Where this brand departs from the settings.
   */
  invoicing?: {
    /**
     * Each payment of this brand gets its invoice as soon as it is paid, or not, whatever the settings say.
     */
    isAutomatic?: boolean;
    /**
     * Begins the number of each invoice of this brand.
     */
    series?: string;
  };
}
/**
 * The same words in each language; the first language given is used where one is missing.
 */
export interface Text {
  [k: string]: string;
}
/**
 * Widgets over KPIs on a grid.
 */
export interface Dashboard {
  /**
   * Says what this document describes.
   */
  kind: 'dashboard';
  id: Slug;
  /**
   * What people call this document.
   */
  title: string;
  /**
   * What is shown when the board opens.
   */
  range?: 'today' | '7d' | '30d' | '90d' | 'mtd' | 'ytd';
  /**
   * What stands on the board.
   *
   * @maxItems 60
   *
   * Items: One tile.
   */
  widgets: {
    /**
     * Unique on the board.
     */
    id: string;
    /**
     * How it is drawn.
     */
    type: 'number' | 'line' | 'area' | 'bar' | 'stacked' | 'donut' | 'funnel' | 'heatmap' | 'table' | 'map' | 'text';
    kpi?: Slug;
    text?: Text;
    /**
     * 0 to 11.
     */
    x: number;
    /**
     * From 0.
     */
    y: number;
    /**
     * Columns.
     */
    w: number;
    /**
     * Rows.
     */
    h: number;
  }[];
}
/**
 * Where every payment enters.
 */
export interface FlowStart {
  id: FlowNodeId;
  /**
   * Start.
   */
  type: 'start';
  title?: FlowNodeTitle;
  position: FlowPosition;
}
/**
 * Where the node is drawn.
 */
export interface FlowPosition {
  /**
   * Pixels from the left.
   */
  x: number;
  /**
   * Pixels from the top.
   */
  y: number;
}
/**
 * Asks a yes-or-no question of the facts.
 */
export interface FlowCondition {
  id: FlowNodeId;
  /**
   * Condition.
   */
  type: 'condition';
  title?: FlowNodeTitle;
  position: FlowPosition;
  /**
   * What is asked.
   */
  data: {
    when: Condition;
  };
}
/**
 * One fact compared with one value.
 */
export interface ConditionComparison {
  /**
   * What is known about the payment: amount, currency, country, channel, customerType, categories, weekday… or custom.<id>.
   */
  fact: string;
  /**
   * How the fact is compared; which ones fit depends on the type of the fact.
   */
  operator:
    | 'equal'
    | 'notEqual'
    | 'in'
    | 'notIn'
    | 'greaterThan'
    | 'greaterThanInclusive'
    | 'lessThan'
    | 'lessThanInclusive'
    | 'between'
    | 'contains'
    | 'doesNotContain'
    | 'containsAnyOf'
    | 'containsAllOf'
    | 'containsNoneOf'
    | 'startsWith'
    | 'inTimeWindow';
  value: ConditionValue;
}
/**
 * Whole minor units of the currency, zero included.
 */
export interface MoneyOrZero {
  /**
   * Whole minor units.
   */
  amount: number;
  currency: Currency;
}
/**
 * Every part must hold.
 */
export interface ConditionAll {
  /**
   * Conditions that must all hold.
   *
   * @minItems 1
   * @maxItems 200
   */
  all: Condition[];
}
/**
 * At least one part must hold.
 */
export interface ConditionAny {
  /**
   * Conditions of which one is enough.
   *
   * @minItems 1
   * @maxItems 200
   */
  any: Condition[];
}
/**
 * The part must not hold.
 */
export interface ConditionNot {
  not: Condition;
}
/**
 * Chooses a way out by the value of one fact; “otherwise” takes the rest.
 */
export interface FlowSwitch {
  id: FlowNodeId;
  /**
   * Switch.
   */
  type: 'switch';
  title?: FlowNodeTitle;
  position: FlowPosition;
  /**
   * The fact and its cases.
   */
  data: {
    /**
     * Whose value decides.
     */
    fact: string;
    /**
     * The first case that has the value wins.
     *
     * @minItems 1
     * @maxItems 40
     *
     * Items: One way out.
     */
    cases: {
      /**
       * Names the way out; edges start from it.
       */
      id: string;
      /**
       * Values that lead here.
       *
       * @minItems 1
       * @maxItems 200
       */
      values: (string | number | boolean)[];
    }[];
  };
}
/**
 * Sends fixed shares of payments different ways; the same shopper always goes the same way.
 */
export interface FlowSplit {
  id: FlowNodeId;
  /**
   * Split.
   */
  type: 'split';
  title?: FlowNodeTitle;
  position: FlowPosition;
  /**
   * The shares.
   */
  data: {
    /**
     * What keeps one way: the shopper (by customer number or e-mail) or the payment.
     */
    by?: 'shopper' | 'payment';
    /**
     * Percentages that add to 100.
     *
     * @minItems 2
     * @maxItems 20
     *
     * Items: One share.
     */
    branches: {
      /**
       * Names the way out; edges start from it.
       */
      id: string;
      /**
       * Share of payments.
       */
      percent: number;
    }[];
  };
}
/**
 * Adds methods to what the shopper may pick.
 */
export interface FlowOffer {
  id: FlowNodeId;
  /**
   * Offer.
   */
  type: 'offer';
  title?: FlowNodeTitle;
  position: FlowPosition;
  /**
   * The methods.
   */
  data: {
    /**
     * In the order shown.
     *
     * @minItems 1
     * @maxItems 40
     */
    methods: FlowOfferedMethod[];
  };
}
/**
 * A method with its providers in failover order.
 */
export interface FlowOfferedMethod {
  method: MethodId;
  /**
   * Tried in this order.
   *
   * @minItems 1
   * @maxItems 10
   */
  providers: ProviderId[];
  label?: Text;
  badge?: Text;
}
/**
 * Takes methods away again.
 */
export interface FlowHide {
  id: FlowNodeId;
  /**
   * Hide.
   */
  type: 'hide';
  title?: FlowNodeTitle;
  position: FlowPosition;
  /**
   * The methods.
   */
  data: {
    /**
     * Taken out of the offer.
     *
     * @minItems 1
     * @maxItems 40
     */
    methods: MethodId[];
  };
}
/**
 * Puts methods first, in this order; the others follow as they were.
 */
export interface FlowOrder {
  id: FlowNodeId;
  /**
   * Order.
   */
  type: 'order';
  title?: FlowNodeTitle;
  position: FlowPosition;
  /**
   * The methods.
   */
  data: {
    /**
     * First to last.
     *
     * @minItems 1
     * @maxItems 40
     */
    methods: MethodId[];
  };
}
/**
 * Asks the shopper for more before paying.
 */
export interface FlowRequire {
  id: FlowNodeId;
  /**
   * Require.
   */
  type: 'require';
  title?: FlowNodeTitle;
  position: FlowPosition;
  /**
   * What is needed.
   */
  data: {
    /**
     * All of these.
     *
     * @minItems 1
     * @maxItems 6
     */
    requirements: Requirement[];
  };
}
/**
 * The decision is made.
 */
export interface FlowStop {
  id: FlowNodeId;
  /**
   * Stop.
   */
  type: 'stop';
  title?: FlowNodeTitle;
  position: FlowPosition;
}
/**
 * A remark for people; payments pass it by.
 */
export interface FlowNote {
  id: FlowNodeId;
  /**
   * Note.
   */
  type: 'note';
  title?: FlowNodeTitle;
  position: FlowPosition;
  /**
   * The remark.
   */
  data: {
    /**
     * Plain words.
     */
    text: string;
  };
}
/**
 * Adaptive checkout: a graph from the facts of a payment to the methods that the shopper is offered.
 */
export interface Flow {
  /**
   * Says what this document describes.
   */
  kind: 'flow';
  id: Slug;
  /**
   * What people call this document.
   */
  title: string;
  /**
   * The steps.
   *
   * @minItems 1
   * @maxItems 2000
   */
  nodes: FlowNode[];
  /**
   * Who follows whom.
   *
   * @maxItems 6000
   *
   * Items: Leads from a way out to the next node.
   */
  edges: {
    /**
     * Unique in the flow.
     */
    id: string;
    source: FlowNodeId;
    /**
     * yes or no of a condition, a case of a switch, a branch of a split; absent where there is only one.
     */
    sourceHandle?: string;
    target: FlowNodeId;
  }[];
  /**
   * Sample payments and the methods they must be offered; a flow whose cases fail cannot be published.
   *
   * @maxItems 500
   *
   * Items: One sample.
   */
  tests?: {
    /**
     * What it shows.
     */
    name: string;
    /**
     * Facts of a sample payment; those not given are absent.
     */
    facts: {
      [k: string]: string | number | boolean | MoneyOrZero | string[];
    };
    /**
     * In order.
     *
     * @maxItems 40
     */
    expect: MethodId[];
  }[];
}
/**
 * One figure that people watch.
 */
export interface Kpi {
  /**
   * Says what this document describes.
   */
  kind: 'kpi';
  id: Slug;
  /**
   * What people call this document.
   */
  title: string;
  label: Text;
  /**
   * What is computed.
   */
  measure: {
    /**
     * How it is computed.
     */
    type: 'count' | 'sum' | 'average' | 'minimum' | 'maximum' | 'ratio' | 'percentile';
    /**
     * Which quantity; not for counts.
     */
    of?: 'amount' | 'refunded' | 'timeToPay' | 'providerLatency';
    /**
     * For percentiles: which one.
     */
    percentile?: number;
    numerator?: Condition;
  };
  filter?: Condition;
  /**
   * One row for each value.
   *
   * @maxItems 3
   */
  groupBy?: string[];
  /**
   * In the merchant’s time zone.
   */
  bucket?: 'minute' | 'hour' | 'day' | 'week' | 'month';
  /**
   * What it should reach.
   */
  target?: number;
  /**
   * Where it turns amber and red.
   */
  thresholds?: {
    /**
     * Amber from here.
     */
    warning?: number;
    /**
     * Red from here.
     */
    critical?: number;
    /**
     * Which side is bad.
     */
    direction: 'above' | 'below';
  };
  /**
   * How it is written.
   */
  format?: 'number' | 'money' | 'percent' | 'duration';
}
/**
 * A message for one event, one channel, in each language.
 */
export interface Notification {
  /**
   * Says what this document describes.
   */
  kind: 'notification';
  id: Slug;
  /**
   * What people call this document.
   */
  title: string;
  /**
   * What it is sent after; without one it is sent by hand only.
   */
  event?:
    | 'payment.paid'
    | 'payment.failed'
    | 'payment.expired'
    | 'payment.canceled'
    | 'payment.partially_refunded'
    | 'payment.refunded'
    | 'refund.succeeded'
    | 'invoice.issued'
    | 'credit_note.issued'
    | 'debit_note.issued';
  channel: Slug;
  /**
   * Whether it is sent.
   */
  enabled?: boolean;
  /**
   * Only for these brands; all when absent.
   *
   * @maxItems 60
   */
  checkouts?: Slug[];
  subject?: Text;
  body: Text;
  /**
   * Whether the invoice of the payment goes along as a PDF, once it is issued.
   */
  attachInvoice?: boolean;
}
/**
 * One call, or several, and how the answer is read.
 */
export interface ProviderOperation {
  /**
   * JSONata over the context that says true or false: whether there is anything to call. When it does not hold, nothing is called: a cancelation counts as done, anything else as refused.
   */
  when?: string;
  request?: ProviderRequest;
  /**
   * Several calls, one after the other, instead of a single request; the last answer is the one that is read.
   *
   * @minItems 1
   * @maxItems 6
   */
  steps?: ProviderStep[];
  /**
   * Instead of the provider’s rule for success.
   */
  success?: string;
  /**
   * Repeating the call does the thing once although no header carries a key: the body carries idempotencyKey, or a step looks first.
   */
  repeatable?: boolean;
  /**
   * JSONata over the answer: the provider’s word for the state, translated by the status table. Without it the payment is looked up after the call.
   */
  status?: string;
  /**
   * JSONata over the answer: the provider’s identifier of the payment or refund.
   */
  reference?: string;
  /**
   * Where the shopper is sent: JSONata over the answer (a field, or a header such as headers.location), or a template with {name} for values, percent-encoded, and {hosts.name} for an address.
   */
  redirect?: string;
  /**
   * JSONata over the answer: the sum taken or held, as this provider writes money, in the currency of the payment.
   */
  amount?: string;
  /**
   * JSONata over the answer: when the money was taken or held, in ISO 8601.
   */
  at?: string;
  /**
   * Values of the answer kept with the attempt for later calls (a capture id for refunds, say).
   */
  remember?: {
    [k: string]: string;
  };
  /**
   * JSONata over the answer: the provider’s code for why.
   */
  reason?: string;
}
/**
 * One call of several that make one operation.
 */
export interface ProviderStep {
  /**
   * Later steps and what reads the answer see this step as steps.name, with response, headers and httpStatus.
   */
  id: string;
  /**
   * JSONata over the context and the steps before: whether this step is called. One that is not called leaves no answer.
   */
  when?: string;
  request: ProviderRequest;
  /**
   * Instead of the provider’s rule for success.
   */
  success?: string;
  /**
   * No money can move by this step: when a later one fails, nothing has happened. Reading calls and the steps before a hosted page count as such anyway.
   */
  preparing?: boolean;
}
/**
 * One method that this provider carries.
 */
export interface ProviderMethod {
  method: MethodId;
  title: Text;
  help?: Text;
  mark: Mark;
  /**
   * All when absent.
   *
   * @minItems 1
   * @maxItems 200
   */
  currencies?: Currency[];
  /**
   * Of the shopper; all when absent.
   *
   * @minItems 1
   * @maxItems 260
   */
  countries?: Country[];
  /**
   * Smallest and largest sum, one row per currency.
   *
   * @maxItems 60
   *
   * Items: Sums of one currency.
   */
  limits?: {
    minimum?: Money;
    maximum?: Money;
  }[];
  /**
   * What the provider wants to know of whoever pays this way; the checkout asks for what is missing once the method is chosen.
   *
   * @minItems 1
   */
  requirements?: Requirement[];
  /**
   * How the provider calls this method, where it wants to be told.
   */
  providerMethod?: string;
}
/**
 * The logo shown beside a method: an icon of the simple-icons set, or initials on the colour when the set lacks it.
 */
export interface Mark {
  /**
   * Name in the simple-icons set.
   */
  icon?: string;
  /**
   * Up to three letters, used when there is no icon.
   */
  initials?: string;
  color: Color;
}
/**
 * Whole minor units of the currency: 1050 EUR is €10.50, 500 JPY is ¥500.
 */
export interface Money {
  /**
   * Whole minor units, at least 1.
   */
  amount: number;
  currency: Currency;
}
/**
 * When the news was signed; what is too old is refused. The signed text has to contain it.
 */
export interface ProviderTimestamp {
  /**
   * Where the time is: {header.name}, {body.field}, {query.name} or {item.field}.
   */
  from: string;
  /**
   * Seconds or milliseconds since 1970, or ISO 8601.
   */
  unit: 's' | 'ms' | 'iso';
  /**
   * How old, or how far ahead, the time may be.
   */
  toleranceSeconds?: number;
  /**
   * Splits a header that holds several signatures or named parts.
   */
  separator?: string;
  /**
   * Marks a signature among the parts; without it each part is tried.
   */
  prefix?: string;
}
/**
 * Where the key comes from when news name a certificate.
 */
export interface ProviderCertificate {
  /**
   * Where the certificate is: {header.name} or a fixed address.
   */
  url: string;
  /**
   * Certificates are fetched from these hosts only, by https; “.example.com” allows every host below it.
   *
   * @minItems 1
   * @maxItems 10
   */
  hosts: string[];
  /**
   * Host name that the certificate has to be made out to.
   */
  subject?: string;
  /**
   * Which credential holds the certificate in PEM that has to have issued it, where the provider has one of its own. The usual roots of the web otherwise.
   */
  root?: string;
}
/**
 * How to reach one payment provider or point of sale.
 */
export interface Provider {
  /**
   * Says what this document describes.
   */
  kind: 'provider';
  id: Slug;
  /**
   * What people call this document.
   */
  title: string;
  /**
   * How the hub talks to it: the official Stripe SDK, or the declarative connector that this document describes.
   */
  connector: 'stripe' | 'declarative';
  /**
   * Which base address is used. The simulator runs only outside production.
   */
  environment: 'simulator' | 'sandbox' | 'live';
  /**
   * A provider that is off is left out of every offer.
   */
  enabled?: boolean;
  /**
   * One per environment; {sandbox} is the address of the built-in simulators.
   */
  baseUrls?: {
    /**
     * Used in the simulator environment.
     */
    simulator?: string;
    sandbox?: Url;
    /**
     * The provider’s real system; https only, because credentials travel with every call.
     */
    live?: string;
  };
  /**
   * What the provider knows the merchant by; secret parts are references to secrets.
   */
  credentials?: {
    [k: string]: string | Secret;
  };
  /**
   * What a shopper can pay with through this provider.
   *
   * @minItems 1
   * @maxItems 60
   */
  methods: ProviderMethod[];
  /**
   * How long the hub waits for this provider, and when it leaves one that does not answer alone for a while.
   */
  resilience?: {
    /**
     * Seconds that each operation may take, all its calls together. Money may have moved when one passes: the hub then asks.
     */
    timeouts?: {
      /**
       * Starting an attempt; the shopper waits for it.
       */
      create?: number;
      /**
       * Asking how an attempt stands; taking the money a shopper agreed to, where that is a call of its own.
       */
      lookUp?: number;
      /**
       * Taking held money.
       */
      capture?: number;
      /**
       * Releasing held money, or closing an unfinished attempt.
       */
      cancel?: number;
      /**
       * Giving money back.
       */
      refund?: number;
      /**
       * Asking how a refund stands.
       */
      lookUpRefund?: number;
      /**
       * Asking the provider whether a webhook is genuine, where that is how it is checked.
       */
      readWebhook?: number;
    };
    /**
     * One per operation: that payments cannot be begun does not keep anybody from refunding.
     */
    breaker?: {
      /**
       * After so many calls without an answer that can be read, the operation is not tried for a while. A declined card is an answer.
       */
      failures?: number;
      /**
       * Seconds until a single call finds out whether the provider answers again.
       */
      coolDown?: number;
    };
  };
  /**
   * How the engine talks to this provider, without code.
   */
  declarative?: {
    /**
     * Addresses beside the base address, each by a name: for tokens, say, or for the page that the shopper is sent to.
     */
    hosts?: {
      [k: string]: ProviderAddresses;
    };
    auth: ProviderAuth;
    /**
     * Sent with every call, those for tokens included. A text that starts with = is JSONata over the context.
     */
    headers?: {
      [k: string]: string;
    };
    /**
     * How the provider writes money; it reaches the mappings as “amount”.
     */
    amounts: {
      /**
       * Whole minor units, a decimal text or a decimal number.
       */
      format: 'minor' | 'minor-string' | 'decimal-string' | 'decimal-number';
      /**
       * Decimal digits where the provider differs from the standard.
       */
      digits?: {
        [k: string]: number;
      };
    };
    /**
     * Header that carries the hub’s key for one intention.
     */
    idempotencyHeader?: string;
    /**
     * As the hub writes it (up to 64 characters), or as a UUID for providers that insist on one.
     */
    idempotencyFormat?: 'text' | 'uuid';
    /**
     * JSONata over a readable answer that is no HTTP error, for providers that say failures with HTTP 200: true when the call worked; false when it was refused, and the error code says why; without a value the answer is unreadable.
     */
    success?: string;
    /**
     * What the hub can ask. An operation that is absent is not offered anywhere.
     */
    operations: {
      create: ProviderOperation;
      lookUp: ProviderOperation;
      settle?: ProviderOperation;
      capture?: ProviderOperation;
      cancel?: ProviderOperation;
      refund?: ProviderOperation;
      lookUpRefund?: ProviderOperation;
    };
    /**
     * From the provider’s words to the hub’s. “pending” waits for the shopper; “processing” means that the shopper has done their part and the money is on its way. A word that is not listed is unknown: the hub asks again.
     */
    statuses: {
      [k: string]: 'pending' | 'processing' | 'approved' | 'authorized' | 'paid' | 'declined' | 'canceled' | 'expired';
    };
    /**
     * From the provider’s words to the hub’s.
     */
    refundStatuses?: {
      [k: string]: 'pending' | 'succeeded' | 'failed';
    };
    /**
     * From the provider’s codes to words a shopper is told.
     */
    reasons?: {
      [k: string]:
        | 'declined'
        | 'insufficient_funds'
        | 'expired_instrument'
        | 'authentication_failed'
        | 'canceled_by_shopper'
        | 'limit_exceeded';
    };
    /**
     * Error codes that mean a state rather than a fault.
     */
    errors?: {
      /**
       * JSONata over the answer of a failed call: the provider’s error code.
       */
      code: string;
      /**
       * From error codes to states; “look-up” asks the provider how things stand, “busy” means that it did not look at the call: it is made again later.
       */
      statuses: {
        [k: string]:
          | 'pending'
          | 'processing'
          | 'approved'
          | 'authorized'
          | 'paid'
          | 'declined'
          | 'canceled'
          | 'expired'
          | 'look-up'
          | 'busy';
      };
    };
    /**
     * How news from the provider is verified and understood.
     */
    webhook?: {
      verify: ProviderVerify;
      /**
       * JSONata over the body, for deliveries that hold several news: each is verified and read by itself, as “item”.
       */
      items?: string;
      /**
       * JSONata over the body; repeats of one identifier change nothing.
       */
      id?: string;
      /**
       * JSONata over the body: the attempt that the hub named when it created the payment.
       */
      attempt?: string;
      /**
       * JSONata over the body: the provider’s identifier of the payment.
       */
      reference?: string;
    };
  };
}
/**
 * What an operator or an API key may do and see.
 */
export interface Role {
  /**
   * Says what this document describes.
   */
  kind: 'role';
  id: Slug;
  /**
   * What people call this document.
   */
  title: string;
  /**
   * Each allows actions, where its condition holds.
   *
   * @minItems 1
   * @maxItems 60
   *
   * Items: Allowed actions.
   */
  grants: {
    /**
     * resource.verb; * stands for all.
     *
     * @minItems 1
     * @maxItems 60
     */
    actions: string[];
    /**
     * Deny wins over allow.
     */
    effect?: 'allow' | 'deny';
    when?: Condition;
  }[];
  /**
   * Personal fields that are shown only in part to whoever holds this role, whatever their other roles say.
   *
   * @maxItems 5
   */
  masked?: ('name' | 'email' | 'phone' | 'address' | 'taxId')[];
}
/**
 * The merchant: legal entity, numbering, time zone, currency and custom facts.
 */
export interface Settings {
  /**
   * Says what this document describes.
   */
  kind: 'settings';
  id: Slug;
  /**
   * What people call this document.
   */
  title: string;
  /**
   * Printed on invoices.
   */
  legal?: {
    /**
     * As registered.
     */
    name: string;
    /**
     * With country prefix.
     */
    taxId?: string;
    address?: Address;
    email?: Email;
  };
  /**
   * IANA name; weekdays and hours in flows follow it.
   */
  timeZone: string;
  defaultCurrency: Currency;
  /**
   * Offered when a flow leaves no method, so that nobody is turned away; absent, the shopper sees a page that says so.
   *
   * @minItems 1
   * @maxItems 10
   */
  fallback?: FlowOfferedMethod[];
  /**
   * What your shop sends besides the usual facts; flows use them as custom.<id>.
   *
   * @maxItems 100
   *
   * Items: One fact.
   */
  customFacts?: {
    /**
     * Letters and digits.
     */
    id: string;
    label: Text;
    /**
     * Which operators fit.
     */
    type: 'text' | 'number' | 'boolean' | 'list';
    /**
     * Allowed values, for texts and lists.
     *
     * @minItems 1
     * @maxItems 200
     */
    options?: string[];
  }[];
  /**
   * Known categories of your catalogue; flows offer them as choices.
   *
   * @maxItems 500
   *
   * Items: One category.
   */
  categories?: {
    id: Slug;
    label: Text;
  }[];
  /**
   * How invoices and credit notes are made and numbered.
   */
  invoicing?: {
    /**
     * Each payment gets its invoice as soon as it is paid. Otherwise an operator or your systems ask for it.
     */
    isAutomatic?: boolean;
    /**
     * Begins the number of each invoice, as A in A-2026-00042. Each series and year counts from 1, without gaps.
     */
    series?: string;
    /**
     * Begins the number of each credit note, and of each debit note that undoes one; absent, they are numbered together with the invoices.
     */
    creditNoteSeries?: string;
    /**
     * Percent included in prices, with at most two decimals; used where an item has none.
     */
    vatPercent?: number;
    footer?: Text;
  };
  /**
   * Which changes of documents need the yes of another person before they go live. While there is any, a change of these rules needs it too.
   *
   * @maxItems 50
   *
   * Items: One rule; a change that meets several has to satisfy them all.
   */
  approvals?: {
    /**
     * Shown to who asks and to who approves.
     */
    title: string;
    /**
     * Of documents that it is about.
     *
     * @minItems 1
     * @maxItems 9
     */
    kinds: (
      'channel' | 'checkout' | 'dashboard' | 'flow' | 'kpi' | 'notification' | 'provider' | 'role' | 'settings'
    )[];
    when?: Condition;
    /**
     * Of going live that it is about; absent for all but going back to an earlier revision, which should be quick when something is wrong.
     *
     * @minItems 1
     * @maxItems 6
     */
    hows?: ('publish' | 'schedule' | 'canary' | 'rollback' | 'archive' | 'restore')[];
    /**
     * How many different people have to say yes.
     */
    approvers?: number;
  }[];
  /**
   * Which refunds, captures and cancelations need the yes of another person before they are done.
   *
   * @maxItems 50
   *
   * Items: One rule; an action that meets several has to satisfy them all.
   */
  actionApprovals?: {
    /**
     * Shown to who asks and to who approves.
     */
    title: string;
    /**
     * That it is about.
     *
     * @minItems 1
     * @maxItems 3
     */
    actions: ('refund' | 'capture' | 'cancel')[];
    when?: Condition;
    /**
     * How many different people have to say yes.
     */
    approvers?: number;
  }[];
  /**
   * How people sign in to the console.
   */
  security?: {
    /**
     * A code from an app on the phone besides the password. Where it is required, nothing works after signing in until it is set up.
     */
    secondFactor?: 'optional' | 'required';
    /**
     * Roles whose holders need it; everybody when absent.
     *
     * @minItems 1
     * @maxItems 50
     */
    requiredFor?: Slug[];
    /**
     * After so many wrong passwords or codes in a row nobody gets in with that e-mail for a while.
     */
    lockAfterFailures?: number;
    /**
     * How long; an administrator can unlock before.
     */
    lockMinutes?: number;
  };
}
/**
 * A postal address.
 */
export interface Address {
  /**
   * First line.
   */
  line1: string;
  /**
   * Apartment, floor…
   */
  line2?: string;
  /**
   * Town or city.
   */
  city: string;
  /**
   * Postal code.
   */
  postcode: string;
  /**
   * Province or state.
   */
  region?: string;
  country: Country;
}
/**
 * A key as it is listed; the key itself is shown once only.
 */
export interface ApiKey {
  /**
   * Starts with key_.
   */
  id: string;
  /**
   * For people.
   */
  name: string;
  /**
   * Identifiers of role documents.
   */
  roles: Slug[];
  createdAt: Instant;
  /**
   * Known to the minute; null before the first use.
   */
  lastUsedAt: string | null;
  /**
   * Who made it; null for the hub itself, such as at the first start.
   */
  createdBy: {
    /**
     * What kind of identity.
     */
    type: 'operator' | 'api_key';
    /**
     * Starts with opr_ or key_.
     */
    id: string;
    /**
     * For people.
     */
    name: string;
  } | null;
}
/**
 * A key at the only moment when it can be read.
 */
export interface ApiKeyAnswer {
  /**
   * Starts with key_.
   */
  id: string;
  /**
   * For people.
   */
  name: string;
  /**
   * Identifiers of role documents.
   */
  roles: Slug[];
  createdAt: Instant;
  /**
   * Sent as “Authorization: Bearer …”. Keep it: it is never shown again.
   */
  key: string;
  /**
   * Who made it; null for the hub itself, such as at the first start.
   */
  createdBy: {
    /**
     * What kind of identity.
     */
    type: 'operator' | 'api_key';
    /**
     * Starts with opr_ or key_.
     */
    id: string;
    /**
     * For people.
     */
    name: string;
  } | null;
}
/**
 * Those that work, newest first.
 */
export interface ApiKeyList {
  /**
   * All of them.
   */
  data: ApiKey[];
}
/**
 * A key for one of your systems.
 */
export interface ApiKeyRequest {
  /**
   * Which system uses it.
   */
  name: string;
  /**
   * What the key may do.
   *
   * @minItems 1
   * @maxItems 10
   */
  roles: Slug[];
}
/**
 * Takes a document out of use, or back into it.
 */
export interface ArchiveRequest {
  /**
   * Why.
   */
  note: string;
}
/**
 * Where to send the shopper.
 */
export interface AttemptAnswer {
  /**
   * Identifier.
   */
  attempt: string;
  redirectUrl: Url;
}
/**
 * The shopper’s choice of a method.
 */
export interface AttemptRequest {
  method: MethodId;
  shopper?: Shopper;
  language?: Language;
}
/**
 * Who pays. Give what you know: flows decide on it, and the checkout does not ask again.
 */
export interface Shopper {
  type?: CustomerType;
  /**
   * Full name or company name.
   */
  name?: string;
  email?: Email;
  /**
   * International form, starting with +.
   */
  phone?: string;
  country?: Country;
  language?: Language;
  /**
   * Your own identifier of this shopper.
   */
  reference?: string;
  /**
   * VAT or tax number.
   */
  taxId?: string;
  address?: Address;
}
/**
 * What would change for one method.
 */
export interface BackTestMethod {
  method: MethodId;
  /**
   * How many payments it was shown to, and would be.
   */
  shown: {
    /**
     * As it was.
     */
    before: number;
    /**
     * As it would have been.
     */
    after: number;
  };
  /**
   * Payments that would see it and did not.
   */
  gained: number;
  /**
   * Payments that saw it and would not.
   */
  lost: number;
  /**
   * Payments that chose it last, and how many of them were paid.
   */
  used: {
    /**
     * How many.
     */
    of: number;
    /**
     * How many of them were paid.
     */
    succeeded: number;
  };
  /**
   * Payments that saw it, and how many of them were paid by any method.
   */
  saw: {
    /**
     * How many.
     */
    of: number;
    /**
     * How many of them were paid.
     */
    succeeded: number;
  };
  /**
   * Payments that used it and would not see it any more, and how many of them were paid.
   */
  lostUsers: {
    /**
     * How many.
     */
    of: number;
    /**
     * How many of them were paid.
     */
    succeeded: number;
  };
  /**
   * Totals of those payments, one row per currency, in minor units.
   */
  amounts: {
    currency: Currency;
    /**
     * Of payments that saw it.
     */
    before: number;
    /**
     * Of payments that would see it.
     */
    after: number;
    /**
     * Of payments that were paid with it.
     */
    paid: number;
    /**
     * Of payments that were paid with it and would not see it any more.
     */
    atRisk: number;
  }[];
}
/**
 * What would have been different.
 */
export interface BackTestResult {
  /**
   * Payments of the period that this flow decided.
   */
  payments: number;
  /**
   * Those for which anything would be different.
   */
  changed: number;
  /**
   * Those that would see other methods.
   */
  otherMethods: number;
  /**
   * Those that would see the same methods in another order.
   */
  otherOrder: number;
  /**
   * Those whose methods would go to other providers, or in another failover order.
   */
  otherProviders: number;
  /**
   * Those of whose shopper something else would be asked.
   */
  otherRequirements: number;
  /**
   * Those with no method at all.
   */
  noMethod: {
    /**
     * As it was.
     */
    before: number;
    /**
     * As it would have been.
     */
    after: number;
  };
  /**
   * Those for which the revision that decided them, run again, does not give the stored decision: their comparison is not exact.
   */
  notReproduced: number;
  /**
   * What would change for each method.
   */
  methods: BackTestMethod[];
  /**
   * How many shoppers are asked for what.
   */
  requirements: {
    requirement: Requirement;
    /**
     * As it was.
     */
    before: number;
    /**
     * As it would have been.
     */
    after: number;
  }[];
}
/**
 * A flow run over past payments: how far it is and what came of it.
 */
export interface BackTest {
  /**
   * Of the back-test.
   */
  id: string;
  flow: Slug;
  /**
   * The published revision that is tried; absent for a draft.
   */
  revision?: number;
  paymentsOf?: Slug;
  /**
   * interrupted: the engine that ran it stopped; it can be started again.
   */
  state: 'queued' | 'running' | 'done' | 'canceled' | 'failed' | 'interrupted';
  /**
   * Payments made from then on.
   */
  from: string;
  /**
   * Payments made before then.
   */
  to: string;
  /**
   * When it was asked for.
   */
  askedAt: string;
  askedBy: PaymentActor;
  /**
   * When it began.
   */
  startedAt?: string;
  /**
   * When it ended, however it did.
   */
  endedAt?: string;
  /**
   * Payments of the period looked at so far, those of other flows included.
   */
  done: number;
  /**
   * How many there are in the period; an estimate until the end.
   */
  total: number;
  /**
   * Payments looked at per minute.
   */
  rate: number;
  /**
   * Until the end, at this rate.
   */
  secondsLeft?: number;
  /**
   * How many of the changed payments are listed; the first 10,000 are.
   */
  listed: number;
  result?: BackTestResult;
}
/**
 * Who caused it.
 */
export interface PaymentActor {
  /**
   * What kind of actor.
   */
  type: 'shopper' | 'operator' | 'api_key' | 'provider' | 'system';
  /**
   * Which one.
   */
  id?: string;
  /**
   * For people.
   */
  name?: string;
}
/**
 * Payments that would have been offered something else, oldest first.
 */
export interface BackTestChanges {
  /**
   * One page.
   */
  data: {
    /**
     * Its identifier.
     */
    payment: string;
    /**
     * The order in the merchant’s system; absent when the payment is gone.
     */
    reference?: string;
    total?: Money;
    /**
     * Of the payment, as it is now.
     */
    state?: string;
    /**
     * The methods that its shopper saw, in order.
     */
    before: MethodId[];
    /**
     * Those that they would see.
     */
    after: MethodId[];
    /**
     * What the shopper was asked for, and would be.
     */
    requirements: {
      /**
       * As it was.
       */
      before: Requirement[];
      /**
       * As it would have been.
       */
      after: Requirement[];
    };
    /**
     * What would be different.
     */
    what: ('methods' | 'order' | 'providers' | 'requirements')[];
    /**
     * Whether the revision that decided it, run again, gives the stored decision; otherwise the comparison is not exact.
     */
    reproduced: boolean;
  }[];
  /**
   * Give it as `after` for the next page; null when there is none.
   */
  next: string | null;
}
/**
 * Which page.
 */
export interface BackTestChangesQuery {
  /**
   * The `next` of the page before.
   */
  after?: string;
  /**
   * How many at most.
   */
  limit?: number;
}
/**
 * Those of a flow, newest first.
 */
export interface BackTestList {
  /**
   * Newest first.
   */
  data: BackTest[];
}
/**
 * A flow to run over past payments: a draft or a revision, and the period.
 */
export interface BackTestRequest {
  /**
   * The flow as it is being drawn; it has to be sound.
   */
  document?: {};
  /**
   * Try this published revision instead of a draft.
   */
  revision?: number;
  paymentsOf?: Slug;
  /**
   * Payments made from then on.
   */
  from: string;
  /**
   * Payments made before then.
   */
  to: string;
}
/**
 * For how many payments and sums, and which payments it is refused for.
 */
export interface BulkPreview {
  /**
   * Starts exactly this, for an hour; the job then has the same.
   */
  id: string;
  /**
   * What is done with each payment.
   */
  action: 'refund' | 'cancel' | 'capture' | 'invoice' | 'send-invoice' | 'notify' | 'note';
  /**
   * How many it would be done for.
   */
  count: number;
  /**
   * What would be moved, one sum per currency; of actions that move no money, what the payments are over.
   */
  totals: Money[];
  /**
   * For how many payments it is refused.
   */
  refused: number;
  /**
   * Payments that it is refused for, and why; the first of them where there are many. The result file of the job has all.
   *
   * @maxItems 500
   */
  refusals: {
    /**
     * Which one.
     */
    id: string;
    /**
     * Of the payment; absent for one that you may not see.
     */
    reference?: string;
    /**
     * Why it is refused.
     */
    because: {
      /**
       * Address of the kind of problem; it never changes.
       */
      type: string;
      /**
       * The problem in a few words.
       */
      title: string;
      /**
       * What happened and what to do.
       */
      detail: string;
    };
  }[];
  /**
   * For how many of them a second person has to agree.
   */
  needsApproval: number;
  /**
   * For which of them a second person has to agree, and by which rules; the first of them where there are many.
   *
   * @maxItems 500
   */
  approvals: {
    /**
     * Which one.
     */
    id: string;
    /**
     * Of the payment.
     */
    reference: string;
    /**
     * Titles of the rules of the settings that ask for it.
     */
    rules: string[];
  }[];
  /**
   * Later it has to be looked at again.
   */
  expiresAt: string;
}
/**
 * One action for many payments; nothing is done yet.
 */
export interface BulkPreviewRequest {
  /**
   * What is done with each payment.
   */
  action: 'refund' | 'cancel' | 'capture' | 'invoice' | 'send-invoice' | 'notify' | 'note';
  /**
   * These ones; or filters instead.
   *
   * @minItems 1
   * @maxItems 5000
   */
  payments?: ParametersPaymentId[];
  query?: PaymentQuery;
  /**
   * What the action takes: of a refund the sum and the reason, of a note the text.
   */
  parameters?: {
    amount?: Money;
    /**
     * To be refunded of what each payment took, instead of an amount; half a minor unit is rounded up.
     */
    percent?: number;
    /**
     * Why, for a refund or a cancelation; it stands in the history of each payment.
     */
    reason?: string;
    /**
     * For colleagues; needed for notes.
     */
    text?: string;
    notification?: Slug;
    /**
     * Of messages and invoices; without it, each payment’s own.
     */
    language?: string;
  };
}
/**
 * Each narrows the list; without any it holds every payment.
 */
export interface PaymentQuery {
  /**
   * Any of these, separated by commas.
   *
   * @maxItems 50
   */
  state?: PaymentSummaryState[];
  /**
   * Any of these, separated by commas.
   *
   * @maxItems 50
   */
  method?: MethodId[];
  /**
   * Any of these, separated by commas.
   *
   * @maxItems 50
   */
  provider?: ProviderId[];
  /**
   * Any of these, separated by commas.
   *
   * @maxItems 50
   */
  brand?: Slug[];
  /**
   * Any of these, separated by commas.
   *
   * @maxItems 50
   */
  channel?: Channel[];
  /**
   * Any of these, separated by commas.
   *
   * @maxItems 50
   */
  currency?: Currency[];
  /**
   * Any of these, separated by commas.
   *
   * @maxItems 50
   */
  type?: PaymentSummaryType[];
  /**
   * Any of these, separated by commas.
   *
   * @maxItems 50
   */
  country?: Country[];
  /**
   * Any of these, separated by commas.
   *
   * @maxItems 50
   */
  attention?: PaymentSummaryAttention[];
  /**
   * An e-mail address, or your identifier of the shopper; all of it.
   */
  customer?: string;
  /**
   * Totals of this or more, in minor units; name one currency beside it.
   */
  amountFrom?: number;
  /**
   * Totals of this or less, in minor units; name one currency beside it.
   */
  amountTo?: number;
  /**
   * Created at this instant or later.
   */
  from?: string;
  /**
   * Created before this instant.
   */
  to?: string;
  /**
   * An identifier of a payment, attempt or refund, a merchant or provider reference, an invoice number or an e-mail address. Of a merchant reference and an e-mail address the beginning is enough.
   */
  search?: string;
  /**
   * Which come first.
   */
  order?: 'newest' | 'oldest';
  /**
   * How many on one page.
   */
  limit?: number;
  /**
   * nextCursor of the page before.
   */
  cursor?: string;
}
/**
 * Starts what was looked at beforehand; the same again changes nothing.
 */
export interface BulkRequest {
  /**
   * Its identifier.
   */
  preview: string;
}
/**
 * Closes a payment that is not paid.
 */
export interface CancelRequest {
  /**
   * Why; kept in the history.
   */
  reason?: string;
}
/**
 * Takes money that was authorised; all of it when no amount is given.
 */
export interface CaptureRequest {
  amount?: Money;
}
/**
 * A checkout as it is being edited, and which of its pages to show.
 */
export interface CheckoutPreviewRequest {
  /**
   * The checkout, published or not.
   */
  document: {};
  /**
   * What the payment of the preview has come to.
   */
  page?:
    | 'choose'
    | 'declined'
    | 'no-methods'
    | 'pending'
    | 'authorized'
    | 'paid'
    | 'refunded'
    | 'failed'
    | 'canceled'
    | 'expired';
  language?: Language;
  /**
   * What the page offers; when absent, what the live flow of the checkout offers a sample cart.
   *
   * @maxItems 40
   */
  offers?: FlowOfferedMethod[];
  /**
   * What the shopper is asked for besides.
   *
   * @maxItems 6
   */
  requirements?: Requirement[];
  total?: Money;
}
/**
 * How the pages look.
 */
export interface CheckoutTheme {
  /**
   * Whether the theme is light or dark; form controls follow.
   */
  scheme: 'light' | 'dark';
  /**
   * Each pair must be readable: text on background and surface, the words of the button on the accent.
   */
  colors: {
    background: Color;
    surface: Color;
    text: Color;
    muted: Color;
    accent: Color;
    onAccent: Color;
    border: Color;
    success?: Color;
    danger?: Color;
  };
  /**
   * In pixels; 0 is sharp.
   */
  radius: number;
  /**
   * Faces for headings and text.
   */
  fonts: {
    /**
     * Face of headings.
     */
    heading: 'system-sans' | 'system-serif' | 'inter' | 'lora' | 'space-grotesk';
    /**
     * Face of text.
     */
    body: 'system-sans' | 'system-serif' | 'inter' | 'lora' | 'space-grotesk';
  };
}
/**
 * Where things stand.
 */
export interface CheckoutLayout {
  /**
   * On wide screens, on which side of the methods it stands.
   */
  summary?: 'left' | 'right';
  /**
   * Whether the lines of the order are listed.
   */
  showItems?: boolean;
}
/**
 * Words of the brand’s own.
 */
export interface CheckoutTexts {
  welcome?: Text;
  footer?: Text;
  thanks?: Text;
}
/**
 * At the foot of each page.
 */
export interface CheckoutLinks {
  terms?: Url;
  privacy?: Url;
  support?: Email;
}
/**
 * All that the shopper’s front end needs to draw one payment.
 */
export interface CheckoutView {
  /**
   * What the page shows.
   */
  state: 'open' | 'pending' | 'paid' | 'authorized' | 'failed' | 'canceled' | 'expired' | 'refunded';
  /**
   * Your identifier of the order.
   */
  reference: string;
  total: Money;
  /**
   * A line that the shopper reads.
   */
  description?: string;
  /**
   * Lines of the order.
   */
  items: Item[];
  language: Language;
  expiresAt: Instant;
  /**
   * How the page looks.
   */
  brand: {
    id: Slug;
    /**
     * Name.
     */
    merchantName: string;
    theme: CheckoutTheme;
    /**
     * Address of the drawing.
     */
    logo?: string;
    layout?: CheckoutLayout;
    languages: CheckoutLanguages;
    texts?: CheckoutTexts;
    links?: CheckoutLinks;
  };
  /**
   * What may be picked, in order.
   *
   * Items: One method.
   */
  offers: {
    method: MethodId;
    title: Text;
    help?: Text;
    badge?: Text;
    mark: Mark;
    /**
     * Details that this method needs besides and that are not known yet.
     */
    requirements?: Requirement[];
  }[];
  /**
   * Details to ask before paying that are not known yet.
   */
  requirements: Requirement[];
  /**
   * Why the latest attempt failed.
   */
  lastFailure?: {
    method: MethodId;
    title: Text;
    /**
     * In one word.
     */
    reason:
      | 'declined'
      | 'insufficient_funds'
      | 'expired_instrument'
      | 'authentication_failed'
      | 'canceled_by_shopper'
      | 'limit_exceeded'
      | 'provider_unavailable'
      | 'abandoned';
  };
  paidWith?: Text;
  returnUrl?: Url;
  cancelUrl?: Url;
  refunded?: Money;
  country?: Country;
}
/**
 * One line of the order.
 */
export interface Item {
  /**
   * What is sold.
   */
  name: string;
  /**
   * How many.
   */
  quantity: number;
  unitPrice: MoneyOrZero;
  category?: Slug;
  /**
   * Percent that the unit price includes, with at most two decimals; where it is absent, the usual rate of the settings applies.
   */
  vatPercent?: number;
}
/**
 * Every document that is live. Secrets are names only, as everywhere in documents.
 */
export interface ConfigExport {
  /**
   * By kind and identifier.
   *
   * Items: Of any kind, as its schema describes it.
   */
  documents: {}[];
}
/**
 * What the live connection says when a document, its draft or its releases changed.
 */
export interface ConfigNews {
  kind: ParametersKind;
  id: Slug;
  /**
   * Counts the changes of the document.
   */
  version: number;
  /**
   * The one that is live; null for none.
   */
  revision: number | null;
  /**
   * Who saved it last; null when nobody is editing.
   */
  draft: {
    /**
     * As it is now.
     */
    version: number;
    by: RevisionAuthor;
    at: Instant;
  } | null;
  /**
   * How many are open.
   */
  releases: number;
}
/**
 * Who changed it.
 */
export interface RevisionAuthor {
  /**
   * An operator, one of your systems, or the hub itself.
   */
  type: 'operator' | 'api_key' | 'system';
  /**
   * Absent for the hub itself.
   */
  id?: string;
  /**
   * For people.
   */
  name?: string;
}
/**
 * Which methods were offered, and why.
 */
export interface Decision {
  flow: Slug;
  /**
   * Of the flow.
   */
  revision: number;
  at: Instant;
  /**
   * What was known.
   */
  facts: {};
  /**
   * Nodes passed, in order.
   *
   * Items: One node passed.
   */
  visited: {
    /**
     * Which node.
     */
    node: string;
    /**
     * Its type.
     */
    type: string;
    /**
     * Which way it was left by.
     */
    exit?: string;
    because: DecisionComparisons;
  }[];
  /**
   * In the order shown.
   *
   * Items: A method with its providers in failover order.
   */
  offers: {
    method: MethodId;
    /**
     * In failover order.
     */
    providers: ProviderId[];
    label?: Text;
    badge?: Text;
  }[];
  /**
   * Methods taken away.
   *
   * Items: Offered on the path and taken away again.
   */
  removed: {
    method: MethodId;
    /**
     * Which node removed it; absent when the provider itself cannot take this payment.
     */
    node?: string;
    /**
     * hidden, or what the provider does not allow.
     */
    why: 'hidden' | 'provider_off' | 'currency' | 'country' | 'limits';
  }[];
  /**
   * Asked of the shopper.
   */
  requirements: Requirement[];
  /**
   * Whether the fallback offer of the settings was used.
   */
  fallback: boolean;
}
/**
 * Which methods a cart would be offered now.
 */
export interface DecisionAnswer {
  flow: Slug;
  /**
   * Of the flow.
   */
  revision: number;
  /**
   * What may be picked, in order.
   *
   * Items: One method.
   */
  offers: {
    method: MethodId;
    title: Text;
    help?: Text;
    badge?: Text;
    mark: Mark;
  }[];
  /**
   * Details that the shopper has to give before paying and that the request does not have.
   */
  requirements: Requirement[];
  /**
   * Whether the offers are those that the settings keep in reserve, because the flow left none.
   */
  fallback: boolean;
}
/**
 * A cart, as it stands, to see which methods it would be offered. Nothing is stored.
 */
export interface DecisionRequest {
  brand: Slug;
  total: Money;
  channel?: Channel;
  shopper?: Shopper;
  /**
   * Lines of the order.
   *
   * @maxItems 200
   */
  items?: Item[];
  /**
   * Product categories in the cart; those of the items are added.
   *
   * @maxItems 100
   */
  categories?: Slug[];
  /**
   * Facts declared in the settings, by identifier.
   */
  custom?: {
    [k: string]: string | number | boolean | string[];
  };
  /**
   * The shopper’s browser, as its User-Agent header has it: what the device is told from.
   */
  userAgent?: string;
}
/**
 * What the demo shop can order, and who can look at it in the console.
 */
export interface DemoOptions {
  /**
   * Each is a shop.
   */
  brands: {
    id: Slug;
    /**
     * For people.
     */
    title: string;
    languages: CheckoutLanguages;
    theme: CheckoutTheme;
    /**
     * Address of an image.
     */
    logo?: string;
  }[];
  /**
   * As the settings have them.
   */
  categories: {}[];
  /**
   * Where an order may come from.
   */
  channels: Channel[];
  /**
   * Of 0, 2 and 3 decimals.
   */
  currencies: Currency[];
  /**
   * As the settings have them.
   */
  customFacts: {}[];
  /**
   * Where operators work.
   */
  consoleUrl: string;
  /**
   * Their logins are public here.
   */
  operators: {
    /**
     * For people.
     */
    name: string;
    email: Email;
    /**
     * Public, in the sandbox only.
     */
    password: string;
    /**
     * Identifiers of role documents.
     */
    roles: Slug[];
  }[];
}
/**
 * An order of the demo shop.
 */
export interface DemoOrder {
  brand: Slug;
  total: Money;
  channel?: Channel;
  customerType?: CustomerType;
  country?: Country;
  language?: Language;
  /**
   * Product categories in the cart; those of the items are added.
   *
   * @maxItems 100
   */
  categories?: Slug[];
  /**
   * Facts declared in the settings, by identifier.
   */
  custom?: {
    [k: string]: string | number | boolean | string[];
  };
}
/**
 * Where to go on.
 */
export interface DemoOrderAnswer {
  /**
   * Starts with pay_.
   */
  id: string;
  checkoutUrl: Url;
  /**
   * Where operators see it.
   */
  consoleUrl: string;
}
/**
 * Something doubtful: the document may be published all the same.
 */
export interface DocumentCheckFinding {
  /**
   * Which kind of doubt, in one word that never changes.
   */
  rule: string;
  /**
   * The node of a flow that it is about.
   */
  node?: string;
  /**
   * The edge of a flow that it is about.
   */
  edge?: string;
  /**
   * JSON pointer into the document.
   */
  path: string;
  /**
   * In words, with what to do.
   */
  message: string;
  /**
   * What the message names, for front ends that say it in their own words.
   */
  params: {
    [k: string]: string | number | string[];
  };
  /**
   * A cart that shows it.
   */
  example?: {
    /**
     * Of the cart.
     */
    facts: {};
    /**
     * Nodes that it passes, in order.
     */
    visited: string[];
    /**
     * Those that it is offered.
     */
    methods: MethodId[];
  };
}
/**
 * How one test case of the document went.
 */
export interface DocumentCheckTestResult {
  /**
   * Of the test case in the document, from 0.
   */
  index: number;
  /**
   * Of the test case.
   */
  name: string;
  /**
   * Whether it got what it expects.
   */
  passed: boolean;
  /**
   * In their order.
   */
  expected: MethodId[];
  /**
   * In their order.
   */
  got: MethodId[];
  /**
   * Nodes that it passed, in order.
   */
  visited: string[];
}
/**
 * Everything that keeps it from being published, what is doubtful about it, and how its test cases went.
 */
export interface DocumentCheck {
  errors: ProblemErrors;
  /**
   * What is doubtful, though it may be published.
   *
   * @maxItems 200
   */
  warnings: DocumentCheckFinding[];
  /**
   * How each test case of the document went.
   *
   * @maxItems 500
   */
  tests: DocumentCheckTestResult[];
}
/**
 * One thing that happened to the document.
 */
export interface DocumentHistoryEntry {
  at: Instant;
  by: RevisionAuthor;
  /**
   * What happened, in one word that never changes.
   */
  what:
    | 'draft_begun'
    | 'draft_taken_over'
    | 'draft_discarded'
    | 'approval_requested'
    | 'approved'
    | 'refused'
    | 'withdrawn'
    | 'published'
    | 'scheduled'
    | 'schedule_ended'
    | 'schedule_kept'
    | 'canary_started'
    | 'canary_returned'
    | 'canary_promoted'
    | 'rolled_back'
    | 'archived'
    | 'restored'
    | 'imported'
    | 'failed';
  /**
   * What was said with it.
   */
  note?: string;
  reason?: RevisionReason;
  /**
   * The one it is about.
   */
  revision?: number;
  /**
   * The one it is about.
   */
  release?: string;
  from?: RevisionAuthor;
  /**
   * Of a canary.
   */
  percent?: number;
}
/**
 * Why the hub did it by itself, for front ends that say it in their own words; absent when a person did it.
 */
export interface RevisionReason {
  /**
   * One word that never changes.
   */
  code: string;
  /**
   * What it names.
   */
  params: {
    [k: string]: string | number | string[];
  };
}
/**
 * What happened to a document, newest first.
 */
export interface DocumentHistory {
  /**
   * The newest 500.
   *
   * @maxItems 500
   */
  data: DocumentHistoryEntry[];
}
/**
 * All of one kind, by identifier.
 */
export interface DocumentList {
  /**
   * All of them.
   */
  data: DocumentSummary[];
}
/**
 * One document: what is live and whether somebody is editing it.
 */
export interface DocumentSummary {
  kind: ParametersKind;
  id: Slug;
  /**
   * For people.
   */
  title: string;
  /**
   * The one that is live; null before the first publication.
   */
  revision: number | null;
  /**
   * When it went live.
   */
  publishedAt: string | null;
  /**
   * Who published it.
   */
  publishedBy: RevisionAuthor | null;
  /**
   * Null when nobody is editing it.
   */
  draftVersion: number | null;
  /**
   * Who saved the draft last.
   */
  draftBy: RevisionAuthor | null;
  /**
   * When the draft was saved last.
   */
  draftAt: string | null;
  /**
   * The share of new payments that get another revision; null for none.
   */
  canary: {
    percent: ReleasePercent;
  } | null;
  /**
   * How many releases wait for their time or their end.
   */
  scheduled: number;
  /**
   * How many releases wait for a second person.
   */
  awaitingApproval: number;
  /**
   * Whether it is out of use.
   */
  archived: boolean;
}
/**
 * Which documents to list.
 */
export interface DocumentQuery {
  /**
   * Whether to list those that are out of use.
   */
  archived?: 'true' | 'false';
}
/**
 * The document as it is being edited.
 */
export interface DocumentViewDraft {
  /**
   * Send it back with each change, so that nobody overwrites another.
   */
  version: number;
  /**
   * As its kind describes it.
   */
  document: {};
  at: Instant;
  by: RevisionAuthor;
  /**
   * Everybody who saved it.
   */
  editors: RevisionAuthor[];
  /**
   * The revision that was live when it was begun; null for none.
   */
  basedOn: number | null;
}
/**
 * Out of use: not live, and nothing may name it.
 */
export interface DocumentViewArchived {
  at: Instant;
  by: RevisionAuthor;
  /**
   * Why.
   */
  note: string;
}
/**
 * What is live and what is being edited.
 */
export interface DocumentView {
  kind: ParametersKind;
  id: Slug;
  /**
   * The revision that is live; null before the first publication.
   */
  published: RevisionDocument | null;
  /**
   * Null when nobody is editing it.
   */
  draft: DocumentViewDraft | null;
  /**
   * Those that are open: waiting for approval, for their time, for their end, or a canary.
   *
   * @maxItems 20
   */
  releases: Release[];
  /**
   * Who took it out of use; null when it is in use.
   */
  archived: DocumentViewArchived | null;
}
/**
 * What was live, or still is.
 */
export interface RevisionDocument {
  /**
   * Counts the publications of a document.
   */
  revision: number;
  /**
   * Why it was published.
   */
  note: string;
  at: Instant;
  by: RevisionAuthor;
  /**
   * As its kind describes it.
   */
  document: {};
  how: RevisionHow;
  /**
   * The release it came by; absent when it went live at once.
   */
  release?: string;
}
/**
 * A publication that does not happen at once: one that waits for approval or for its time, or a canary.
 */
export interface Release {
  /**
   * Of the release.
   */
  id: string;
  kind: ParametersKind;
  documentId: Slug;
  /**
   * Of the document, as it is to be published.
   */
  title: string;
  state: ReleaseState;
  how: ReleaseHow;
  /**
   * What changes and why.
   */
  note: string;
  requestedAt: Instant;
  requestedBy: RevisionAuthor;
  /**
   * Everybody who saved the draft it was made from; none of them may approve it.
   */
  editors: RevisionAuthor[];
  /**
   * The revision that was live when it was asked for; null for none.
   */
  basedOn: number | null;
  /**
   * Titles of the approval rules that it has to meet.
   *
   * @maxItems 50
   */
  needs: string[];
  /**
   * How many different people have to approve it; 0 when nobody has to.
   */
  approvers: number;
  /**
   * Who approved it so far.
   *
   * @maxItems 10
   */
  approvals: ReleaseApproval[];
  from?: Instant;
  until?: Instant;
  percent?: ReleasePercent;
  guard?: ReleaseGuard;
  /**
   * Number that it got when it went live, wholly or as a canary.
   */
  revision?: number;
  /**
   * The earlier revision that is published again.
   */
  rollsBackTo?: number;
  /**
   * The canary whose revision becomes the live one.
   */
  promotes?: string;
  ended?: ReleaseEnded;
}
/**
 * A yes of one person.
 */
export interface ReleaseApproval {
  by: RevisionAuthor;
  at: Instant;
  /**
   * What they said with it.
   */
  note?: string;
}
/**
 * When the hub takes a canary back by itself: when it does so much worse than the other payments, and when that is hardly chance. A gap counts as hardly chance when two equally good sides would show it less than once in 1,000 times (Fisher’s exact test); the fewer the payments, the wider it has to be.
 */
export interface ReleaseGuard {
  /**
   * By how many percentage points its success rate has to lie below that of the other payments. A gap that may well be chance does not count, however wide.
   */
  points: number;
  /**
   * So many finished payments on each side are needed before they are compared at all. With few of them only a wide gap is more than chance: 7 of 7 paid against none of 7, or 90% against 60% of 50.
   */
  minimumPayments: number;
  /**
   * A payment that is not paid counts against its side only when it is this old.
   */
  matureMinutes: number;
}
/**
 * How it came to its end; absent while it is open.
 */
export interface ReleaseEnded {
  at: Instant;
  by: RevisionAuthor;
  /**
   * In words.
   */
  why: string;
  reason?: RevisionReason;
  errors?: ProblemErrors;
}
/**
 * The version to send with the next change.
 */
export interface DraftAnswer {
  /**
   * Send it back with each change, so that nobody overwrites another.
   */
  version: number;
}
/**
 * Which version of the draft was seen.
 */
export interface DraftQuery {
  /**
   * The version of the draft that you saw.
   */
  version: number;
}
/**
 * A document as it is being edited.
 */
export interface DraftRequest {
  /**
   * The whole document.
   */
  document: {};
  /**
   * The version you edited; 0 when there was none.
   */
  version: number;
}
/**
 * A decision with all that led to it, and away from it.
 */
export interface Explanation {
  decision: Decision;
  /**
   * Every node of the flow, in the order of its document.
   *
   * Items: A node, and what it made of the payment or would have made of it.
   */
  nodes: {
    /**
     * Its identifier in the flow.
     */
    node: string;
    /**
     * What the node does.
     */
    type: string;
    /**
     * Whether the payment came by.
     */
    reached: boolean;
    /**
     * The way it was left by, or would have been; absent where there is only one.
     */
    exit?: string;
    because: DecisionComparisons;
  }[];
  /**
   * Every method that the flow, the fallback or a provider knows and the shopper did not see.
   *
   * Items: A method that the shopper did not see.
   */
  notShown: {
    method: MethodId;
    /**
     * not_offered: no node that offers it was reached; hidden: a node took it away; else what its providers do not allow.
     */
    why: 'not_offered' | 'hidden' | 'provider_off' | 'currency' | 'country' | 'limits';
    /**
     * The node that hid it, or those that would have offered it.
     */
    nodes: string[];
    /**
     * What stood in the way of each provider it was offered with.
     *
     * Items: A provider that could not take the payment.
     */
    providers: {
      provider: ProviderId;
      /**
       * What stood in the way.
       */
      why: 'provider_off' | 'currency' | 'country' | 'limits';
      /**
       * The sums it takes, one row per currency, where the sum is what stood in the way.
       */
      limits?: {
        minimum?: Money;
        maximum?: Money;
      }[];
    }[];
  }[];
}
/**
 * A list of payments as a file.
 */
export interface ExportRequest {
  /**
   * csv for any program, xlsx for spreadsheets with dates and sums as such.
   */
  format: 'csv' | 'xlsx';
  query?: PaymentQuery;
  /**
   * In this order. The currency stands beside the first sum by itself.
   *
   * @minItems 1
   * @maxItems 24
   */
  columns?: (
    | 'id'
    | 'reference'
    | 'createdAt'
    | 'updatedAt'
    | 'state'
    | 'brand'
    | 'type'
    | 'channel'
    | 'method'
    | 'provider'
    | 'country'
    | 'currency'
    | 'total'
    | 'captured'
    | 'refunded'
    | 'refundable'
    | 'attention'
    | 'name'
    | 'email'
    | 'phone'
    | 'street'
    | 'postcode'
    | 'city'
    | 'taxId'
  )[];
  /**
   * Of the titles of the columns.
   */
  language?: 'en' | 'it';
  /**
   * Between the fields of a CSV file; spreadsheets in Italian expect semicolons.
   */
  separator?: 'comma' | 'semicolon';
  /**
   * Begins a CSV file with a byte order mark, by which Excel knows UTF-8.
   */
  byteOrderMark?: boolean;
}
/**
 * Whether the engine works.
 */
export interface Health {
  /**
   * “ok”, or what is wrong.
   */
  status: string;
  /**
   * Each part of the engine by its name: “ok”, or what is wrong with it.
   */
  checks?: {
    /**
     * “ok”, or what is wrong with this part.
     */
    [k: string]: string;
  };
}
/**
 * What it changes, document by document.
 */
export interface ImportAnswer {
  /**
   * In the order that the documents were sent in.
   *
   * Items: What happens to one document.
   */
  changes: {
    /**
     * Of the document.
     */
    kind: string;
    id: Slug;
    /**
     * Whether it is new, changes or stays as it is.
     */
    change: 'added' | 'changed' | 'same';
    /**
     * The number that it gets; absent for what stays.
     */
    revision?: number;
    /**
     * Titles of the rules by which a second person has to approve it; absent for none. Then the import is refused as a whole.
     */
    needs?: string[];
    /**
     * What changes in it, field by field.
     *
     * Items: One field, as it is and as it becomes.
     */
    fields: {
      /**
       * JSON pointer into the document.
       */
      path: string;
      /**
       * What happens to it.
       */
      change: 'added' | 'removed' | 'changed' | 'reordered';
      /**
       * What is there now; absent for what is added.
       */
      before?: unknown;
      /**
       * What will be there; absent for what is removed.
       */
      after?: unknown;
      /**
       * Where an added thing stands in its list, from 0.
       */
      position?: number;
    }[];
  }[];
  /**
   * Whether it is live now; false for a dry run and where nothing changes.
   */
  applied: boolean;
}
/**
 * Documents to make live, all together or none.
 */
export interface ImportRequest {
  /**
   * Each says its kind and identifier; their order does not matter. Documents that are not named stay as they are.
   *
   * @minItems 1
   * @maxItems 2000
   *
   * Items: Of any kind, as its schema describes it.
   */
  documents: {}[];
  /**
   * What changes and why; it stands at each revision that is made.
   */
  note: string;
  /**
   * By kind and identifier, the numbers that the changed documents are to get, as a dry run told them: the import is refused when somebody has published one of them since.
   */
  revisions?: {
    [k: string]: number;
  };
  /**
   * Only says what would change; nothing is kept.
   */
  dryRun?: boolean;
}
/**
 * Seller or buyer, as they were when it was issued.
 */
export interface InvoiceParty {
  /**
   * Full name or company name.
   */
  name?: string;
  /**
   * VAT or tax number.
   */
  taxId?: string;
  address?: Address;
  country?: Country;
  email?: Email;
}
/**
 * What was sold, or given back.
 */
export interface InvoiceLine {
  /**
   * As the order names it; absent for a line that the hub has added.
   */
  name?: string;
  /**
   * How many.
   */
  quantity: number;
  unitPrice: SignedMoney;
  gross: SignedMoney;
  /**
   * Percent.
   */
  vatPercent: number;
  /**
   * Why the hub has added this line: there were no items, they do not add up to what was paid, only a part was taken, or money was given back.
   */
  because?: 'no_items' | 'items_differ' | 'part_captured' | 'refund';
}
/**
 * Whole minor units of the currency; what is taken off, such as a discount, is below zero.
 */
export interface SignedMoney {
  /**
   * Whole minor units.
   */
  amount: number;
  currency: Currency;
}
/**
 * All lines of one rate together.
 */
export interface InvoiceVat {
  /**
   * Percent.
   */
  percent: number;
  net: SignedMoney;
  tax: SignedMoney;
  gross: SignedMoney;
}
/**
 * An invoice, a credit note or a debit note as it was issued. It never changes.
 */
export interface Invoice {
  /**
   * Of the invoice, credit note or debit note.
   */
  id: string;
  /**
   * An invoice; a credit note that takes back a part of one or all of it; or a debit note that undoes a credit note whose refund did not reach the shopper.
   */
  kind: 'invoice' | 'credit_note' | 'debit_note';
  /**
   * Series, year and place in them: unique, and without gaps in each series and year.
   */
  number: string;
  /**
   * What its number begins with; empty when the numbers have none.
   */
  series: string;
  /**
   * In which it was issued, by the merchant’s time zone.
   */
  year: number;
  /**
   * In its series and year, from 1.
   */
  sequence: number;
  issuedAt: Instant;
  /**
   * The day of issue by the merchant’s time zone.
   */
  issuedOn: string;
  /**
   * In which it was issued.
   */
  language: 'en' | 'it';
  brand: Slug;
  /**
   * As shoppers know it.
   */
  brandName: string;
  seller: InvoiceParty;
  buyer: InvoiceParty;
  /**
   * They add up to the total.
   */
  lines: InvoiceLine[];
  /**
   * Highest rate first.
   */
  vat: InvoiceVat[];
  /**
   * Of all lines.
   */
  totals: {
    net: SignedMoney;
    tax: SignedMoney;
    gross: SignedMoney;
  };
  /**
   * How it was paid.
   */
  payment: {
    /**
     * Of the payment.
     */
    id: string;
    /**
     * The order in the merchant’s system.
     */
    reference: string;
    method?: MethodId;
    provider?: ProviderId;
    /**
     * The provider’s identifier.
     */
    providerReference?: string;
    /**
     * The day by the merchant’s time zone.
     */
    paidOn?: string;
  };
  /**
   * The invoice that a credit note refers to, or the credit note that a debit note undoes.
   */
  of?: {
    /**
     * Of the invoice, credit note or debit note.
     */
    id: string;
    /**
     * Series, year and place in them: unique, and without gaps in each series and year.
     */
    number: string;
    /**
     * The day of issue by the merchant’s time zone.
     */
    issuedOn: string;
  };
  /**
   * That a credit note is for, or that came back to a debit note.
   */
  refund?: {
    /**
     * Of the refund.
     */
    id: string;
    /**
     * As it was given.
     */
    reason?: string;
  };
  /**
   * SHA-256 of everything that it says, taken when it was issued.
   */
  sha256: string;
}
/**
 * One page of invoices and credit notes, newest first.
 */
export interface InvoiceList {
  /**
   * This page.
   */
  data: InvoiceSummary[];
  /**
   * Pass it as cursor; null at the end. There may be more though this page is short or empty.
   */
  nextCursor: string | null;
  searchedTo?: Instant;
  /**
   * What the answer leaves out, and why: a personal field that you see in part only is not searched.
   */
  notes?: 'masked_field_not_searched'[];
  /**
   * Those that documents number by now; “-” is for numbers without one.
   */
  series: string[];
}
/**
 * What a list shows of an invoice, a credit note or a debit note.
 */
export interface InvoiceSummary {
  /**
   * Of the invoice, credit note or debit note.
   */
  id: string;
  /**
   * An invoice; a credit note that takes back a part of one or all of it; or a debit note that undoes a credit note whose refund did not reach the shopper.
   */
  kind: 'invoice' | 'credit_note' | 'debit_note';
  /**
   * Series, year and place in them: unique, and without gaps in each series and year.
   */
  number: string;
  /**
   * What its number begins with; empty when the numbers have none.
   */
  series: string;
  /**
   * In which it was issued, by the merchant’s time zone.
   */
  year: number;
  issuedAt: Instant;
  /**
   * The day of issue by the merchant’s time zone.
   */
  issuedOn: string;
  /**
   * In which it was issued.
   */
  language: 'en' | 'it';
  brand: Slug;
  /**
   * Name of whom it is made out to, or the e-mail address where there is no name; in part only for whom roles mask it.
   */
  customer?: string;
  total: SignedMoney;
  /**
   * What it is about.
   */
  payment: {
    /**
     * Of the payment.
     */
    id: string;
    /**
     * The order in the merchant’s system.
     */
    reference: string;
  };
  /**
   * The invoice that a credit note refers to, or the credit note that a debit note undoes.
   */
  of?: {
    /**
     * Of the invoice, credit note or debit note.
     */
    id: string;
    /**
     * Series, year and place in them: unique, and without gaps in each series and year.
     */
    number: string;
    /**
     * The day of issue by the merchant’s time zone.
     */
    issuedOn: string;
  };
}
/**
 * How an invoice is to be written.
 */
export interface InvoicePdfQuery {
  /**
   * Another one than it was issued in makes a translation with the same number and sums.
   */
  language?: 'en' | 'it';
}
/**
 * Each narrows the list; without any it holds every invoice, credit note and debit note.
 */
export interface InvoiceQuery {
  /**
   * Of the number; “-” is for numbers without one.
   */
  series?: string;
  /**
   * Of the number.
   */
  year?: number;
  kind?: InvoiceSummaryKind;
  /**
   * Issued on this day or later, by the merchant’s time zone.
   */
  from?: string;
  /**
   * Issued on this day or earlier.
   */
  to?: string;
  /**
   * Of this payment only.
   */
  payment?: string;
  /**
   * The whole of a number, a merchant reference, an e-mail address or a tax number.
   */
  search?: string;
  /**
   * nextCursor of the page before.
   */
  cursor?: string;
  /**
   * How many on one page.
   */
  limit?: number;
}
/**
 * The message that carries an invoice; it is stored and sent as soon as possible.
 */
export interface InvoiceSendAnswer {
  /**
   * Identifier of the message.
   */
  message: string;
}
/**
 * Where an invoice is to go. Without anything: to the shopper’s address, in the language it was issued in.
 */
export interface InvoiceSendRequest {
  email?: Email;
  /**
   * Of the message and of the PDF.
   */
  language?: 'en' | 'it';
}
/**
 * Work in the background that somebody has started: how far it is and what came of it.
 */
export interface Job {
  /**
   * Of the job.
   */
  id: string;
  /**
   * An action for many payments, or a list as a file.
   */
  kind: 'bulk' | 'export';
  by: PaymentActor;
  /**
   * How it stands.
   */
  state: 'waiting' | 'running' | 'paused' | 'done' | 'canceled' | 'failed';
  /**
   * How far it is.
   */
  progress: {
    /**
     * Payments that it is through with, failures included.
     */
    done: number;
    /**
     * How many there are.
     */
    total: number;
    /**
     * How many of those done have failed.
     */
    failed: number;
    /**
     * Whether the total is an estimate so far.
     */
    isEstimate: boolean;
  };
  /**
   * When it was asked for.
   */
  createdAt: string;
  /**
   * When it first began.
   */
  startedAt?: string;
  /**
   * When it ended, however it did.
   */
  endedAt?: string;
  /**
   * Why it failed as a whole.
   */
  because?: {
    /**
     * Address of the kind of problem; it never changes.
     */
    type: string;
    /**
     * The problem in a few words.
     */
    title: string;
    /**
     * What happened and what to do.
     */
    detail: string;
  };
  /**
   * What a bulk action does.
   */
  bulk?: {
    /**
     * What is done with each payment.
     */
    action: 'refund' | 'cancel' | 'capture' | 'invoice' | 'send-invoice' | 'notify' | 'note';
    /**
     * What the action takes: of a refund the sum and the reason, of a note the text.
     */
    parameters: {
      amount?: Money;
      /**
       * To be refunded of what each payment took, instead of an amount; half a minor unit is rounded up.
       */
      percent?: number;
      /**
       * Why, for a refund or a cancelation; it stands in the history of each payment.
       */
      reason?: string;
      /**
       * For colleagues; needed for notes.
       */
      text?: string;
      notification?: Slug;
      /**
       * Of messages and invoices; without it, each payment’s own.
       */
      language?: string;
    };
    /**
     * How many it is for, those refused beforehand left out.
     */
    payments: number;
  };
  /**
   * What an export holds.
   */
  export?: {
    /**
     * csv for any program, xlsx for spreadsheets with dates and sums as such.
     */
    format: 'csv' | 'xlsx';
    query?: PaymentQuery;
    /**
     * In this order. The currency stands beside the first sum by itself.
     *
     * @minItems 1
     * @maxItems 24
     */
    columns: (
      | 'id'
      | 'reference'
      | 'createdAt'
      | 'updatedAt'
      | 'state'
      | 'brand'
      | 'type'
      | 'channel'
      | 'method'
      | 'provider'
      | 'country'
      | 'currency'
      | 'total'
      | 'captured'
      | 'refunded'
      | 'refundable'
      | 'attention'
      | 'name'
      | 'email'
      | 'phone'
      | 'street'
      | 'postcode'
      | 'city'
      | 'taxId'
    )[];
    /**
     * Of the titles of the columns.
     */
    language: 'en' | 'it';
  };
  /**
   * What can be downloaded once the export is done.
   */
  file?: {
    /**
     * Of the file.
     */
    name: string;
    /**
     * In bytes.
     */
    size: number;
    /**
     * From then on it is gone.
     */
    expiresAt: string;
  };
  /**
   * What may be done with it now.
   */
  can: ('pause' | 'resume' | 'cancel' | 'retry_failed' | 'download')[];
}
/**
 * What became of one payment.
 */
export interface JobItem {
  /**
   * From 1.
   */
  place: number;
  /**
   * Which one.
   */
  payment: string;
  /**
   * Of the payment.
   */
  reference?: string;
  /**
   * How it stands.
   */
  state: 'waiting' | 'done' | 'under_way' | 'needs_approval' | 'failed' | 'refused' | 'canceled';
  amount?: Money;
  /**
   * Why it failed or was refused.
   */
  because?: {
    /**
     * Address of the kind of problem; it never changes.
     */
    type: string;
    /**
     * The problem in a few words.
     */
    title: string;
    /**
     * What happened and what to do.
     */
    detail: string;
  };
  /**
   * The request that a second person answers.
   */
  approval?: string;
  /**
   * When it came to this state.
   */
  at?: string;
}
/**
 * How the file of a job is to be written.
 */
export interface JobFileQuery {
  /**
   * Of the result of a bulk action: its titles and outcomes. Absent, the one that the caller prefers (Accept-Language). An export keeps the language that it was asked in.
   */
  language?: 'en' | 'it';
}
/**
 * What became of each payment, in order.
 */
export interface JobItemList {
  /**
   * One page.
   */
  data: JobItem[];
  /**
   * Asks for the next page; null when this is the last.
   */
  nextCursor: string | null;
}
/**
 * Filters of the payments of a job.
 */
export interface JobItemQuery {
  /**
   * Any of these, separated by commas.
   *
   * @maxItems 7
   */
  state?: JobItemState[];
  /**
   * How many on one page.
   */
  limit?: number;
  /**
   * nextCursor of the page before.
   */
  cursor?: string;
}
/**
 * Your jobs, newest first.
 */
export interface JobList {
  /**
   * One page.
   */
  data: Job[];
  /**
   * Asks for the next page; null when this is the last.
   */
  nextCursor: string | null;
  searchedTo?: Instant;
}
/**
 * Filters of the list of jobs.
 */
export interface JobQuery {
  /**
   * Any of these, separated by commas.
   *
   * @maxItems 2
   */
  kind?: JobKind[];
  /**
   * Any of these, separated by commas.
   *
   * @maxItems 6
   */
  state?: JobState[];
  /**
   * How many on one page.
   */
  limit?: number;
  /**
   * nextCursor of the page before.
   */
  cursor?: string;
}
/**
 * The JSON Schema (draft 2020-12) of a kind of document, with everything it refers to in its own $defs. Front ends build their forms from it.
 */
export interface KindSchema {
  /**
   * What the kind is called.
   */
  title: string;
  /**
   * The schema of each field of the document.
   */
  properties: {
    [k: string]: {};
  };
}
/**
 * Of which revision of the brand.
 */
export interface LogoQuery {
  /**
   * Of the brand’s document; the live one when absent.
   */
  revision?: number;
}
/**
 * How the logo is drawn.
 */
export interface MarkQuery {
  /**
   * Six hexadecimal digits.
   */
  color?: string;
}
/**
 * A message to a shopper or an operator, with all that became of it.
 */
export interface Message {
  /**
   * Starts with msg_.
   */
  id: string;
  purpose: MessageSummaryPurpose;
  /**
   * Of the notification that it was written from.
   */
  title: string;
  /**
   * The document that it was written from.
   */
  notification?: string;
  /**
   * The channel that carries it.
   */
  channel: string;
  form: MessageSummaryForm;
  via?: MessageSummaryVia;
  state: MessageSummaryState;
  /**
   * The recipient; shown in part to those who may not see personal data.
   */
  to: string;
  /**
   * ISO 639-1.
   */
  language: string;
  /**
   * Of a mail; absent when hidden.
   */
  subject?: string;
  /**
   * The payment that it is about.
   */
  payment?: {
    /**
     * Of the payment.
     */
    id: string;
    /**
     * Your identifier of the order.
     */
    reference: string;
    /**
     * The checkout document.
     */
    brand: string;
  };
  /**
   * How often it was handed over.
   */
  tries: number;
  /**
   * Why it has not left, in the words of whoever refused it.
   */
  because?: string;
  /**
   * Whether the words are hidden from you.
   */
  isMasked: boolean;
  createdAt: Instant;
  sentAt?: Instant;
  nextTryAt?: Instant;
  /**
   * A whole HTML document, to be shown without scripts.
   */
  html?: string;
  /**
   * The words alone.
   */
  text?: string;
  /**
   * The sender, once it has left.
   */
  from?: string;
  /**
   * How the mail server or gateway calls it.
   */
  reference?: string;
  /**
   * The files that go along.
   *
   * Items: One file.
   */
  attachments: {
    /**
     * Of the file.
     */
    name: string;
    /**
     * Media type.
     */
    type: string;
    /**
     * Bytes.
     */
    size: number;
  }[];
  /**
   * Each try, oldest first.
   *
   * Items: What came of one try.
   */
  history: {
    at: Instant;
    /**
     * What came of it.
     */
    outcome: 'sent' | 'refused' | 'postponed' | 'unknown';
    /**
     * What the other side said.
     */
    because?: string;
    /**
     * Who asked for it; absent when the hub tried by itself.
     */
    by?: string;
  }[];
  /**
   * Whether it may be sent again by hand.
   */
  canRetry: boolean;
}
/**
 * One page of messages, newest first.
 */
export interface MessageList {
  /**
   * This page.
   */
  data: MessageSummary[];
  /**
   * Pass it as cursor; null at the end. There may be more though this page is short or empty.
   */
  nextCursor: string | null;
  searchedTo?: Instant;
}
/**
 * What a list shows of a message.
 */
export interface MessageSummary {
  /**
   * Starts with msg_.
   */
  id: string;
  /**
   * Whether it went out after an event, on demand, as a test, or about somebody’s account.
   */
  purpose: 'event' | 'demand' | 'test' | 'account';
  /**
   * Of the notification that it was written from.
   */
  title: string;
  /**
   * The document that it was written from.
   */
  notification?: string;
  /**
   * The channel that carries it.
   */
  channel: string;
  /**
   * Whether it is a mail or a plain text.
   */
  form: 'email' | 'text';
  /**
   * How it left; absent before. “outbox” stayed in the local outbox.
   */
  via?: 'smtp' | 'outbox' | 'http';
  /**
   * Where it stands. “uncertain” was handed over without an answer, and is never sent again by itself.
   */
  state: 'waiting' | 'sent' | 'failed' | 'given_up' | 'uncertain';
  /**
   * The recipient; shown in part to those who may not see personal data.
   */
  to: string;
  /**
   * ISO 639-1.
   */
  language: string;
  /**
   * Of a mail; absent when hidden.
   */
  subject?: string;
  /**
   * The payment that it is about.
   */
  payment?: {
    /**
     * Of the payment.
     */
    id: string;
    /**
     * Your identifier of the order.
     */
    reference: string;
    /**
     * The checkout document.
     */
    brand: string;
  };
  /**
   * How often it was handed over.
   */
  tries: number;
  /**
   * Why it has not left, in the words of whoever refused it.
   */
  because?: string;
  /**
   * How many files go along.
   */
  attachments: number;
  /**
   * Whether the words are hidden from you.
   */
  isMasked: boolean;
  createdAt: Instant;
  sentAt?: Instant;
  nextTryAt?: Instant;
}
/**
 * What a shopper would get.
 */
export interface MessagePreview {
  form: MessageSummaryForm;
  /**
   * ISO 639-1.
   */
  language: string;
  /**
   * Those that the notification is written in.
   *
   * Items: ISO 639-1.
   */
  languages: string[];
  /**
   * Where it would go; absent when the shopper has no such address.
   */
  to?: string;
  /**
   * Who it would come from.
   */
  from?: string;
  /**
   * Of a mail.
   */
  subject?: string;
  /**
   * A whole HTML document; absent for plain texts and while an error stands in the way.
   */
  html?: string;
  /**
   * The words alone; absent while an error stands in the way.
   */
  text?: string;
  /**
   * What is wrong in the templates.
   *
   * Items: Something wrong in a template.
   */
  issues: {
    /**
     * JSON pointer into the document.
     */
    path: string;
    /**
     * Errors keep it from being published; warnings do not.
     */
    severity: 'error' | 'warning';
    /**
     * What kind of problem it is.
     */
    rule: string;
    /**
     * What is wrong, in words.
     */
    message: string;
    /**
     * What the message speaks of.
     */
    params?: {
      [k: string]: string;
    };
    /**
     * In the text, from 1.
     */
    line?: number;
  }[];
  /**
   * Whether personal data are shown in part only.
   */
  isMasked: boolean;
}
/**
 * A notification and whose facts fill it.
 */
export interface MessagePreviewRequest {
  /**
   * The notification as it is being written; it need not be valid yet.
   */
  document?: {
    [k: string]: unknown;
  };
  notification?: Slug;
  /**
   * Whose facts are used; a made-up one when absent.
   */
  payment?: string;
  brand?: Slug;
  /**
   * ISO 639-1.
   */
  language?: string;
}
/**
 * Each narrows the list.
 */
export interface MessageQuery {
  /**
   * Only about this payment.
   */
  payment?: string;
  /**
   * Any of these, separated by commas.
   *
   * @maxItems 20
   */
  channel?: Slug[];
  /**
   * Any of these, separated by commas.
   *
   * @maxItems 5
   */
  state?: MessageSummaryState[];
  /**
   * Any of these, separated by commas.
   *
   * @maxItems 4
   */
  purpose?: MessageSummaryPurpose[];
  /**
   * Exactly this address or number.
   */
  to?: string;
  /**
   * nextCursor of the page before.
   */
  cursor?: string;
  /**
   * How many at most.
   */
  limit?: number;
}
/**
 * A notification about a payment, sent on demand.
 */
export interface MessageRequest {
  notification: Slug;
  /**
   * ISO 639-1.
   */
  language?: string;
  /**
   * Another address or number than the shopper’s own.
   */
  to?: string;
}
/**
 * A notification as it is being written, sent to one address.
 */
export interface MessageTestRequest {
  /**
   * The notification as it is being written; it need not be valid yet.
   */
  document?: {
    [k: string]: unknown;
  };
  notification?: Slug;
  /**
   * Whose facts are used; a made-up one when absent.
   */
  payment?: string;
  brand?: Slug;
  /**
   * ISO 639-1.
   */
  language?: string;
  /**
   * Where the test goes.
   */
  to: string;
}
/**
 * Which rules ask for the yes of other people.
 */
export interface Needs {
  /**
   * Titles of the approval rules that it meets; none when nobody else is needed.
   *
   * @maxItems 50
   */
  needs: string[];
  /**
   * How many different people have to approve it.
   */
  approvers: number;
}
/**
 * With a document, before it is asked for.
 */
export interface NeedsRequest {
  /**
   * What would be asked for.
   */
  how: 'publish' | 'schedule' | 'canary' | 'rollback' | 'archive' | 'restore';
  /**
   * The one to go back to.
   */
  revision?: number;
}
/**
 * An OpenAPI 3.1 document.
 */
export interface OpenApi {
  /**
   * Of the standard that it follows.
   */
  openapi: string;
  /**
   * Title, version and how to begin.
   */
  info: {};
  /**
   * What each address answers.
   */
  paths: {};
}
/**
 * A person who works in the console.
 */
export interface Operator {
  /**
   * Starts with opr_.
   */
  id: string;
  /**
   * For people.
   */
  name: string;
  email: Email;
  /**
   * Identifiers of role documents.
   */
  roles: Slug[];
  createdAt: Instant;
  /**
   * Since when this operator may no longer sign in; null while they may.
   */
  disabledAt: string | null;
  /**
   * Who made it; null for the hub itself, such as at the first start.
   */
  createdBy: {
    /**
     * What kind of identity.
     */
    type: 'operator' | 'api_key';
    /**
     * Starts with opr_ or key_.
     */
    id: string;
    /**
     * For people.
     */
    name: string;
  } | null;
  /**
   * When they signed in last; null for never.
   */
  lastSignInAt: string | null;
  /**
   * Nobody gets in with this e-mail until then, after too many wrong attempts; null when it is not locked.
   */
  lockedUntil: string | null;
  /**
   * A code from an app on the phone, besides the password.
   */
  secondFactor: {
    /**
     * Whether signing in asks for a code.
     */
    isOn: boolean;
    /**
     * Since when; null while off.
     */
    since: string | null;
    /**
     * How many have not been used.
     */
    recoveryCodesLeft: number;
    /**
     * Whether the security settings ask these roles for one.
     */
    isRequired: boolean;
  };
}
/**
 * Everybody, by name.
 */
export interface OperatorList {
  /**
   * All of them.
   */
  data: Operator[];
}
/**
 * Somebody who is to work in the console.
 */
export interface OperatorRequest {
  /**
   * Who it is, for people.
   */
  name: string;
  email: Email;
  /**
   * At least 12 characters and none of the common ones. To be changed after signing in.
   */
  password: string;
  /**
   * What they may do; nothing that you may not.
   *
   * @minItems 1
   * @maxItems 10
   */
  roles: Slug[];
}
/**
 * Ends every other session of the operator.
 */
export interface PasswordRequest {
  /**
   * The one you signed in with.
   */
  current: string;
  /**
   * At least 12 characters and none of the common ones; a few unrelated words are easy to remember.
   */
  password: string;
}
/**
 * One try at one provider.
 */
export interface PaymentAttempt {
  /**
   * Starts with att_.
   */
  id: string;
  method: MethodId;
  provider: ProviderId;
  /**
   * Where the attempt stands.
   */
  state: 'starting' | 'pending' | 'authorized' | 'paid' | 'failed';
  /**
   * Why it failed.
   */
  reason?:
    | 'declined'
    | 'insufficient_funds'
    | 'expired_instrument'
    | 'authentication_failed'
    | 'canceled_by_shopper'
    | 'limit_exceeded'
    | 'provider_unavailable'
    | 'abandoned';
  /**
   * In the provider’s own words.
   */
  providerCode?: string;
  /**
   * The provider’s identifier.
   */
  reference?: string;
  startedAt: Instant;
  endedAt?: Instant;
  surplus?: Money;
}
/**
 * Money given back.
 */
export interface PaymentRefund {
  /**
   * Starts with ref_.
   */
  id: string;
  amount: Money;
  /**
   * Pending until the provider confirms.
   */
  state: 'pending' | 'succeeded' | 'failed';
  /**
   * Why.
   */
  reason?: string;
  /**
   * Which attempt is refunded.
   */
  attempt: string;
  /**
   * The provider’s identifier.
   */
  reference?: string;
  /**
   * Why it failed, in the provider’s words.
   */
  providerCode?: string;
  createdAt: Instant;
  /**
   * Who caused it.
   */
  actor: {
    /**
     * What kind of actor.
     */
    type: 'shopper' | 'operator' | 'api_key' | 'provider' | 'system';
    /**
     * Which one.
     */
    id?: string;
    /**
     * For people.
     */
    name?: string;
  };
}
/**
 * One thing that happened.
 */
export interface PaymentEvent {
  /**
   * From 1, without gaps.
   */
  sequence: number;
  /**
   * What happened, in the past tense.
   */
  type:
    | 'payment.created'
    | 'decision.made'
    | 'decision.empty'
    | 'attempt.started'
    | 'attempt.redirected'
    | 'attempt.failed'
    | 'attempt.released'
    | 'attempt.sum_differed'
    | 'attempt.unresolved'
    | 'payment.authorized'
    | 'payment.authorized_late'
    | 'payment.paid'
    | 'payment.paid_late'
    | 'payment.paid_twice'
    | 'payment.failed'
    | 'payment.canceled'
    | 'payment.expired'
    | 'capture.requested'
    | 'capture.failed'
    | 'refund.requested'
    | 'refund.unknown'
    | 'refund.succeeded'
    | 'refund.failed'
    | 'payment.partially_refunded'
    | 'payment.refunded'
    | 'payment.refund_returned'
    | 'attempt.delayed'
    | 'payment.asked'
    | 'note.added'
    | 'attention.acknowledged'
    | 'invoice.issued'
    | 'message.sent'
    | 'message.failed'
    | 'credit_note.issued'
    | 'debit_note.issued'
    | 'personal_data.revealed'
    | 'approval.requested'
    | 'approval.given'
    | 'approval.declined'
    | 'approval.withdrawn'
    | 'approval.failed';
  at: Instant;
  /**
   * Who caused it.
   */
  actor: {
    /**
     * What kind of actor.
     */
    type: 'shopper' | 'operator' | 'api_key' | 'provider' | 'system';
    /**
     * Which one.
     */
    id?: string;
    /**
     * For people.
     */
    name?: string;
  };
  /**
   * More about it.
   */
  data?: {};
}
/**
 * One order to be paid, with all that happened to it.
 */
export interface Payment {
  /**
   * Starts with pay_.
   */
  id: string;
  /**
   * Your identifier of the order.
   */
  reference: string;
  brand: Slug;
  /**
   * Where the payment stands.
   */
  state:
    | 'created'
    | 'pending'
    | 'authorized'
    | 'paid'
    | 'partially_refunded'
    | 'refunded'
    | 'failed'
    | 'canceled'
    | 'expired';
  total: Money;
  captured: MoneyOrZero;
  refunded: MoneyOrZero;
  refundable: MoneyOrZero;
  channel: Channel;
  /**
   * How it came about: direct from a checkout, by a payment link, or charged by a subscription.
   */
  type: 'direct' | 'subscription' | 'link';
  shopper: ShownShopper;
  /**
   * Personal fields that this answer shows in part only, as the roles of who asked say. Absent when there are none.
   *
   * @maxItems 5
   */
  masked?: PersonalField[];
  method?: MethodId;
  provider?: ProviderId;
  /**
   * Why an operator should look at it.
   */
  attention?:
    | 'no_offer'
    | 'paid_late'
    | 'paid_twice'
    | 'sum_differs'
    | 'refund_unknown'
    | 'refund_failed'
    | 'attempt_unresolved'
    | 'processing_long';
  createdAt: Instant;
  updatedAt: Instant;
  expiresAt: Instant;
  /**
   * A line that the shopper reads.
   */
  description?: string;
  /**
   * Lines of the order.
   */
  items: Item[];
  /**
   * Product categories in the cart; those of the items are added.
   *
   * @maxItems 100
   */
  categories: Slug[];
  /**
   * Facts declared in the settings, by identifier.
   */
  custom: {
    [k: string]: string | number | boolean | string[];
  };
  /**
   * Your own notes, up to 50 texts; returned as they came.
   */
  metadata: {
    [k: string]: string;
  };
  /**
   * Automatic takes the money at once; manual holds it. The checkout document decides when absent.
   */
  capture: 'automatic' | 'manual';
  checkoutUrl?: Url;
  returnUrl?: Url;
  cancelUrl?: Url;
  decision?: Decision;
  /**
   * Which canaries the payment took part in when its shopper first looked.
   *
   * Items: In the canary of one document.
   */
  canaries?: {
    /**
     * Of the document that is tried.
     */
    kind: 'flow' | 'checkout';
    /**
     * Which canary.
     */
    release: string;
    /**
     * Whether the payment tries the new revision, or is compared with those that do.
     */
    arm: 'canary' | 'control';
    /**
     * The one that this payment goes by.
     */
    revision: number;
  }[];
  /**
   * Oldest first.
   */
  attempts: PaymentAttempt[];
  /**
   * Oldest first.
   */
  refunds: PaymentRefund[];
  /**
   * Oldest first.
   */
  events: PaymentEvent[];
  /**
   * What may be done now, by its state and provider.
   */
  can: ('cancel' | 'capture' | 'refund' | 'refund_partly' | 'refund_surplus')[];
}
/**
 * Who pays, as far as the roles of who looks let it be seen: fields named in masked are shown in part only.
 */
export interface ShownShopper {
  type?: CustomerType;
  /**
   * Full name or company name, or its initials.
   */
  name?: string;
  /**
   * Whole, or its beginning and its end.
   */
  email?: string;
  /**
   * Whole, or its last two digits.
   */
  phone?: string;
  country?: Country;
  language?: Language;
  /**
   * Your own identifier of this shopper.
   */
  reference?: string;
  /**
   * Whole, or its last three characters.
   */
  taxId?: string;
  address?: Address;
}
/**
 * How many payments the filters leave.
 */
export interface PaymentCount {
  /**
   * At least so many.
   */
  count: number;
  /**
   * Whether there are no more than that; counting stops at a bound.
   */
  isExact: boolean;
}
/**
 * Filters and columns under a name.
 */
export interface PaymentViewRequest {
  /**
   * What the view is called.
   */
  name: string;
  /**
   * Whether every operator sees it.
   */
  isShared: boolean;
  query: PaymentQuery;
  /**
   * A period that moves with the calendar; without it, the dates of the filters.
   */
  period?: 'today' | 'yesterday' | 'last_7_days' | 'last_30_days' | 'this_month' | 'last_month';
  /**
   * Which columns are shown, in this order.
   *
   * @minItems 1
   * @maxItems 40
   */
  columns: string[];
}
/**
 * Filters and columns of the list of payments, under a name.
 */
export interface PaymentView {
  /**
   * Starts with viw_.
   */
  id: string;
  /**
   * What the view is called.
   */
  name: string;
  /**
   * Whether every operator sees it.
   */
  isShared: boolean;
  query: PaymentQuery;
  /**
   * A period that moves with the calendar; without it, the dates of the filters.
   */
  period?: 'today' | 'yesterday' | 'last_7_days' | 'last_30_days' | 'this_month' | 'last_month';
  /**
   * Which columns are shown, in this order.
   *
   * @minItems 1
   * @maxItems 40
   */
  columns: string[];
  /**
   * Who saved it.
   */
  owner: {
    /**
     * Of an operator or an API key.
     */
    id: string;
    /**
     * As it was when the view was saved.
     */
    name: string;
  };
  /**
   * Whether it is the caller’s, who alone may change it.
   */
  isOwn: boolean;
  updatedAt: Instant;
}
/**
 * Those of the caller and those that are shared, by name.
 */
export interface PaymentViewList {
  /**
   * All of them.
   */
  data: PaymentView[];
}
/**
 * A remark for colleagues; shoppers never see it.
 */
export interface NoteRequest {
  /**
   * Up to 2,000 characters.
   */
  text: string;
}
/**
 * Says that the cause was handled; the payment leaves the inbox until there is another.
 */
export interface AcknowledgeRequest {
  /**
   * What was done.
   */
  note: string;
}
/**
 * An action on a payment that waits for, or had, the yes of another person.
 */
export interface Approval {
  /**
   * Of the request.
   */
  id: string;
  /**
   * What is to be done.
   */
  action: 'refund' | 'capture' | 'cancel';
  /**
   * How far it has come.
   */
  state: 'waiting' | 'approved' | 'done' | 'failed' | 'declined' | 'withdrawn';
  /**
   * Which payment it is about.
   */
  payment: {
    /**
     * Of the payment.
     */
    id: string;
    /**
     * The order in the merchant’s system.
     */
    reference: string;
    /**
     * Of the payment.
     */
    brand: string;
  };
  amount: Money;
  /**
   * In the words of whoever asks.
   */
  reason?: string;
  /**
   * Titles of the rules that it meets.
   */
  rules: string[];
  /**
   * How many different people have to say yes.
   */
  approvers: number;
  /**
   * Who has said yes so far.
   *
   * Items: One yes.
   */
  approvals: {
    /**
     * Who said yes.
     */
    by: {
      /**
       * A person, a system of the merchant, or the hub itself.
       */
      type: 'operator' | 'api_key' | 'system';
      /**
       * Of the operator or key.
       */
      id?: string;
      /**
       * As it was at that time.
       */
      name?: string;
    };
    /**
     * When.
     */
    at: string;
    /**
     * What was said with it.
     */
    note?: string;
  }[];
  /**
   * In whose name it is done.
   */
  askedBy: {
    /**
     * A person, a system of the merchant, or the hub itself.
     */
    type: 'operator' | 'api_key' | 'system';
    /**
     * Of the operator or key.
     */
    id?: string;
    /**
     * As it was at that time.
     */
    name?: string;
  };
  /**
   * When it was asked for.
   */
  askedAt: string;
  /**
   * Who declined or took it back.
   */
  endedBy?: {
    /**
     * A person, a system of the merchant, or the hub itself.
     */
    type: 'operator' | 'api_key' | 'system';
    /**
     * Of the operator or key.
     */
    id?: string;
    /**
     * As it was at that time.
     */
    name?: string;
  };
  /**
   * When it came to its end.
   */
  endedAt?: string;
  /**
   * What was said at its end.
   */
  note?: string;
  /**
   * Why it was not possible any more when it was approved.
   */
  because?: {
    /**
     * Of the problem.
     */
    type: string;
    /**
     * In a few words.
     */
    title: string;
    /**
     * What to do about it.
     */
    detail?: string;
  };
  /**
   * What you may do with it now.
   */
  can: ('approve' | 'decline' | 'withdraw')[];
  /**
   * Why you may not approve it while it waits.
   */
  cannot?: 'asked' | 'made' | 'twice' | 'limit' | 'api_key';
}
/**
 * The action was not done: it waits for the yes of another person.
 */
export interface ApprovalAnswer {
  approval: Approval;
}
/**
 * One page, latest first.
 */
export interface ApprovalList {
  /**
   * This page.
   */
  data: Approval[];
  /**
   * Pass it as cursor; null at the end. There may be more though this page is short or empty.
   */
  nextCursor: string | null;
  /**
   * How many of those that wait you may decide, up to 100.
   */
  waiting: number;
}
/**
 * Each narrows the list.
 */
export interface ApprovalQuery {
  /**
   * Any of these, separated by commas.
   *
   * @maxItems 6
   */
  state?: ('waiting' | 'approved' | 'done' | 'failed' | 'declined' | 'withdrawn')[];
  /**
   * Identifier of a payment.
   */
  payment?: string;
  /**
   * How many on one page.
   */
  limit?: number;
  /**
   * nextCursor of the page before.
   */
  cursor?: string;
}
/**
 * What is said with it.
 */
export interface ApprovalRequest {
  /**
   * For whoever asked, and for the history.
   */
  note?: string;
}
/**
 * One thing that was done.
 */
export interface AuditEntry {
  /**
   * Of the row.
   */
  id: string;
  /**
   * From 1 without gaps, in the order of writing down.
   */
  sequence: number;
  /**
   * When it was done.
   */
  at: string;
  /**
   * Who did it.
   */
  actor: {
    /**
     * A person, a system of the merchant, or the hub itself.
     */
    type: 'operator' | 'api_key' | 'system';
    /**
     * Of the operator or key.
     */
    id?: string;
    /**
     * As it was at that time.
     */
    name?: string;
  };
  /**
   * What was done, in the past tense: an event of a payment such as refund.requested, document.published, operator.disabled, session.refused.
   */
  action: string;
  /**
   * What it was done to.
   */
  target: {
    /**
     * payment, operator, api_key, secret, a kind of document, and so on.
     */
    kind: string;
    /**
     * Of the target.
     */
    id: string;
    /**
     * What people call it.
     */
    label?: string;
  };
  /**
   * The payment that it is about.
   */
  payment?: string;
  /**
   * Values that changed, as they were; of documents by JSON pointer. A value that is too long to keep is {"$length": signs}.
   */
  before?: {
    [k: string]: unknown;
  };
  /**
   * The same values afterwards, and what else is known of it.
   */
  after?: {
    [k: string]: unknown;
  };
  /**
   * In the words of whoever did it.
   */
  reason?: string;
  /**
   * Where it was asked from.
   */
  from?: {
    /**
     * Name of the request, as in the log.
     */
    request: string;
    /**
     * IP address of the caller.
     */
    address?: string;
    /**
     * What the browser or system called itself.
     */
    userAgent?: string;
  };
  /**
   * SHA-256 of the row and the hash before it, hexadecimal.
   */
  hash: string;
}
/**
 * Each narrows the list.
 */
export interface AuditExportQuery {
  /**
   * Identifier of an operator or key.
   */
  actor?: string;
  /**
   * Any of these, separated by commas.
   *
   * @maxItems 3
   */
  actorType?: ('operator' | 'api_key' | 'system')[];
  /**
   * Any of these, separated by commas.
   *
   * @maxItems 80
   */
  action?: string[];
  /**
   * Any of these, separated by commas.
   *
   * @maxItems 30
   */
  targetKind?: string[];
  /**
   * Identifier of what it was done to.
   */
  target?: string;
  /**
   * Identifier of a payment.
   */
  payment?: string;
  /**
   * Not before this moment.
   */
  from?: string;
  /**
   * Before this moment.
   */
  to?: string;
  /**
   * A row’s number or identifier, a payment, operator, key or request by identifier, an IP address, or the identifier of a document.
   */
  search?: string;
}
/**
 * One page, latest first.
 */
export interface AuditList {
  /**
   * This page.
   */
  data: AuditEntry[];
  /**
   * Pass it as cursor; null at the end. There may be more though this page is short or empty.
   */
  nextCursor: string | null;
  searchedTo?: Instant;
}
/**
 * Each narrows the list.
 */
export interface AuditQuery {
  /**
   * Identifier of an operator or key.
   */
  actor?: string;
  /**
   * Any of these, separated by commas.
   *
   * @maxItems 3
   */
  actorType?: ('operator' | 'api_key' | 'system')[];
  /**
   * Any of these, separated by commas.
   *
   * @maxItems 80
   */
  action?: string[];
  /**
   * Any of these, separated by commas.
   *
   * @maxItems 30
   */
  targetKind?: string[];
  /**
   * Identifier of what it was done to.
   */
  target?: string;
  /**
   * Identifier of a payment.
   */
  payment?: string;
  /**
   * Not before this moment.
   */
  from?: string;
  /**
   * Before this moment.
   */
  to?: string;
  /**
   * A row’s number or identifier, a payment, operator, key or request by identifier, an IP address, or the identifier of a document.
   */
  search?: string;
  /**
   * How many on one page.
   */
  limit?: number;
  /**
   * nextCursor of the page before.
   */
  cursor?: string;
}
/**
 * Whether the trail is as the hub wrote it.
 */
export interface AuditVerification {
  /**
   * Nothing is wrong with the rows that were looked at.
   */
  isWhole: boolean;
  /**
   * How many were looked at.
   */
  rows: number;
  /**
   * The first number that was looked at.
   */
  from: number;
  /**
   * Note number and hash down outside of the hub: later verifications can be held against them.
   */
  last: {
    /**
     * Of the row.
     */
    sequence: number;
    /**
     * Of the row.
     */
    hash: string;
    /**
     * When it was done.
     */
    at: string;
  } | null;
  /**
   * What is wrong, in the order of the trail, at most 100.
   *
   * Items: One place where the trail is not as it was written.
   */
  findings: {
    /**
     * What is wrong.
     */
    what: 'changed' | 'removed' | 'cut_off' | 'inserted' | 'moved' | 'anchor_missing' | 'anchor_forged' | 'not_as_seen';
    /**
     * Of the row, or of the first one that is missing.
     */
    sequence?: number;
    /**
     * The last one that is missing.
     */
    through?: number;
    /**
     * Its identifier.
     */
    row?: string;
    /**
     * The number under which it was written.
     */
    belongs?: number;
  }[];
  /**
   * There are more than are listed.
   */
  hasMore: boolean;
  /**
   * When it was looked at.
   */
  verifiedAt: string;
}
/**
 * What to look at, and what to compare with.
 */
export interface AuditVerifyQuery {
  /**
   * Only so many rows at the end; all when absent.
   */
  last?: number;
  /**
   * Number and hash of a row that you noted down earlier, joined by a colon: the trail must still hold it.
   */
  seen?: string;
}
/**
 * Each narrows the inbox.
 */
export interface AttentionQuery {
  /**
   * Any of these, separated by commas.
   *
   * @maxItems 50
   */
  reason?: AttentionItemReason[];
  /**
   * Any of these, separated by commas.
   *
   * @maxItems 50
   */
  provider?: ProviderId[];
  /**
   * How many on one page.
   */
  limit?: number;
  /**
   * nextCursor of the page before.
   */
  cursor?: string;
}
/**
 * One payment of the inbox, why it is there and what is usually done.
 */
export interface AttentionItem {
  payment: PaymentSummary;
  /**
   * The gravest reason to look at it; corrected: the hub had another idea of it than its provider and was put right.
   */
  reason:
    | 'no_offer'
    | 'paid_late'
    | 'paid_twice'
    | 'sum_differs'
    | 'refund_unknown'
    | 'refund_failed'
    | 'attempt_unresolved'
    | 'processing_long'
    | 'corrected';
  since: Instant;
  /**
   * What is usually done about it. refund_surplus gives back what came beyond the payment, refund_again repeats what came back.
   */
  suggestion: 'refund' | 'refund_surplus' | 'refund_again' | 'ask_again' | 'check_flow' | 'acknowledge';
  /**
   * The facts of the cause.
   */
  because: {
    /**
     * Whose news it was.
     */
    attempt?: string;
    /**
     * Which refund it is about.
     */
    refund?: string;
    method?: MethodId;
    provider?: ProviderId;
    amount?: Money;
    expected?: Money;
    /**
     * What happened, by its name in the history.
     */
    event?: string;
  };
}
/**
 * What a list shows of a payment.
 */
export interface PaymentSummary {
  /**
   * Starts with pay_.
   */
  id: string;
  /**
   * Your identifier of the order.
   */
  reference: string;
  brand: Slug;
  /**
   * Where the payment stands.
   */
  state:
    | 'created'
    | 'pending'
    | 'authorized'
    | 'paid'
    | 'partially_refunded'
    | 'refunded'
    | 'failed'
    | 'canceled'
    | 'expired';
  total: Money;
  captured: MoneyOrZero;
  refunded: MoneyOrZero;
  refundable: MoneyOrZero;
  channel: Channel;
  /**
   * How it came about: direct from a checkout, by a payment link, or charged by a subscription.
   */
  type: 'direct' | 'subscription' | 'link';
  shopper: ShownShopper;
  /**
   * Personal fields that this answer shows in part only, as the roles of who asked say. Absent when there are none.
   *
   * @maxItems 5
   */
  masked?: PersonalField[];
  method?: MethodId;
  provider?: ProviderId;
  /**
   * Why an operator should look at it.
   */
  attention?:
    | 'no_offer'
    | 'paid_late'
    | 'paid_twice'
    | 'sum_differs'
    | 'refund_unknown'
    | 'refund_failed'
    | 'attempt_unresolved'
    | 'processing_long';
  createdAt: Instant;
  updatedAt: Instant;
  expiresAt: Instant;
}
/**
 * Payments where the hub and a provider disagree, that are stuck or were corrected; the longest waiting first.
 */
export interface AttentionList {
  /**
   * This page.
   */
  data: AttentionItem[];
  /**
   * Pass it as cursor; null at the end.
   */
  nextCursor: string | null;
  total: PaymentCount;
}
/**
 * One message of a provider about a payment.
 */
export interface PaymentWebhook {
  /**
   * Starts with whk_.
   */
  id: string;
  provider: ProviderId;
  receivedAt: Instant;
  /**
   * Whether the provider’s own scheme showed that it is genuine. News that nobody signs is not, and only a reason to ask.
   */
  isVerified: boolean;
  /**
   * What came of it: applied changed the payment; repeated came before; nothing_new said what was known; refused was not genuine; left_aside came too often; unknown, because the provider did not answer then.
   */
  outcome: 'applied' | 'repeated' | 'nothing_new' | 'refused' | 'left_aside' | 'unknown';
  /**
   * Which attempt it is about.
   */
  attempt?: string;
  /**
   * What the payment’s history noted because of it, the last of several.
   */
  event?: string;
  /**
   * What was sent, without secrets and personal data, up to 8,000 characters. Left out for whoever sees personal fields in part only.
   */
  body?: string;
}
/**
 * What providers sent about a payment, newest first; kept for 90 days.
 */
export interface PaymentWebhookList {
  /**
   * The latest of them.
   */
  data: PaymentWebhook[];
}
/**
 * One page of payments, in the order asked for.
 */
export interface PaymentList {
  /**
   * This page.
   */
  data: PaymentSummary[];
  /**
   * Pass it as cursor; null at the end. There may be more though this page is short or empty.
   */
  nextCursor: string | null;
  searchedTo?: Instant;
  /**
   * What the answer leaves out, and why: a personal field that you see in part only is not searched.
   */
  notes?: 'masked_field_not_searched'[];
}
/**
 * One order to be paid.
 */
export interface PaymentRequest {
  /**
   * Your identifier of the order.
   */
  reference: string;
  brand: Slug;
  total: Money;
  /**
   * A line that the shopper reads.
   */
  description?: string;
  channel?: Channel;
  /**
   * Link for an order that its shopper was sent the address of; direct otherwise.
   */
  type?: 'direct' | 'link';
  shopper?: Shopper;
  /**
   * Lines of the order.
   *
   * @maxItems 200
   */
  items?: Item[];
  /**
   * Product categories in the cart; those of the items are added.
   *
   * @maxItems 100
   */
  categories?: Slug[];
  /**
   * Facts declared in the settings, by identifier.
   */
  custom?: {
    [k: string]: string | number | boolean | string[];
  };
  /**
   * Your own notes, up to 50 texts; returned as they came.
   */
  metadata?: {
    [k: string]: string;
  };
  /**
   * Automatic takes the money at once; manual holds it. The checkout document decides when absent.
   */
  capture?: 'automatic' | 'manual';
  returnUrl?: Url;
  cancelUrl?: Url;
  /**
   * Minutes the link stays open; the checkout document decides when absent.
   */
  expiresAfterMinutes?: number;
}
/**
 * An error, as RFC 9457 has it.
 */
export interface Problem {
  /**
   * Stable address of this kind of error.
   */
  type: string;
  /**
   * What went wrong.
   */
  title: string;
  /**
   * HTTP status.
   */
  status: number;
  /**
   * What to do.
   */
  detail?: string;
  /**
   * Identifier of the request.
   */
  instance?: string;
  /**
   * Each wrong field.
   *
   * Items: One wrong field.
   */
  errors?: {
    /**
     * JSON pointer.
     */
    path: string;
    /**
     * Which rule it breaks.
     */
    rule: string;
    /**
     * In words.
     */
    message: string;
    /**
     * What was sent.
     */
    value?: unknown;
    /**
     * Of a flow: the node it is about.
     */
    node?: string;
    /**
     * Of a flow's test case: the methods it expects.
     */
    expected?: string[];
    /**
     * Of a flow's test case: the methods it is offered.
     */
    offered?: string[];
    /**
     * Of a flow's test case: its name.
     */
    name?: string;
    /**
     * What the message names, for front ends that say it in their own words.
     */
    params?: {
      [k: string]: string | number | string[];
    };
  }[];
  [k: string]: unknown;
}
/**
 * One way in which something can go wrong.
 */
export interface ProblemType {
  /**
   * The address that problems name; it never changes.
   */
  type: string;
  /**
   * The HTTP status that it comes with.
   */
  status: number;
  /**
   * What it means.
   */
  title: string;
}
/**
 * Everything that answers may name.
 */
export interface ProblemTypeList {
  /**
   * All of them.
   */
  data: ProblemType[];
}
/**
 * What became of it: live, waiting for its time or for approval, or a canary.
 */
export interface Publication {
  /**
   * What happened at once.
   */
  outcome: 'published' | 'scheduled' | 'canary' | 'awaiting_approval' | 'archived' | 'restored' | 'ended';
  /**
   * The number it got; null when nothing went live.
   */
  revision: number | null;
  /**
   * As it was given.
   */
  note: string;
  at: Instant;
  by: RevisionAuthor;
  /**
   * To follow it up; null when it went live at once.
   */
  release: Release | null;
}
/**
 * Makes a draft the current revision.
 */
export interface PublishRequest {
  /**
   * What changed and why.
   */
  note: string;
  /**
   * The version you looked at; a newer one refuses the publication.
   */
  version: number;
  /**
   * When it goes live and when what was live before comes back; without it, at once and for good.
   */
  schedule?: {
    from?: Instant;
    until?: Instant;
  };
  /**
   * First for a part of the new payments only; for flows and checkouts.
   */
  canary?: {
    percent: ReleasePercent;
    guard?: ReleaseGuard;
  };
}
/**
 * Gives money back, wholly or in part.
 */
export interface RefundRequest {
  amount?: Money;
  /**
   * Why; kept in the history.
   */
  reason?: string;
  /**
   * Whose surplus to give back: money that an attempt brought and that is not the payment’s. The payment’s own money when absent.
   */
  attempt?: string;
}
/**
 * What is said with an approval, a refusal, a withdrawal or a promotion.
 */
export interface ReleaseAnswer {
  /**
   * Why.
   */
  note?: string;
}
/**
 * Of a canary and of the payments beside it.
 */
export interface ReleaseDocumentFigures {
  canary: ReleaseDocumentSide;
  control: ReleaseDocumentSide;
}
/**
 * Finished payments of one side.
 */
export interface ReleaseDocumentSide {
  /**
   * That are finished or old enough to count.
   */
  payments: number;
  /**
   * Of those, paid.
   */
  succeeded: number;
}
/**
 * A release, the document that was frozen into it, and for a canary how it does.
 */
export interface ReleaseDocument {
  /**
   * Of the release.
   */
  id: string;
  kind: ParametersKind;
  documentId: Slug;
  /**
   * Of the document, as it is to be published.
   */
  title: string;
  state: ReleaseState;
  how: ReleaseHow;
  /**
   * What changes and why.
   */
  note: string;
  requestedAt: Instant;
  requestedBy: RevisionAuthor;
  /**
   * Everybody who saved the draft it was made from; none of them may approve it.
   */
  editors: RevisionAuthor[];
  /**
   * The revision that was live when it was asked for; null for none.
   */
  basedOn: number | null;
  /**
   * Titles of the approval rules that it has to meet.
   *
   * @maxItems 50
   */
  needs: string[];
  /**
   * How many different people have to approve it; 0 when nobody has to.
   */
  approvers: number;
  /**
   * Who approved it so far.
   *
   * @maxItems 10
   */
  approvals: ReleaseApproval[];
  from?: Instant;
  until?: Instant;
  percent?: ReleasePercent;
  guard?: ReleaseGuard;
  /**
   * Number that it got when it went live, wholly or as a canary.
   */
  revision?: number;
  /**
   * The earlier revision that is published again.
   */
  rollsBackTo?: number;
  /**
   * The canary whose revision becomes the live one.
   */
  promotes?: string;
  ended?: ReleaseEnded;
  /**
   * As it is to be published; later changes of the draft do not touch it.
   */
  document: {};
  figures?: ReleaseDocumentFigures;
}
/**
 * Those that were asked for, the next due first.
 */
export interface ReleaseList {
  /**
   * All of them.
   */
  data: Release[];
}
/**
 * Which releases to list.
 */
export interface ReleaseQuery {
  /**
   * All that are open, or those that wait for approval.
   */
  state?: 'open' | 'awaiting_approval';
}
/**
 * What the provider sends along; none of it decides an outcome.
 */
export interface ReturnQuery {
  /**
   * “1” when the shopper left the provider’s page without paying.
   */
  back?: string;
  [k: string]: unknown;
}
/**
 * Until when the payment shows its masked fields to who asked.
 */
export interface Reveal {
  /**
   * Starts with rvl_.
   */
  id: string;
  /**
   * What is shown in full from now on.
   *
   * @maxItems 5
   */
  fields: PersonalField[];
  until: Instant;
}
/**
 * Shows the masked fields of one payment to who asks, for a while.
 */
export interface RevealRequest {
  /**
   * Why the hidden fields are needed; kept in the history for everybody who sees the payment.
   */
  reason: string;
}
/**
 * A publication of a document.
 */
export interface Revision {
  /**
   * Counts the publications of a document.
   */
  revision: number;
  /**
   * Why it was published.
   */
  note: string;
  at: Instant;
  by: RevisionAuthor;
  how: RevisionHow;
  /**
   * The release it came by; absent when it went live at once.
   */
  release?: string;
}
/**
 * Newest first.
 */
export interface RevisionList {
  /**
   * All of them.
   */
  data: Revision[];
}
/**
 * Publishes an earlier revision again, as a new one.
 */
export interface RollbackRequest {
  /**
   * The one to go back to.
   */
  revision: number;
  /**
   * Why.
   */
  note: string;
}
/**
 * Where each secret comes from; never a value.
 */
export interface SecretList {
  /**
   * By name.
   */
  data: {
    /**
     * As documents refer to it.
     */
    name: string;
    /**
     * From the environment, the encrypted store, or not set yet.
     */
    source: 'environment' | 'store' | 'missing';
    updatedAt?: Instant;
  }[];
}
/**
 * A value that is stored encrypted and never shown again.
 */
export interface SecretRequest {
  /**
   * The secret itself.
   */
  value: string;
}
/**
 * Who is signed in and what they may do.
 */
export interface Session {
  /**
   * Who.
   */
  operator: {
    /**
     * Starts with opr_.
     */
    id: string;
    /**
     * For people.
     */
    name: string;
    email: Email;
    /**
     * Role documents.
     */
    roles: Slug[];
  };
  /**
   * What the roles allow.
   */
  actions: string[];
  /**
   * Sent back as X-CSRF-Token on each change.
   */
  csrfToken: string;
  /**
   * Whether simulators are running.
   */
  environment: 'sandbox' | 'live';
  /**
   * Until it is, nothing is allowed but to set it up.
   */
  mustSetUpSecondFactor: boolean;
}
/**
 * E-mail and password of an operator.
 */
export interface SignIn {
  email: Email;
  /**
   * As it was chosen.
   */
  password: string;
}
/**
 * What a flow would make of a payment, and why.
 */
export interface Simulation {
  /**
   * What was known of the payment.
   */
  facts: {};
  decision: Decision;
  /**
   * The methods that the flow alone offers, in order, before providers and fallback have their say; a test case expects these.
   */
  proposed: MethodId[];
  nodes: ExplanationNodes;
  notShown: ExplanationNotShown;
}
/**
 * A flow that is not live yet, and a payment to try it on: its facts, or one that there was.
 */
export interface SimulationRequest {
  /**
   * The flow as it is being drawn; it has to be sound.
   */
  document: {};
  /**
   * What is known of the sample payment, by the id of each fact; those not given are unknown.
   */
  facts?: {
    [k: string]: string | number | boolean | MoneyOrZero | string[];
  };
  /**
   * Takes the stored facts of this payment instead; needs the permission payments.read as well.
   */
  payment?: string;
  /**
   * Stands for the shopper where a split decides; another text may take another branch.
   */
  shopper?: string;
}
/**
 * What one server-sent event of a checkout says.
 */
export interface StateNews {
  state: CheckoutViewState;
}
/**
 * The operator who is signed in.
 */
export interface Account {
  /**
   * Starts with opr_.
   */
  id: string;
  /**
   * For people.
   */
  name: string;
  email: Email;
  /**
   * Identifiers of role documents.
   */
  roles: Slug[];
  createdAt: Instant;
  /**
   * When the password was chosen; null when that is not known.
   */
  passwordChangedAt: string | null;
  /**
   * A code from an app on the phone, besides the password.
   */
  secondFactor: {
    /**
     * Whether signing in asks for a code.
     */
    isOn: boolean;
    /**
     * Since when; null while off.
     */
    since: string | null;
    /**
     * How many have not been used.
     */
    recoveryCodesLeft: number;
    /**
     * Whether the security settings ask these roles for one.
     */
    isRequired: boolean;
  };
}
/**
 * What is named changes.
 */
export interface AccountChange {
  /**
   * For people.
   */
  name: string;
}
/**
 * Somebody who was asked to work in the console.
 */
export interface Invitation {
  /**
   * Starts with ivt_.
   */
  id: string;
  email: Email;
  /**
   * Of the person, if the inviter knew it; else null.
   */
  name: string | null;
  /**
   * Identifiers of role documents.
   */
  roles: Slug[];
  /**
   * Whether it can still be accepted.
   */
  state: 'pending' | 'expired' | 'accepted' | 'withdrawn';
  /**
   * Who invited them; null for the hub itself.
   */
  invitedBy: {
    /**
     * What kind of identity.
     */
    type: 'operator' | 'api_key';
    /**
     * Starts with opr_ or key_.
     */
    id: string;
    /**
     * For people.
     */
    name: string;
  } | null;
  createdAt: Instant;
  expiresAt: Instant;
  /**
   * When it was accepted; null before.
   */
  acceptedAt: string | null;
}
/**
 * How somebody who was invited gets in.
 */
export interface InvitationAcceptance {
  /**
   * The end of the link.
   */
  token: string;
  /**
   * For people.
   */
  name: string;
  /**
   * At least 12 characters and none of the common ones; a few unrelated words are easy to remember.
   */
  password: string;
}
/**
 * An invitation with its link, at the only moment when that can be read.
 */
export interface InvitationAnswer {
  invitation: Invitation;
  /**
   * Opens the page where the password is chosen. Shown once, and only where no mail server brings it: whoever has it can accept.
   */
  link?: string;
}
/**
 * The newest first; of the last 90 days.
 */
export interface InvitationList {
  /**
   * The newest first; of the last 90 days.
   */
  data: Invitation[];
}
/**
 * Somebody who is to work in the console; they choose their password themselves.
 */
export interface InvitationRequest {
  email: Email;
  /**
   * If you know it; they can change it.
   */
  name?: string;
  /**
   * What they may do; nothing that you may not.
   *
   * @minItems 1
   * @maxItems 10
   */
  roles: Slug[];
  /**
   * Of the mail.
   */
  language?: 'en' | 'it';
}
/**
 * What somebody with the link sees before they accept.
 */
export interface InvitationView {
  email: Email;
  /**
   * Of the person, if the inviter knew it; else null.
   */
  name: string | null;
  /**
   * Who invites.
   */
  organisation: string;
  /**
   * Name of the person.
   */
  invitedBy: string | null;
  expiresAt: Instant;
  /**
   * Whether one has to be set up after signing in.
   */
  needsSecondFactor: boolean;
}
/**
 * What is named changes, and counts at once.
 */
export interface OperatorChange {
  /**
   * For people.
   */
  name?: string;
  /**
   * What they may do; nothing that you may not.
   *
   * @minItems 1
   * @maxItems 10
   */
  roles?: Slug[];
}
/**
 * What one person may do, and why.
 */
export interface OperatorPermissions {
  /**
   * Whose.
   */
  operator: {
    /**
     * Starts with opr_.
     */
    id: string;
    /**
     * For people.
     */
    name: string;
    /**
     * Identifiers of role documents.
     */
    roles: Slug[];
    /**
     * Whether they may not sign in at all.
     */
    isDisabled: boolean;
  };
  /**
   * Personal fields that they see in part only.
   *
   * Items: A personal field that they see in part only.
   */
  masked: {
    field: PersonalField;
    /**
     * Roles that mask it.
     */
    roles: Slug[];
  }[];
  /**
   * One entry for every action.
   *
   * Items: What somebody may do of one action, and why.
   */
  permissions: {
    /**
     * As roles name it.
     */
    action: string;
    title: Text;
    /**
     * Everywhere, on some payments, or nowhere.
     */
    verdict: 'allowed' | 'limited' | 'denied';
    /**
     * Every grant of the person’s roles that speaks of it; none when no role does.
     *
     * Items: One grant that speaks of the action.
     */
    because: {
      role: Slug;
      /**
       * Of the role.
       */
      title: string;
      /**
       * Its place in the role, from 0.
       */
      grant: number;
      /**
       * How the grant names the action.
       */
      pattern: string;
      /**
       * Deny wins over allow.
       */
      effect: 'allow' | 'deny';
      when?: Condition;
      /**
       * Whether the answer would be another without such grants: where a deny wins, the allows beside it decide nothing.
       */
      isDecisive: boolean;
    }[];
  }[];
}
/**
 * One operator signed in with one browser.
 */
export interface OperatorSession {
  /**
   * Starts with ses_.
   */
  id: string;
  createdAt: Instant;
  seenAt: Instant;
  endsAt: Instant;
  /**
   * Network address that the browser came from.
   */
  address: string | null;
  /**
   * What the browser calls itself; null when unknown.
   */
  userAgent: string | null;
  /**
   * Whether it is the session that asks.
   */
  isCurrent: boolean;
}
/**
 * Those that last, the one used last first.
 */
export interface OperatorSessionList {
  /**
   * Those that last, the one used last first.
   */
  data: OperatorSession[];
}
/**
 * Whoever has only got hold of a session cannot go on.
 */
export interface PasswordProof {
  /**
   * The one you sign in with.
   */
  password: string;
}
/**
 * Chosen with the link of a mail; all sessions of the operator end.
 */
export interface PasswordReset {
  /**
   * The end of the link.
   */
  token: string;
  /**
   * At least 12 characters and none of the common ones; a few unrelated words are easy to remember.
   */
  password: string;
}
/**
 * Asks for a mail with which a new password can be chosen.
 */
export interface PasswordResetRequest {
  email: Email;
  /**
   * Of the mail.
   */
  language?: 'en' | 'it';
}
/**
 * For whom the link is.
 */
export interface PasswordResetView {
  email: Email;
  expiresAt: Instant;
}
/**
 * Who can do what, by the roles as they are published.
 */
export interface PermissionMatrix {
  /**
   * Every action that the hub asks for.
   *
   * Items: Something that may be done.
   */
  actions: {
    /**
     * As roles name it.
     */
    id: string;
    /**
     * What it is about.
     */
    resource: string;
    title: Text;
  }[];
  /**
   * All that are published.
   *
   * Items: What one role allows by itself.
   */
  roles: {
    id: Slug;
    /**
     * Of the role document.
     */
    title: string;
    /**
     * Actions that are allowed everywhere.
     */
    allowed: string[];
    /**
     * Actions that are allowed on some payments only.
     */
    limited: string[];
    /**
     * Actions that some grant forbids everywhere, whatever else allows them.
     */
    denied: string[];
  }[];
  /**
   * Everybody, by name.
   *
   * Items: What the roles of one person come to.
   */
  operators: {
    /**
     * Starts with opr_.
     */
    id: string;
    /**
     * For people.
     */
    name: string;
    /**
     * Identifiers of role documents.
     */
    roles: Slug[];
    /**
     * Whether they may not sign in at all.
     */
    isDisabled: boolean;
    /**
     * Actions that are allowed everywhere.
     */
    allowed: string[];
    /**
     * Actions that are allowed on some payments only.
     */
    limited: string[];
    /**
     * Actions that some grant forbids everywhere, whatever else allows them.
     */
    denied: string[];
  }[];
}
/**
 * Each lets in once where the phone is not at hand. Shown once.
 */
export interface RecoveryCodes {
  /**
   * All that work.
   */
  codes: string[];
}
/**
 * Proves that the app on the phone has the key.
 */
export interface SecondFactorCode {
  /**
   * Six digits from the app.
   */
  code: string;
}
/**
 * For the app on the phone; it counts once a code proves that the app has it.
 */
export interface SecondFactorOffer {
  /**
   * To be typed where no picture can be taken; base32.
   */
  secret: string;
  /**
   * For a QR code.
   */
  uri: string;
}
/**
 * The code of the second factor.
 */
export interface SecondFactorSignIn {
  /**
   * From the first step.
   */
  challenge: string;
  /**
   * Six digits from the app, or one of the recovery codes.
   */
  code: string;
}
/**
 * A code is needed before anybody is told whether the password was right.
 */
export interface SignInChallenge {
  /**
   * To be sent along with the code.
   */
  challenge: string;
  expiresAt: Instant;
}
/**
 * One attempt to sign in, and what became of it.
 */
export interface SignInRecord {
  at: Instant;
  /**
   * What became of it.
   */
  outcome:
    | 'signed_in'
    | 'recovery_code'
    | 'wrong_password'
    | 'wrong_code'
    | 'locked'
    | 'disabled'
    | 'password_reset'
    | 'invited';
  /**
   * Network address that the browser came from.
   */
  address: string | null;
  /**
   * What the browser calls itself; null when unknown.
   */
  userAgent: string | null;
}
/**
 * The newest first; the last 50 of 90 days.
 */
export interface SignInRecordList {
  /**
   * The newest first; the last 50 of 90 days.
   */
  data: SignInRecord[];
}
/**
 * What the link of an invitation or of a new password holds.
 */
export interface TokenRequest {
  /**
   * The end of the link.
   */
  token: string;
}
/**
 * The words of this installation: its methods, providers, brands and facts.
 */
export interface Vocabulary {
  /**
   * As the first provider that carries each describes it.
   */
  methods: {
    id: MethodId;
    title: Text;
    mark: Mark;
    /**
     * Those that carry it.
     */
    providers: ProviderId[];
  }[];
  /**
   * All that are published.
   */
  providers: {
    id: ProviderId;
    /**
     * For people.
     */
    title: string;
    environment: ProviderEnvironment;
  }[];
  /**
   * Each has a checkout document.
   */
  brands: {
    id: Slug;
    /**
     * For people.
     */
    title: string;
    flow: Slug;
  }[];
  /**
   * What a flow may ask about a payment.
   */
  facts: {
    /**
     * The merchant’s own begin with custom.
     */
    id: string;
    /**
     * Decides which comparisons fit.
     */
    type: 'text' | 'number' | 'boolean' | 'list' | 'money' | 'time';
    label: Text;
    /**
     * Values it may have, where they are known.
     */
    options?: string[];
    /**
     * What people call each value, where the merchant named it.
     */
    optionLabels?: {
      [k: string]: Text;
    };
  }[];
  /**
   * Of the merchant.
   */
  timeZone: string;
  defaultCurrency: Currency;
}
/**
 * The provider need not send it again.
 */
export interface WebhookAnswer {
  /**
   * Always true.
   */
  received: true;
}
/**
 * What stands in the path of an address.
 */
export interface Parameters {
  [k: string]: unknown;
}
