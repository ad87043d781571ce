import { brokenRule, type FieldError, type Provider } from '@pih/schemas';
import { isExpression } from './expressions.ts';
import { requestsOf } from './document-parts.ts';
import { partsOf, spaceOf } from './templates.ts';

type Declarative = NonNullable<Provider['declarative']>;

/** The parts that one kind of template knows: whole names, and spaces that are followed by a dot and a name. */
interface Vocabulary {
  readonly whole: readonly string[];
  readonly spaces: readonly string[];
}

const place: Vocabulary = { whole: [], spaces: ['header', 'body', 'query', 'item'] };
const signedNews: Vocabulary = {
  whole: ['body', 'body.*', 'bodyCrc32', 'timestamp'],
  spaces: [...place.spaces, 'credentials'],
};
const signedCall: Vocabulary = {
  whole: ['method', 'path', 'host', 'body', 'date', 'requestId'],
  spaces: ['header', 'headers', 'body', 'credentials'],
};
const signingHeader: Vocabulary = { ...signedCall, whole: [...signedCall.whole, 'signature'] };

/** What `contextOf` and the calls put before mappings; a path or an address may name these. */
const operationContext = [
  ...['operation', 'payment', 'attempt', 'items', 'amount', 'currency', 'capture', 'reference', 'memory', 'refund'],
  ...['returnUrl', 'cancelUrl', 'webhookUrl', 'hosts', 'steps'],
];
const sent = [...operationContext, 'credentials', 'now', 'requestId', 'idempotencyKey', 'assertion'];
const read = [...operationContext, 'response', 'headers', 'httpStatus'];

/** Templates that name what does not exist, each with its place. */
export function templateErrors({ credentials = {} }: Provider, declarative: Declarative): FieldError[] {
  const found: FieldError[] = [];
  const unknown = (path: string, part: string, text: string) =>
    found.push(brokenRule('template', path, { part }, text));

  const check = (path: string, text: string | undefined, { whole, spaces }: Vocabulary) => {
    for (const part of partsOf(text ?? '')) {
      const [space, name] = spaceOf(part);
      const isKnown = whole.includes(part) || (spaces.includes(space) && name !== '');
      if (!isKnown || (space === 'credentials' && !Object.hasOwn(credentials, name))) unknown(path, part, text ?? '');
    }
  };
  const checkNames = (path: string, text: string | undefined, names: readonly string[]) => {
    if (text === undefined || isExpression(text)) return;
    for (const part of partsOf(text)) {
      const [space, name] = spaceOf(part);
      const isMissing =
        !names.includes(space) ||
        (space === 'hosts' && !Object.hasOwn(declarative.hosts ?? {}, name)) ||
        (space === 'credentials' && !Object.hasOwn(credentials, name));
      if (isMissing) unknown(path, part, text);
    }
  };

  for (const [path, { path: text }] of requestsOf(declarative)) checkNames(`${path}/path`, text, sent);
  for (const [name, { redirect }] of Object.entries(declarative.operations))
    checkNames(`/declarative/operations/${name}/redirect`, redirect, read);

  const { auth, webhook } = declarative;
  if (auth.type === 'hmac' || auth.type === 'hash') {
    check('/declarative/auth/signed', auth.signed, signedCall);
    for (const [name, text] of Object.entries(auth.headers ?? {}))
      check(`/declarative/auth/headers/${name}`, text, signingHeader);
  }
  const { verify } = webhook ?? {};
  const at = '/declarative/webhook/verify';
  if (verify && 'signed' in verify) {
    check(`${at}/signature`, verify.signature, place);
    check(`${at}/signed`, verify.signed, signedNews);
    check(`${at}/timestamp/from`, verify.timestamp?.from, place);
    if (verify.type === 'rsa') check(`${at}/certificate/url`, verify.certificate?.url, place);
  }
  if (verify && 'token' in verify)
    check(`${at}/token`, verify.token, verify.type === 'jwt' ? { ...place, whole: ['body'] } : place);
  return found;
}
