import { Binary, ObjectId, deserialize, serialize } from 'bson';

/** A BSON document as the driver sends it, decoded. */
export type Doc = Record<string, unknown>;

/** The value types that a document may hold; everything else is refused when it is written. */
export type Kind = 'null' | 'number' | 'string' | 'object' | 'array' | 'binary' | 'objectId' | 'boolean' | 'date';

/** Which of the storable types a value has, or undefined for a type that is not stored (regular expression, Decimal128…). */
export function kindOf(value: unknown): Kind | undefined {
  switch (typeof value) {
    case 'undefined':
      return 'null';
    case 'number':
      return 'number';
    case 'string':
      return 'string';
    case 'boolean':
      return 'boolean';
    case 'object':
      return kindOfObject(value);
    default:
      return undefined;
  }
}

function kindOfObject(value: object | null): Kind | undefined {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Date) return 'date';
  if (value instanceof ObjectId) return 'objectId';
  if (value instanceof Binary) return 'binary';
  if ('_bsontype' in value || value instanceof RegExp) return undefined;
  return 'object';
}

export const isDoc = (value: unknown): value is Doc => kindOf(value) === 'object';

/** Whether a document or operator object has this key itself; prototypes never count. */
export const has = (doc: object, key: string): boolean => Object.hasOwn(doc, key);

/** Binary stays Binary, so that its subtype survives a rewrite; integers beyond 2^53 stay Long, so that they can be refused. */
export const decode = (bytes: Uint8Array): Doc => deserialize(bytes, { promoteBuffers: false });

/** Undefined members become null, as the driver itself writes them. */
export const encode = (doc: Doc): Buffer => Buffer.from(serialize(doc, { ignoreUndefined: false }));
