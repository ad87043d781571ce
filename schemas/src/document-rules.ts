import type { FieldError } from './problems.ts';

/** What a message names. */
export type RuleParams = Record<string, string | number | string[]>;

type Words<P extends RuleParams> = (params: P) => string;

/** What is wrong elsewhere because of this: the rule and the place there, and the words for whoever has none of their own. */
type Cause = { cause: string; at: string; why: string };

/** Keeps the exact names of the params of each rule while checking that each says something. */
const rulesOf = <R extends Record<string, Words<never>>>(rules: R): R => rules;

/**
 * What a document may be refused for beyond its JSON Schema, by rule: one word that never changes. The words are read after
 * the name of the field; front ends say it in their own, from the params. The rules of flows are in `flow-rules.json`.
 */
export const documentRules = rulesOf({
  'unknown-flow': ({ flow }: { flow: string }) => `names the flow "${flow}", which does not exist`,
  'unknown-checkout': ({ checkout }: { checkout: string }) => `names the checkout "${checkout}", which does not exist`,
  'unknown-channel': ({ channel }: { channel: string }) =>
    `names the channel "${channel}", which does not exist; publish it first, or choose another`,
  'unknown-role': ({ role }: { role: string }) =>
    `names the role "${role}", which does not exist; publish it first, or choose another`,
  'unknown-kpi': ({ kpi }: { kpi: string }) =>
    `names the KPI "${kpi}", which does not exist; publish it first, or choose another`,
  'unknown-payment-method': ({ method }: { method: string }) =>
    `names the method "${method}", which no provider carries`,
  'not-a-carrier': ({ provider, method }: { provider: string; method: string }) =>
    `names the provider "${provider}", which does not carry the method "${method}"`,
  'unknown-action': ({ action, actions }: { action: string; actions: string[] }) =>
    `names the action "${action}", which does not exist; known are ${actions.join(', ')}`,
  unlimitable: ({ action, actions }: { action: string; actions: string }) =>
    `cannot be limited by a condition on payments; put "${action}" into a grant without one. What can be limited is ${actions}`,
  single: ({ id }: { id: string }) => `must be "${id}": there is one settings document`,
  'in-use': ({ kind, id, at, why }: Cause & { kind: string; id: string }) =>
    `would break ${kind} "${id}": ${at} ${why}`,
  needed: () => 'an installation has one settings document',
  held: ({ people, more }: { people: string[]; more: number }) =>
    `it is held by ${people.join(', ')}${more ? ` and ${more} more` : ''}; give them another role first`,
  'lock-out': () => 'would leave no operator who may publish roles and settings (config.publish and config.administer)',
  'nobody-lets-in': () => 'would leave no operator who may let others in (operators.manage)',
  'too-few-approvers': ({ approvers }: { approvers: number }) =>
    `would ask for ${approvers} ${approvers === 1 ? 'person' : 'people'} to approve (config.approve and config.administer) besides the one who asks, and there are not enough; add operators with these permissions first`,

  'address-incomplete': () => 'is not a complete web address',
  'address-scheme': () => 'is not an http or https address',
  'address-with-password': () => 'carries a user name or password; they belong among the credentials',
  'address-private': ({ host }: { host: string }) => `leads to ${host}, which is not on the public internet`,
  host: ({ host }: { host: string }) => `needs a host "${host}", and the document has none of that name`,
  credential: ({ credential }: { credential: string }) =>
    `needs a credential "${credential}", and the document has none of that name`,
  template: ({ part }: { part: string }) => `names "{${part}}", which does not exist here`,
  jsonata: ({ why }: { why: string; position: number }) => `is not JSONata: ${why}`,
  'jsonata-regex': () => 'has a regular expression, which mappings may not have',
  'jsonata-function': ({ function: name }: { function: string }) => `calls $${name}, which mappings may not`,
  bounded: () => 'never ends, or grows without bounds',
  'idempotency-needed': () =>
    'is needed: calls that move money are repeated. Without such a header each of them has to be repeatable',
  'step-twice': () => 'is the name of an earlier step; each needs one of its own',
  'settle-needed': () => 'is needed: it takes the money of an approved payment, which nobody would take otherwise',
  'refund-statuses-needed': () => 'is needed: it says what the states of a refund mean',
  'signature-nowhere': () => 'puts the signature nowhere: name a field, or use {signature} in a header',
  'signature-in-itself': () => 'cannot cover the whole body, because the signature is put into it; name its fields',
  'hash-unkeyed': () => 'has to contain a credential: anybody can make a hash of what everybody sees',
  'key-or-certificate': () => 'needs either a public key or a certificate',
  'nothing-to-compare': () => 'needs a credential or a remembered value to compare with',
  'time-unsigned': () => 'has to contain the time, or anybody can change it',
  'body-unsigned': () => 'does not say that the token belongs to the body: name its claim, or read claims only',
  'key-private': () => 'is a private key, where the provider’s public key is needed',
  'key-in-pem': () => 'is a key in PEM, where HS256 needs a shared secret',
  'private-key-unreadable': () => 'is no private key in PEM',
  'public-key-unreadable': () => 'is no public key in PEM',
  'key-not-rsa': () => 'is not an RSA key of at least 2048 bits',
  'key-not-p256': () => 'is not an elliptic-curve key on P-256',
  'key-encoding': ({ encoding }: { encoding: string }) => `is not written in ${encoding}`,
  'certificate-unreadable': () => 'is no certificate in PEM',

  secret: () => 'holds a secret; write {"$secret": "A_NAME"} here and set the value of that name among the secrets',
  unique: ({ kind, id, earlier }: { kind: string; id: string; earlier: string }) =>
    `is ${kind} "${id}" once more, as ${earlier}`,
  archived: ({ kind, id }: { kind: string; id: string }) =>
    `is archived here; restore ${kind} "${id}" first, or leave it out`,
});

export type DocumentRule = keyof typeof documentRules;

/** The params that the words of a rule need. */
export type ParamsOf<R extends DocumentRule> =
  Parameters<(typeof documentRules)[R]> extends [infer P extends RuleParams] ? P : Record<never, never>;

/** What a rule says in English. */
export const ruleInWords = <R extends DocumentRule>(rule: R, params: ParamsOf<R>): string =>
  (documentRules[rule] as Words<ParamsOf<R>>)(params);

/**
 * One thing wrong with a document: in words, and as rule and params.
 * @param path JSON pointer to the field
 * @param value what stands there, unless it may be secret
 */
export const brokenRule = <R extends DocumentRule>(
  rule: R,
  path: string,
  params: ParamsOf<R>,
  value?: unknown,
): FieldError => ({
  path,
  rule,
  message: ruleInWords(rule, params),
  params: { ...params },
  ...(value !== undefined && { value }),
});
