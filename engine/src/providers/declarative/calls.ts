import { createHash } from 'node:crypto';
import type { Provider, ProviderRequest } from '@pih/schemas';
import type { ConnectorDeps } from '../connector.ts';
import { baseUrlOf, credentialsOf } from '../credentials.ts';
import { createWire, WireFault, type WireAnswer } from '../wire.ts';
import { createAuth, CredentialsRefused } from './auth.ts';
import { MappingFault } from './expressions.ts';
import type { Context, Mappings } from './mappings.ts';
import { writeJson } from './raw-json.ts';

/** A readable answer: `body` is what the JSON says, undefined where a failed call carries none. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** Makes one call of the document. @throws WireFault, CredentialsRefused, MappingFault, MissingValue, ProviderNotReady */
export type Call = (request: ProviderRequest, context: Context, key?: string) => Promise<Answer>;

const largestBody = 256 * 1024;
/** The shortest limit known among providers is PayPal's, 108 characters. */
const longestKey = 100;

export function createCall(
  document: Provider,
  declarative: NonNullable<Provider['declarative']>,
  deps: ConnectorDeps,
  mappings: Mappings,
): Call {
  const wire = createWire(deps);
  const auth = createAuth(document, declarative.auth, wire, deps.now);

  return async (request, context, key) => {
    const baseUrl = baseUrlOf(document, deps.sandboxUrl);
    const credentials = await credentialsOf(document, deps);
    // Only what is sent may use credentials; what reads answers never sees them.
    const sent = { ...context, credentials };
    const url = baseUrl + (await mappings.path(request.path, sent));
    const { body, headers } = await payload(mappings, request, sent);
    const asked = { ...headers, ...(key && idempotency(declarative.idempotencyHeader, key)) };

    const send = async (proof: Record<string, string>): Promise<WireAnswer> =>
      wire({ method: request.method, url, headers: { ...asked, ...proof }, ...(body !== undefined && { body }) });

    const proof = await auth.headers(credentials, baseUrl);
    const answer = await send(proof);
    if (answer.status !== 401) return readAnswer(answer);
    // A token may have been withdrawn early; a fresh one is tried once. What was refused was not carried out.
    if (!auth.refused(proof)) throw new CredentialsRefused();
    const again = await send(await auth.headers(credentials, baseUrl));
    if (again.status === 401) throw new CredentialsRefused();
    return readAnswer(again);
  };
}

async function payload(mappings: Mappings, request: ProviderRequest, context: Context) {
  const headers = { accept: 'application/json', ...(await mappings.headers(request.headers, context)) };
  if (request.method === 'GET') return { headers };
  const filled = await mappings.fill(request.body ?? {}, context);
  const isForm = request.format === 'form';
  const body = isForm ? writeForm(filled) : writeJson(filled);
  if (body.length > largestBody) throw new MappingFault('The body would be larger than 256 KB');
  return {
    body,
    headers: { 'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json', ...headers },
  };
}

/** Nested members are written with brackets: `amount[value]=10.50`. */
function writeForm(value: unknown): string {
  const form = new URLSearchParams();
  const put = (name: string, member: unknown): void => {
    if (member === undefined || member === null) return;
    if (typeof member !== 'object') return form.append(name, String(member));
    for (const [key, inner] of Object.entries(member)) put(name ? `${name}[${key}]` : key, inner);
  };
  put('', value);
  return form.toString();
}

/** A key longer than providers take is replaced by its digest: still the same for the same intention. */
const idempotency = (header: string | undefined, key: string): Record<string, string> =>
  header ? { [header]: key.length <= longestKey ? key : createHash('sha256').update(key).digest('hex') } : {};

function readAnswer({ status, headers, text }: WireAnswer): Answer {
  // Too many calls: this one was not looked at.
  if (status === 429) throw new WireFault('unreachable');
  // The provider's trouble, or a redirect: whether the call was carried out is anyone's guess.
  if (status >= 500 || (status >= 300 && status < 400)) throw new WireFault('unreadable_answer');
  const answer = { status, headers: Object.fromEntries(headers) };
  if (text === '') return { ...answer, body: null };
  try {
    return { ...answer, body: JSON.parse(text) as unknown };
  } catch (error) {
    if (status >= 400) return { ...answer, body: undefined }; // refused is refused, in whatever words
    throw new WireFault('unreadable_answer', error);
  }
}
