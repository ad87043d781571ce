import { crc32 } from 'node:zlib';
import type { RawWebhook } from '../../connector.ts';
import { plainText, spaceOf, valueAt } from '../templates.ts';

/** A webhook taken apart. Nothing here has been verified. */
export interface Received {
  readonly raw: RawWebhook;
  /** JSON or a form; undefined for a body that is neither. */
  readonly body: unknown;
  readonly query: Readonly<Record<string, string>>;
  /** One of several news in the body. */
  readonly item?: unknown;
}

/** Takes a webhook apart. */
export function received(raw: RawWebhook): Received {
  const text = raw.body.toString('utf8');
  const isForm = headerText(raw, 'content-type').startsWith('application/x-www-form-urlencoded');
  const [, query = ''] = /\?([^#]*)/.exec(raw.url ?? '') ?? [];
  return { raw, query: formOf(query), body: isForm ? formOf(text) : parsed(text) };
}

const formOf = (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // some providers only call an address; the query says the rest
  }
}

/** What stands at a place of a webhook, such as `header.x-signature`; what is absent is empty. */
export function textAt({ raw, body, query, item }: Received, part: string): string {
  const [space, name] = spaceOf(part);
  if (space === 'header') return headerText(raw, name);
  if (space === 'query') return Object.hasOwn(query, name) ? (query[name] ?? '') : '';
  if (space === 'item') return plainText(valueAt(item, name));
  return space === 'body' ? plainText(valueAt(body, name)) : '';
}

export function headerText({ headers }: RawWebhook, name: string): string {
  const value = headers[name.toLowerCase()];
  return (Array.isArray(value) ? value.join(',') : (value ?? '')).trim();
}

/** All top-level values of a body in the order they came, except the one at `place`, which holds the signature. */
export function allValues({ body }: Received, place: string): string {
  if (typeof body !== 'object' || body === null) return '';
  return Object.entries(body)
    .filter(([name]) => place !== `body.${name}`)
    .map(([, value]) => plainText(value))
    .join('');
}

/** The CRC-32 of the raw body as PayPal writes it: unsigned, decimal. */
export const bodyCrc32 = ({ raw }: Received): string => String(crc32(raw.body));
