import { brokenRule, type FieldError } from '@pih/schemas';

/** Names of credentials that nobody but the provider may know: "secretKey", "webhookSecret", "apiKey", "password". */
const isSecretName = (name: string): boolean =>
  /secret|password|passphrase|token|(?:private|api|signing|access|hmac)_?key/i.test(name);

/** Texts that are secrets whatever their name: private keys in PEM, keys of providers that say so themselves. */
const isSecretText = (text: string): boolean =>
  /-----BEGIN [A-Z ]*PRIVATE KEY-----|^(?:sk|rk)_(?:live|test)_\w+$|^whsec_\w+$/.test(text);

interface Found {
  /** JSON pointer into the document. */
  path: string;
  name: string;
}

/** Where a document has the text of a secret in the place of its name. */
function plainSecrets(value: unknown, path = '', name = '', isCredential = false): Found[] {
  if (typeof value === 'string')
    return isSecretText(value) || (isCredential && isSecretName(name)) ? [{ path, name }] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    plainSecrets(inner, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, key, path === '/credentials'),
  );
}

/** Says where a document must name a secret and holds it instead. The secret itself is not repeated. */
export const plainSecretErrors = (document: unknown): FieldError[] =>
  plainSecrets(document).map(({ path }) => brokenRule('secret', path, {}));

/** "webhookSecret" of "my-bank" is MY_BANK_WEBHOOK_SECRET. */
const secretNameOf = (id: string, name: string): string =>
  `${id}_${name.replace(/([a-z0-9])([A-Z])/g, '$1_$2')}`
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .slice(0, 80);

function withSecretsNamed(value: unknown, id: string, paths: ReadonlyMap<string, string>, path: string): unknown {
  const name = paths.get(path);
  if (name !== undefined) return { $secret: secretNameOf(id, name) };
  if (typeof value !== 'object' || value === null) return value;
  const inner = (key: string, each: unknown) =>
    withSecretsNamed(each, id, paths, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  if (Array.isArray(value)) return value.map((each, index) => inner(String(index), each));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inner(key, each)]));
}

/** The same document, and where somebody had written a secret itself there is a name for it: none leaves this way. */
export function withoutSecrets<Document extends { id: string }>(document: Document): Document {
  const found = new Map(plainSecrets(document).map(({ path, name }) => [path, name]));
  return found.size ? (withSecretsNamed(document, document.id, found, '') as Document) : document;
}
