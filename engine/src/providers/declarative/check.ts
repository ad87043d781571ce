import type { FieldError, Provider } from '@pih/schemas';
import { compile, isExpression } from './expressions.ts';

/**
 * What is wrong with a provider document beyond its schema: mappings that are no JSONata, credentials that do not exist.
 * @returns one error per place, as for any other wrong field
 */
export function mappingErrors(document: Provider): FieldError[] {
  if (document.connector === 'stripe')
    return missingCredentials(document, [
      ['/credentials', 'secretKey'],
      ['/credentials', 'webhookSecret'],
    ]);
  return [
    ...syntaxErrors(document.declarative, '/declarative'),
    ...missingCredentials(document, namedCredentials(document)),
    ...missingKeys(document),
  ];
}

/** A call whose answer was lost is repeated. Only its key keeps money from moving twice. */
function missingKeys({ declarative }: Provider): FieldError[] {
  if (!declarative || declarative.idempotencyHeader) return [];
  const { create, settle, capture, refund } = declarative.operations;
  if (create.redirect && !settle && !capture && !refund) return [];
  const message = 'is needed: calls that move money are repeated';
  return [{ path: '/declarative/idempotencyHeader', rule: 'required', message }];
}

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

function namedCredentials({ declarative }: Provider): [path: string, name: string][] {
  if (!declarative) return [];
  const { auth, webhook } = declarative;
  const members = ['credential', 'user', 'password', 'clientId', 'clientSecret'];
  const inAuth = Object.entries(auth).filter(([member]) => members.includes(member));
  const named = inAuth.map(([member, name]): [string, string] => [`/declarative/auth/${member}`, String(name)]);
  const { verify } = webhook ?? {};
  return verify?.type === 'hmac' ? [...named, ['/declarative/webhook/verify/credential', verify.credential]] : named;
}

const missingCredentials = ({ credentials = {} }: Provider, named: [path: string, name: string][]): FieldError[] =>
  named
    .filter(([, name]) => !Object.hasOwn(credentials, name))
    .map(([path, name]) => ({
      path,
      rule: 'credential',
      message: `needs a credential "${name}", and the document has none of that name`,
    }));
