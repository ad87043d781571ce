import { Long } from 'bson';
import { CommandError, badValue, unsupported } from '../errors.ts';
import { typeName } from './ordered.ts';
import { encode, kindOf, type Doc } from './types.ts';

const maxDepth = 100;
export const maxDocumentBytes = 16 * 1024 * 1024;

/**
 * A document as it is stored.
 * @throws CommandError for one that holds a type outside the portable subset, nests too deeply or is larger than MongoDB allows
 */
export function storable(doc: Doc): Buffer {
  assertValue(doc, 0);
  assertId(doc['_id']);
  const bytes = encode(doc);
  if (bytes.length > maxDocumentBytes)
    throw new CommandError(
      10334,
      'BSONObjectTooLarge',
      `The document has ${bytes.length} bytes; ${maxDocumentBytes} are allowed`,
    );
  return bytes;
}

function assertValue(value: unknown, depth: number): void {
  if (depth > maxDepth) throw new CommandError(15, 'Overflow', `The document nests deeper than ${maxDepth} levels`);
  const kind = kindOf(value);
  if (value instanceof Long) throw unsupported('An integer beyond 2^53');
  if (kind === undefined) throw unsupported(`Storing a value of type ${typeName(value)}`);
  if (kind === 'array') for (const element of value as unknown[]) assertValue(element, depth + 1);
  if (kind === 'object') {
    for (const [name, member] of Object.entries(value as Doc)) {
      if (name === '__proto__') throw unsupported('A field named __proto__');
      assertValue(member, depth + 1);
    }
  }
}

function assertId(id: unknown): void {
  const kind = kindOf(id);
  if (kind === 'array' || kind === 'null' || kind === 'object')
    throw badValue(`The '_id' value cannot be of type ${kind}`);
}
