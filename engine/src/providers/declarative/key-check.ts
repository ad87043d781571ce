import { brokenRule, type FieldError, type Provider } from '@pih/schemas';
import { trustedRoots } from './certificates.ts';
import { privateKeyOf, publicKeyOf, secretBytes, tokenKeyOf, WrongKey } from './keys.ts';

type Declarative = NonNullable<Provider['declarative']>;
export type SecretValue = (name: string) => Promise<string | undefined> | string | undefined;

/** A credential that is a key: its name, and what throws WrongKey for a text that is none. */
type KeyNeed = readonly [name: string, read: (text: string) => unknown];

/** Keys of the wrong form, as far as their values are known before the document is live. */
export async function wrongKeys(
  { credentials = {} }: Pick<Provider, 'credentials'>,
  declarative: Pick<Declarative, 'auth' | 'webhook'>,
  secret: SecretValue,
): Promise<FieldError[]> {
  const errors = [...keysOf(declarative)].map(async ([name, read]): Promise<FieldError[]> => {
    const given = Object.hasOwn(credentials, name) ? credentials[name] : undefined;
    const text = typeof given === 'object' ? await secret(given.$secret) : given;
    if (text === undefined) return [];
    try {
      read(text);
      return [];
    } catch (fault) {
      if (!(fault instanceof WrongKey)) throw fault;
      return [brokenRule(fault.rule, `/credentials/${name}`, fault.params)]; // without the value: it may be secret
    }
  });
  return (await Promise.all(errors)).flat();
}

function* keysOf({ auth, webhook }: Pick<Declarative, 'auth' | 'webhook'>): Generator<KeyNeed> {
  if (auth.type === 'http-signature') yield [auth.privateKey, (text) => privateKeyOf(text, 'RS256')];
  if (auth.type === 'hmac') yield [auth.credential, (text) => secretBytes(text, auth.keyEncoding)];
  if (auth.type === 'jwt-assertion') {
    const { algorithm } = auth;
    if (algorithm !== 'HS256') yield [auth.privateKey, (text) => privateKeyOf(text, algorithm)];
  }
  const { verify } = webhook ?? {};
  if (verify?.type === 'hmac') yield [verify.credential, (text) => secretBytes(text, verify.keyEncoding)];
  if (verify?.type === 'ecdsa') yield [verify.publicKey, (text) => publicKeyOf(text, 'ES256')];
  if (verify?.type === 'rsa' && verify.publicKey) yield [verify.publicKey, (text) => publicKeyOf(text, 'RS256')];
  if (verify?.type === 'rsa' && verify.certificate?.root) yield [verify.certificate.root, trustedRoots];
  if (verify?.type === 'jwt') yield [verify.credential, (text) => tokenKeyOf(text, verify.algorithm)];
}
