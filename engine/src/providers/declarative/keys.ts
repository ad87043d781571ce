import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { ruleInWords, type DocumentRule, type ParamsOf } from '@pih/schemas';
import type { Callee } from '../credentials.ts';
import { ProviderNotReady } from '../problems.ts';

/** What a key is for; each says which keys fit. */
export type KeyUse = 'RS256' | 'ES256';

type KeyRule = Extract<DocumentRule, `key-${string}` | `${string}-unreadable`>;

/** The text of a credential is no key of the kind that is needed. The message names no part of it. */
export class WrongKey extends Error {
  readonly rule: KeyRule;
  readonly params: ParamsOf<KeyRule>;
  constructor(rule: KeyRule, params: ParamsOf<KeyRule> = {}) {
    super(ruleInWords(rule, params));
    this.rule = rule;
    this.params = params;
    this.name = 'WrongKey';
  }
}

/** The value of a credential has the wrong form; nothing of it is told. */
export const wrongCredential = (document: Callee, name: string, { message }: WrongKey) =>
  new ProviderNotReady({ provider: document.id, lacks: `its credential "${name}" ${message}.` });

const shapes: Readonly<Record<KeyUse, { readonly otherwise: KeyRule; readonly fits: (key: KeyObject) => boolean }>> = {
  RS256: {
    otherwise: 'key-not-rsa',
    fits: ({ asymmetricKeyType: type, asymmetricKeyDetails: details }) =>
      type === 'rsa' && (details?.modulusLength ?? 0) >= 2048,
  },
  ES256: {
    otherwise: 'key-not-p256',
    fits: ({ asymmetricKeyType: type, asymmetricKeyDetails: details }) =>
      type === 'ec' && details?.namedCurve === 'prime256v1',
  },
};

/** @throws WrongKey unless the text is a private key in PEM that fits */
export const privateKeyOf = (text: string, use: KeyUse): KeyObject =>
  fitting(use, 'private', () => createPrivateKey(lines(text)));

/** @throws WrongKey unless the text is a public key in PEM that fits */
export function publicKeyOf(text: string, use: KeyUse): KeyObject {
  // createPublicKey takes a private key as well; one that the provider keeps secret has no business here.
  if (text.includes('PRIVATE KEY')) throw new WrongKey('key-private');
  return fitting(use, 'public', () => createPublicKey(lines(text)));
}

/**
 * The bytes of a shared secret.
 * @throws WrongKey for a text that is not written in that form
 */
export function secretBytes(text: string, form: 'text' | 'hex' | 'base64' = 'text'): Buffer {
  const value = text.trim();
  if (form === 'text') return Buffer.from(text);
  const isWell = form === 'hex' ? /^([0-9a-f]{2})+$/i : /^[A-Za-z0-9+/]+={0,2}$/;
  if (!isWell.test(value)) throw new WrongKey('key-encoding', { encoding: form });
  return Buffer.from(value, form);
}

/**
 * What verifies tokens of one algorithm.
 * @throws WrongKey
 */
export function tokenKeyOf(text: string, algorithm: 'RS256' | 'ES256' | 'HS256') {
  if (algorithm !== 'HS256') return publicKeyOf(text, algorithm);
  // A public key is no secret: whoever has it could sign.
  if (text.includes('-----BEGIN')) throw new WrongKey('key-in-pem');
  return secretBytes(text);
}

/** Whether a key fits the use, whoever holds it. */
export const fitsUse = (key: KeyObject, use: KeyUse): boolean => shapes[use].fits(key);

function fitting(use: KeyUse, side: 'private' | 'public', read: () => KeyObject): KeyObject {
  const { otherwise, fits } = shapes[use];
  let key: KeyObject;
  try {
    key = read();
  } catch {
    throw new WrongKey(`${side}-key-unreadable`); // OpenSSL’s own words help nobody
  }
  if (!fits(key)) throw new WrongKey(otherwise);
  return key;
}

/** Environment variables often carry PEM in one line, with `\n` for each break. */
const lines = (pem: string): string => pem.replaceAll('\\n', '\n');
