import { createHash, randomUUID } from 'node:crypto';
import type { ProviderRequest } from '@pih/schemas';
import type { ConnectorDeps } from '../connector.ts';
import { hostOf, type Callee, type Credentials, type Manner } from '../credentials.ts';
import { MappingFault } from './expressions.ts';
import type { Context, Mappings } from './mappings.ts';
import { writeJson } from './raw-json.ts';

/** A call as it is about to be made. What proves who is calling is worked out over exactly this text. */
export interface Draft {
  readonly method: string;
  readonly url: string;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Absent for GET, and for a DELETE that says nothing. */
  readonly body?: string;
  /** The body before it was written. */
  readonly fields: unknown;
  /** Writes a body in the format of this request. @throws MappingFault when it is too large */
  readonly write: (fields: unknown) => string;
  /** A fresh UUID, the one that mappings see as `requestId`. */
  readonly requestId: string;
  readonly now: Date;
}

export type DraftOf = (
  request: ProviderRequest,
  context: Context,
  credentials: Credentials,
  key?: string,
) => Promise<Draft>;

const largestBody = 256 * 1024;
/** The shortest limit known among providers that take any text is Adyen's, 64 characters, which a digest fits as well. */
const longestKey = 64;

/** How the requests of a document are written. */
export function createDrafts(document: Callee, declarative: Manner, deps: ConnectorDeps, mappings: Mappings): DraftOf {
  return async (request, context, credentials, intention) => {
    const now = deps.now();
    const requestId = randomUUID();
    const key = intention && written(intention, declarative.idempotencyFormat);
    // Only what is sent may use credentials; what reads answers never sees them.
    const sent = {
      ...context,
      credentials,
      now: now.toISOString(),
      requestId,
      ...(key && { idempotencyKey: key }),
    };
    const url = hostOf(document, deps.sandboxUrl, request.host) + (await mappings.path(request.path, sent));
    const isForm = request.format === 'form';
    const hasBody = request.method !== 'GET' && (request.method !== 'DELETE' || request.body !== undefined);
    const fields = hasBody ? await mappings.fill(request.body ?? {}, sent) : undefined;
    const write = isForm ? bounded(writeForm) : bounded(writeJson);
    const headers = {
      accept: 'application/json',
      ...(hasBody && { 'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json' }),
      ...(await mappings.headers(declarative.headers, sent)),
      ...(await mappings.headers(request.headers, sent)),
      ...(key && declarative.idempotencyHeader && { [declarative.idempotencyHeader.toLowerCase()]: key }),
    };
    return {
      method: request.method,
      url,
      headers,
      fields,
      write,
      requestId,
      now,
      ...(hasBody && { body: write(fields) }),
    };
  };
}

const bounded = (write: (fields: unknown) => string) => (fields: unknown) => {
  const text = write(fields);
  if (Buffer.byteLength(text) > largestBody) throw new MappingFault('The body would be larger than 256 KB');
  return text;
};

/** Nested members are written with brackets: `amount[value]=10.50`. */
function writeForm(value: unknown): string {
  const form = new URLSearchParams();
  const put = (name: string, member: unknown): void => {
    if (member === undefined || member === null || typeof member === 'function') return;
    if (typeof member !== 'object') return form.append(name, String(member));
    // Not the entries of the object itself: JSONata's lists have members besides theirs.
    const members = Array.isArray(member) ? member.entries() : Object.entries(member);
    for (const [key, inner] of members) put(name ? `${name}[${key}]` : String(key), inner);
  };
  put('', value);
  return form.toString();
}

/**
 * A key as the provider takes it: always the same for the same intention. One that is too long is replaced by its digest;
 * as a UUID it is a digest as well, marked as version 8 (RFC 9562).
 */
function written(key: string, format: 'text' | 'uuid' = 'text'): string {
  if (format === 'text' && key.length <= longestKey) return key;
  const hex = createHash('sha256').update(key).digest('hex');
  if (format === 'text') return hex;
  const variant = ((parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(18, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
