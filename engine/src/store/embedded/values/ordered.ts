import { createHash } from 'node:crypto';
import type { Binary, ObjectId } from 'bson';
import { unsupported } from '../errors.ts';
import { kindOf, type Doc, type Kind } from './types.ts';

/**
 * Values as bytes whose memcmp order is MongoDB's order of values: null, numbers, strings, objects, arrays, binary,
 * object ids, booleans, dates. No encoding is a prefix of another, so encodings can be joined and searched by prefix.
 */
const tags: Record<Kind, number> = {
  null: 0x05,
  number: 0x10,
  string: 0x20,
  object: 0x30,
  array: 0x40,
  binary: 0x50,
  objectId: 0x60,
  boolean: 0x70,
  date: 0x80,
};
/** An empty array has no element to index; MongoDB sorts it before null. */
export const emptyArrayKey = Buffer.from([0x04]);
const end = Buffer.from([0x00]);
const member = Buffer.from([0x01]);

/** The byte that begins every encoding of this kind. */
export const tagOf = (kind: Kind): Buffer => Buffer.from([tags[kind]]);

/** @throws CommandError for a value outside the portable subset */
export function encodeOrdered(value: unknown): Buffer {
  const kind = kindOf(value);
  if (kind === undefined) throw unsupported(`A value of type ${typeName(value)}`);
  return Buffer.concat([tagOf(kind), payload(kind, value)]);
}

/** The name of a BSON type as a message shows it. */
export const typeName = (value: unknown): string =>
  value instanceof RegExp ? 'regular expression' : String((value as { _bsontype?: unknown })._bsontype ?? typeof value);

function payload(kind: Kind, value: unknown): Buffer {
  switch (kind) {
    case 'null':
      return Buffer.alloc(0);
    case 'number':
      return encodeNumber(value as number);
    case 'string':
      return encodeString(value as string);
    case 'boolean':
      return Buffer.from([value === true ? 1 : 0]);
    case 'date':
      return encodeNumber((value as Date).getTime());
    case 'objectId':
      return Buffer.from((value as ObjectId).id);
    case 'binary':
      return encodeBinary(value as Binary);
    case 'array':
      return Buffer.concat([...(value as unknown[]).map(encodeOrdered), end]);
    case 'object':
      return encodeObject(value as Doc);
  }
}

/** A double with its sign bit flipped, or all bits when negative, sorts as bytes; NaN comes first, as in MongoDB. */
function encodeNumber(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  if (Number.isNaN(value)) return bytes;
  bytes.writeDoubleBE(value === 0 ? 0 : value); // -0 equals 0
  if ((bytes[0] ?? 0) & 0x80) return inverted(bytes);
  bytes[0] = (bytes[0] ?? 0) | 0x80;
  return bytes;
}

/** UTF-8 with zero bytes escaped as 00 FF and 00 00 at the end. */
function encodeString(value: string): Buffer {
  const bytes = Buffer.from(value.includes('\0') ? value.replaceAll('\0', '\0\u0001') : value, 'utf8');
  if (value.includes('\0'))
    for (let at = bytes.indexOf(0); at >= 0; at = bytes.indexOf(0, at + 1)) bytes[at + 1] = 0xff;
  return Buffer.concat([bytes, Buffer.from([0, 0])]);
}

/** The string that an encoding stands for; undefined for another value, and for the rare string with a zero byte in it. */
export function decodedString(encoded: Buffer): string | undefined {
  const last = encoded.length - end.length - 1;
  const isPlain = encoded[0] === tags.string && encoded.indexOf(0) === last;
  return isPlain ? encoded.toString('utf8', 1, last) : undefined;
}

/** How long an encoding is whose length does not hang on its value. */
const lengths: Readonly<Record<number, number>> = {
  [tags.null]: 1,
  [tags.number]: 9,
  [tags.objectId]: 13,
  [tags.boolean]: 2,
  [tags.date]: 9,
};

/**
 * Where an encoding ends that begins at a place, so that joined encodings can be told apart; undefined for an array, an object
 * and a binary.
 * @param descending whether it is inverted
 */
export function encodedEnd(bytes: Buffer, at: number, descending = false): number | undefined {
  const flip = descending ? 0xff : 0;
  const tag = (bytes[at] ?? 0) ^ flip;
  if (tag !== tags.string) {
    const length = lengths[tag];
    return length === undefined ? undefined : at + length;
  }
  for (let zero = at + 1; zero < bytes.length; zero += 2) {
    zero = bytes.indexOf(flip, zero);
    if (zero < 0) return undefined;
    if (bytes[zero + 1] === flip) return zero + 2;
  }
  return undefined;
}

function encodeBinary(value: Binary): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(value.position);
  head[4] = value.sub_type;
  return Buffer.concat([head, value.buffer.subarray(0, value.position)]);
}

function encodeObject(value: Doc): Buffer {
  const members = Object.entries(value).flatMap(([name, held]) => [member, encodeString(name), encodeOrdered(held)]);
  return Buffer.concat([...members, end]);
}

/** Descending fields are stored with all bits inverted, so that one scan direction serves mixed sorts. */
export function inverted(bytes: Buffer): Buffer {
  const result = Buffer.allocUnsafe(bytes.length);
  for (let i = 0; i < bytes.length; i++) result[i] = ~(bytes[i] ?? 0) & 0xff;
  return result;
}

/** The first key after every key that begins with this prefix. */
export function successor(prefix: Buffer): Buffer {
  let length = prefix.length;
  while (length > 0 && prefix[length - 1] === 0xff) length--;
  const result = Buffer.from(prefix.subarray(0, length));
  if (length > 0) result[length - 1] = (result[length - 1] ?? 0) + 1;
  return result;
}

/** An encoding longer than the key of an index allows keeps its beginning and a digest: still exact for equality, not for order. */
export function shortened(encoded: Buffer, limit: number): Buffer {
  if (encoded.length <= limit) return encoded;
  const digest = createHash('sha256').update(encoded).digest();
  return Buffer.concat([encoded.subarray(0, limit - digest.length), digest]);
}

export const compareValues = (a: unknown, b: unknown): number => Buffer.compare(encodeOrdered(a), encodeOrdered(b));

export const sameValue = (a: unknown, b: unknown): boolean => compareValues(a, b) === 0;
