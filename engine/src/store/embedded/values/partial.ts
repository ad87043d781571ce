import { deserialize } from 'bson';
import { decode, type Doc } from './types.ts';

/** Names of fields at the top of a document: those that are wanted, or those that are not. */
export interface Fields {
  names: ReadonlySet<string>;
  /** Whether the names are those that are wanted. */
  keeps: boolean;
}

/** BSON's numbers of the types whose values have one length; the others begin with theirs (BSON 1.1, bsonspec.org). */
const fixedLengths: Readonly<Record<number, number>> = {
  0x01: 8,
  0x07: 12,
  0x08: 1,
  0x09: 8,
  0x0a: 0,
  0x10: 4,
  0x12: 8,
};

const string = 0x02;
const document = 0x03;
const array = 0x04;
const binary = 0x05;

/** How many bytes a value takes; undefined for a type that this store does not hold. */
function lengthOf(type: number, bytes: Buffer, at: number): number | undefined {
  if (type === string) return 4 + bytes.readInt32LE(at);
  if (type === document || type === array) return bytes.readInt32LE(at);
  if (type === binary) return 5 + bytes.readInt32LE(at);
  return fixedLengths[type];
}

/**
 * Decodes some fields of a document and passes over the others, which costs next to nothing however large they are:
 * what a query asks of a payment is a small part of it.
 */
export function decodeFields(bytes: Buffer, { names, keeps }: Fields): Doc {
  const parts: Buffer[] = [];
  let length = 5;
  let left = keeps ? names.size : Infinity;
  for (let at = 4; left > 0 && bytes[at] !== 0 && at < bytes.length;) {
    const nameEnd = bytes.indexOf(0, at + 1);
    const valueLength = lengthOf(bytes[at] ?? 0, bytes, nameEnd + 1);
    if (valueLength === undefined) return decode(bytes);
    const end = nameEnd + 1 + valueLength;
    if (names.has(bytes.toString('latin1', at + 1, nameEnd)) === keeps) {
      parts.push(bytes.subarray(at, end));
      length += end - at;
      left--;
    }
    at = end;
  }
  const small = Buffer.allocUnsafe(length);
  small.writeInt32LE(length);
  let at = 4;
  for (const part of parts) at += part.copy(small, at);
  small[at] = 0;
  return deserialize(small, { promoteBuffers: false });
}

/**
 * The fields at the top of a document that a filter looks at; undefined when it may look at all of it.
 * @param filter with the logical operators nested as deep as they are
 */
export function fieldsIn(filter: Doc, found = new Set<string>()): ReadonlySet<string> | undefined {
  for (const [path, demand] of Object.entries(filter)) {
    if (path === '$and' || path === '$or' || path === '$nor') {
      for (const part of demand as Doc[]) if (!fieldsIn(part, found)) return undefined;
    } else if (path.startsWith('$')) return undefined;
    else found.add(path.split('.', 1)[0] ?? path);
  }
  return found;
}
