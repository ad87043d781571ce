import { problem } from '@pih/schemas';
import { BodyBroken } from './body.ts';

export const BrokenJson = problem<{ why: string }>({
  type: 'broken-json',
  status: 400,
  title: 'The body is not valid JSON',
  detail: ({ why }) => `${why}. Check commas, quotes and brackets, and send it again.`,
});

export const NestedTooDeep = problem<{ limit: number }>({
  type: 'nested-too-deep',
  status: 400,
  title: 'The body is nested too deeply',
  detail: ({ limit }) => `Objects and lists may stand inside each other ${limit} times at most. Send a flatter body.`,
});

export const FieldNameRefused = problem<{ path: string }>({
  type: 'field-name-refused',
  status: 400,
  title: 'A field has a name that cannot be kept',
  detail: ({ path }) =>
    `The field ${path} cannot be stored under this name. Use letters, digits, hyphens and underscores, and none of __proto__, constructor and prototype.`,
});

export const TooManyEntries = problem<{ path: string; limit: number }>({
  type: 'too-many-entries',
  status: 400,
  title: 'A list is too long',
  detail: ({ path, limit }) => `${path || 'The body'} has more than the ${limit} entries or fields that can be taken.`,
});

/** No order or document comes near; what walks a body may then call itself without running out of stack. */
const deepest = 100;

const utf8 = new TextDecoder('utf-8', { fatal: true });

function textOf(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new BodyBroken({ why: 'The body is not UTF-8.' });
  }
}

/** Counts open brackets outside of texts, before anything is parsed. @throws NestedTooDeep */
function refuseDepth(text: string): void {
  let depth = 0;
  let isText = false;
  for (let index = 0; index < text.length; index += 1) {
    const sign = text[index];
    if (isText) {
      if (sign === '\\') index += 1;
      else if (sign === '"') isText = false;
    } else if (sign === '"') isText = true;
    else if (sign === '{' || sign === '[') {
      depth += 1;
      if (depth > deepest) throw new NestedTooDeep({ limit: deepest });
    } else if (sign === '}' || sign === ']') depth -= 1;
  }
}

/**
 * Half of a pair that stands for one sign: JSON can escape it (RFC 8259, section 8.2), but no encoding carries it, so it
 * would break what is sent on to a provider. @throws BodyBroken
 */
function refuseHalves(text: string, place: string): void {
  if (/\p{Surrogate}/u.test(text))
    throw new BodyBroken({ why: `${place} has half of a surrogate pair (\\ud800 to \\udfff), which is no sign.` });
}

/** Names that mean something to JavaScript itself, and the one sign that BSON ends a name with. */
const isRefused = (name: string): boolean =>
  name === '__proto__' || name === 'constructor' || name === 'prototype' || name.includes('\0');

/**
 * Refuses what must not even be looked at closely: whether the entries of a list differ is found by comparing each with
 * each, so a list of a hundred thousand, sent by anybody, would hold up everybody for a minute.
 */
function refuseShape(value: unknown, mostEntries: number, path = ''): void {
  if (typeof value === 'string') refuseHalves(value, path || 'The body');
  if (typeof value !== 'object' || value === null) return;
  const entries = Object.entries(value);
  if (entries.length > mostEntries) throw new TooManyEntries({ path, limit: mostEntries });
  for (const [name, item] of entries) {
    refuseHalves(name, `The name of a field in ${path || 'the body'}`);
    if (isRefused(name)) throw new FieldNameRefused({ path: `${path}/${name.replaceAll('\0', '\\u0000')}` });
    refuseShape(item, mostEntries, `${path}/${name}`);
  }
}

/** V8 quotes the body around the error; who sent a password there need not find it in their log of answers. */
const withoutQuote = (message: string): string => message.replace(/,? (?:\.{3})?".*" is not valid JSON$/s, '');

/**
 * Parses a body that nobody has checked yet; an empty one is an empty object.
 * @param mostEntries of one list, or fields of one object
 * @throws BodyBroken, NestedTooDeep, BrokenJson, TooManyEntries or FieldNameRefused
 */
export function jsonOf(bytes: Buffer, mostEntries: number): unknown {
  const text = textOf(bytes);
  if (text.trim() === '') return {};
  refuseDepth(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new BrokenJson({ why: error instanceof Error ? withoutQuote(error.message) : 'It cannot be parsed' });
  }
  refuseShape(value, mostEntries);
  return value;
}
