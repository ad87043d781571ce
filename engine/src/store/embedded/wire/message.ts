import { decode, encode, type Doc } from '../values/types.ts';

/** MongoDB's wire protocol, as far as current drivers use it: OP_MSG, and OP_QUERY for the first greeting. */
const opReply = 1;
const opQuery = 2004;
const opMsg = 2013;
const headerBytes = 16;
const moreToCome = 1 << 1;
const checksumPresent = 1 << 0;

/** A request as it was read: the command, and how its reply has to be framed. */
export interface Message {
  id: number;
  body: Doc;
  /** The first greeting comes as OP_QUERY and is answered with OP_REPLY. */
  legacy: boolean;
  /** With write concern 0 the driver waits for no reply. */
  wantsReply: boolean;
}

/** @throws Error for bytes that are not a request; the connection cannot be used any further then */
export function readMessage(bytes: Buffer): Message {
  const id = bytes.readInt32LE(4);
  const code = bytes.readInt32LE(12);
  if (code === opQuery) return { id, body: readQuery(bytes), legacy: true, wantsReply: true };
  if (code !== opMsg) throw new Error(`Unknown wire protocol operation ${code}`);
  const flags = bytes.readUInt32LE(headerBytes);
  const end = bytes.length - (flags & checksumPresent ? 4 : 0);
  return {
    id,
    body: readSections(bytes.subarray(headerBytes + 4, end)),
    legacy: false,
    wantsReply: !(flags & moreToCome),
  };
}

/** flags, collection name ("admin.$cmd"), skip, limit, command. */
function readQuery(bytes: Buffer): Doc {
  const nameEnd = bytes.indexOf(0, headerBytes + 4);
  const collection = bytes.toString('utf8', headerBytes + 4, nameEnd);
  return { ...decode(documentAt(bytes, nameEnd + 9)), $db: collection.slice(0, collection.indexOf('.')) };
}

/** One body, and any number of document lists that belong into it under their names. */
function readSections(bytes: Buffer): Doc {
  let body: Doc = {};
  const lists: Doc = {};
  for (let at = 0; at < bytes.length;) {
    const kind = bytes.readUInt8(at);
    const size = bytes.readInt32LE(at + 1);
    const section = bytes.subarray(at + 1, at + 1 + size);
    if (size < 5 || section.length < size || kind > 1) throw new Error('A message section is malformed');
    if (kind === 0) body = decode(section);
    else {
      const nameEnd = section.indexOf(0, 4);
      lists[section.toString('utf8', 4, nameEnd)] = readDocuments(section.subarray(nameEnd + 1));
    }
    at += 1 + size;
  }
  return { ...body, ...lists };
}

function readDocuments(bytes: Buffer): Doc[] {
  const documents: Doc[] = [];
  for (let at = 0; at < bytes.length;) {
    const document = documentAt(bytes, at);
    documents.push(decode(document));
    at += document.length;
  }
  return documents;
}

function documentAt(bytes: Buffer, at: number): Buffer {
  const document = bytes.subarray(at, at + bytes.readInt32LE(at));
  if (document.length < 5) throw new Error('A document is malformed');
  return document;
}

/** Frames a reply to a message. */
export function writeReply({ id, legacy }: Message, reply: Doc): Buffer {
  const document = encode(reply);
  const head = legacy ? legacyHead() : Buffer.alloc(5); // OP_MSG: no flags, section kind 0
  const header = Buffer.alloc(headerBytes);
  header.writeInt32LE(headerBytes + head.length + document.length, 0);
  header.writeInt32LE(id, 8);
  header.writeInt32LE(legacy ? opReply : opMsg, 12);
  return Buffer.concat([header, head, document]);
}

/** Flags, cursor id, starting position, and the number of documents. */
function legacyHead(): Buffer {
  const head = Buffer.alloc(20);
  head.writeInt32LE(1, 16);
  return head;
}
