import type { FieldError, Provider } from '@pih/schemas';
import { documentParts } from './document-parts.ts';
import { compile, createExpressions, isExpression, MappingFault } from './expressions.ts';
import { wrongKeys, type SecretValue } from './key-check.ts';
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

/** Parts that the schema allows and that make no sense together, or not at all without each other. */
function* contradictions({ auth, webhook }: Declarative): Generator<FieldError> {
  const at = (path: string, message: string): FieldError => ({
    path: `/declarative/${path}`,
    rule: 'supported',
    message,
  });
  if (auth.type === 'hmac' || auth.type === 'hash') {
    const isInHeader = Object.values(auth.headers ?? {}).some((template) => template.includes('{signature}'));
    if (!isInHeader && !auth.field)
      yield at('auth', 'puts the signature nowhere: name a field, or use {signature} in a header');
    if (auth.field && auth.signed.includes('{body}'))
      yield at('auth/signed', 'cannot cover the whole body, because the signature is put into it; name its fields');
  }
  if (auth.type === 'hash' && !auth.signed.includes('{credentials.'))
    yield at('auth/signed', 'has to contain a credential: anybody can make a hash of what everybody sees');
  const verify = webhook?.verify;
  if (verify?.type === 'hash' && !verify.signed.includes('{credentials.'))
    yield at('webhook/verify/signed', 'has to contain a credential: anybody can make a hash of what everybody sees');
  if (verify?.type === 'rsa' && (verify.publicKey === undefined) === (verify.certificate === undefined))
    yield at('webhook/verify', 'needs either a public key or a certificate');
  if (verify?.type === 'shared-token' && verify.credential === undefined && verify.memory === undefined)
    yield at('webhook/verify', 'needs a credential or a remembered value to compare with');
  if (verify && 'timestamp' in verify && verify.timestamp && !coversTime(verify.signed, verify.timestamp.from))
    yield at('webhook/verify/signed', 'has to contain the time, or anybody can change it');
  if (verify?.type === 'jwt' && verify.bodyClaim === undefined && verify.token !== '{body}' && readsBody(webhook))
    yield at('webhook/verify', 'does not say that the token belongs to the body: name its claim, or read claims only');
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

function syntaxErrors(value: unknown, at: string): FieldError[] {
  return [...textsOf(value, at)].flatMap(({ path, text }) => {
    if (!isExpression(text)) return [];
    try {
      compile(text);
      return [];
    } catch (error) {
      return [
        { path, rule: 'jsonata', message: error instanceof Error ? error.message : 'is not JSONata', value: text },
      ];
    }
  });
}

/** Tries each mapping on an ordinary payment: what does not end there would not end in earnest. */
async function endlessExpressions(value: unknown, at: string): Promise<FieldError[]> {
  const evaluate = createExpressions();
  const errors: FieldError[] = [];
  for (const { path, text } of textsOf(value, at)) {
    if (!isExpression(text)) continue;
    const fault: unknown = await evaluate(text, sampleContext).catch((error: unknown) => error);
    // Anything else may only be the sample's fault.
    if (fault instanceof MappingFault && fault.isUnbounded)
      errors.push({ path, rule: 'bounded', message: 'never ends, or grows without bounds', value: text });
  }
  return errors;
}

function missingHosts({ hosts = {}, ...rest }: Declarative): FieldError[] {
  return documentParts(rest)
    .hosts.filter(([, name]) => !Object.hasOwn(hosts, name))
    .map(([path, name]) => ({
      path,
      rule: 'host',
      message: `needs a host "${name}", and the document has none of that name`,
    }));
}

const missingCredentials = ({ credentials = {} }: Provider, named: [path: string, name: string][]): FieldError[] =>
  named
    .filter(([, name]) => !Object.hasOwn(credentials, name))
    .map(([path, name]) => ({
      path,
      rule: 'credential',
      message: `needs a credential "${name}", and the document has none of that name`,
    }));
