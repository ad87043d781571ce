import { brokenRule, type FieldError, type Provider } from '@pih/schemas';
import { documentParts } from './document-parts.ts';
import { compile, createExpressions, isExpression, MappingFault, RefusedMapping } from './expressions.ts';
import { wrongKeys, type SecretValue } from './key-check.ts';
import type { Context } from './mappings.ts';
import { operationErrors } from './operation-check.ts';
import { sampleContext } from './sample.ts';
import { templateErrors } from './template-check.ts';

type Declarative = NonNullable<Provider['declarative']>;

/**
 * What is wrong with a provider document beyond its schema: mappings that are no JSONata or never end, templates that
 * name unknown parts, credentials and hosts that do not exist, keys of the wrong form, calls that cannot be repeated.
 * @param secret the value of a named secret where it is known already; keys among them are looked at
 * @returns one error per place, as for any other wrong field
 */
export async function mappingErrors(document: Provider, secret: SecretValue = () => undefined): Promise<FieldError[]> {
  if (document.connector === 'stripe')
    return missingCredentials(document, [
      ['/credentials', 'secretKey'],
      ['/credentials', 'webhookSecret'],
    ]);
  const { declarative } = document;
  if (!declarative) return [];
  return [
    ...syntaxErrors(declarative, '/declarative'),
    ...(await endlessExpressions(declarative, '/declarative')),
    ...templateErrors(document, declarative),
    ...missingCredentials(document, documentParts(declarative).credentials),
    ...missingHosts(declarative),
    ...operationErrors(declarative),
    ...contradictions(declarative),
    ...(await wrongKeys(document, declarative, secret)),
  ];
}

type Contradiction =
  | 'signature-nowhere'
  | 'signature-in-itself'
  | 'hash-unkeyed'
  | 'key-or-certificate'
  | 'nothing-to-compare'
  | 'time-unsigned'
  | 'body-unsigned';

/** Parts that the schema allows and that make no sense together, or not at all without each other. */
function* contradictions({ auth, webhook }: Declarative): Generator<FieldError> {
  const at = (path: string, rule: Contradiction): FieldError => brokenRule(rule, `/declarative/${path}`, {});
  if (auth.type === 'hmac' || auth.type === 'hash') {
    const isInHeader = Object.values(auth.headers ?? {}).some((template) => template.includes('{signature}'));
    if (!isInHeader && !auth.field) yield at('auth', 'signature-nowhere');
    if (auth.field && auth.signed.includes('{body}')) yield at('auth/signed', 'signature-in-itself');
  }
  if (auth.type === 'hash' && !auth.signed.includes('{credentials.')) yield at('auth/signed', 'hash-unkeyed');
  const verify = webhook?.verify;
  if (verify?.type === 'hash' && !verify.signed.includes('{credentials.'))
    yield at('webhook/verify/signed', 'hash-unkeyed');
  if (verify?.type === 'rsa' && (verify.publicKey === undefined) === (verify.certificate === undefined))
    yield at('webhook/verify', 'key-or-certificate');
  if (verify?.type === 'shared-token' && verify.credential === undefined && verify.memory === undefined)
    yield at('webhook/verify', 'nothing-to-compare');
  if (verify && 'timestamp' in verify && verify.timestamp && !coversTime(verify.signed, verify.timestamp.from))
    yield at('webhook/verify/signed', 'time-unsigned');
  if (verify?.type === 'jwt' && verify.bodyClaim === undefined && verify.token !== '{body}' && readsBody(webhook))
    yield at('webhook/verify', 'body-unsigned');
}

const coversTime = (signed: string, from: string): boolean =>
  ['{timestamp}', from].some((part) => signed.includes(part)) ||
  (from.startsWith('{body.') && /\{body(\.\*)?\}/.test(signed));

const readsBody = (webhook: Declarative['webhook']): boolean =>
  [webhook?.id, webhook?.attempt, webhook?.reference].some(
    (text) => text !== undefined && /\b(body|query|headers|item)\b/.test(text),
  );

function* textsOf(value: unknown, path: string): Generator<{ path: string; text: string }> {
  if (typeof value === 'string') yield { path, text: value };
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value))
    yield* textsOf(member, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
}

/** Why a mapping is refused; what it is refused for is told of a fault that knows it. */
function ruleOf(error: unknown): FieldError {
  if (!(error instanceof RefusedMapping)) throw error;
  return brokenRule(error.rule, '', error.params);
}

/** Mappings that are no JSONata, each with its place. */
export function syntaxErrors(value: unknown, at: string): FieldError[] {
  return [...textsOf(value, at)].flatMap(({ path, text }) => {
    if (!isExpression(text)) return [];
    try {
      compile(text);
      return [];
    } catch (error) {
      return [{ ...ruleOf(error), path, value: text }];
    }
  });
}

/** Tries each mapping on something ordinary: what does not end there would not end in earnest. */
export async function endlessExpressions(
  value: unknown,
  at: string,
  sample: Context = sampleContext,
): Promise<FieldError[]> {
  const evaluate = createExpressions();
  const errors: FieldError[] = [];
  for (const { path, text } of textsOf(value, at)) {
    if (!isExpression(text)) continue;
    const fault: unknown = await evaluate(text, sample).catch((error: unknown) => error);
    // Anything else may only be the sample's fault.
    if (fault instanceof MappingFault && fault.isUnbounded) errors.push(brokenRule('bounded', path, {}, text));
  }
  return errors;
}

function missingHosts({ hosts = {}, ...rest }: Declarative): FieldError[] {
  return documentParts(rest)
    .hosts.filter(([, name]) => !Object.hasOwn(hosts, name))
    .map(([path, host]) => brokenRule('host', path, { host }));
}

export const missingCredentials = (
  { credentials = {} }: Pick<Provider, 'credentials'>,
  named: [path: string, name: string][],
): FieldError[] =>
  named
    .filter(([, name]) => !Object.hasOwn(credentials, name))
    .map(([path, credential]) => brokenRule('credential', path, { credential }));
