import { ulid } from 'ulid';

const prefix = {
  payment: 'pay',
  attempt: 'att',
  refund: 'ref',
  operator: 'opr',
  session: 'ses',
  signIn: 'sgn',
  apiKey: 'key',
  request: 'req',
  job: 'job',
  backTest: 'bkt',
  news: 'new',
  release: 'rel',
  import: 'imp',
  audit: 'aud',
  invoice: 'inv',
  message: 'msg',
  file: 'fil',
  reveal: 'rvl',
  approval: 'apr',
  invitation: 'ivt',
  savedView: 'viw',
  webhook: 'whk',
  bulk: 'blk',
  export: 'exp',
} as const;

export type IdKind = keyof typeof prefix;
/** A prefixed id that sorts by birth, for instance `pay_01JDCJ…`. */
export type Id<K extends IdKind> = `${(typeof prefix)[K]}_${string}`;

/** Fetched many at a time: to ask for each of an id's sixteen signs by itself takes longer than all the rest of it. */
const bytes = new Uint8Array(4096);
let used = bytes.length;

/** Cryptographically strong, and even for the 32 signs of an id: 256 is a multiple of 32. */
function strongRandom(): number {
  if (used === bytes.length) {
    crypto.getRandomValues(bytes);
    used = 0;
  }
  const byte = bytes[used] ?? 0;
  // Nobody who reads the memory later finds out what was given away.
  bytes[used++] = 0;
  return byte / 256;
}

/** @param random numbers in [0, 1); the default is cryptographically strong */
export const newId = <K extends IdKind>(kind: K, now: Date, random: () => number = strongRandom): Id<K> =>
  `${prefix[kind]}_${ulid(now.getTime(), random)}`;

/** Whether a text is an id of that kind, by its prefix and form. */
export const isId = <K extends IdKind>(kind: K, value: string): value is Id<K> =>
  value.startsWith(`${prefix[kind]}_`) && /^[0-9A-HJKMNP-TV-Z]{26}$/.test(value.slice(prefix[kind].length + 1));
