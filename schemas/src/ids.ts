import { ulid } from 'ulid';

const prefix = {
  payment: 'pay',
  attempt: 'att',
  refund: 'ref',
  operator: 'opr',
  session: 'ses',
  apiKey: 'key',
  request: 'req',
  job: 'job',
  news: 'new',
} as const;

export type IdKind = keyof typeof prefix;
/** A prefixed id that sorts by birth, for instance `pay_01JDCJ…`. */
export type Id<K extends IdKind> = `${(typeof prefix)[K]}_${string}`;

/** @param random numbers in [0, 1); the default is cryptographically strong */
export const newId = <K extends IdKind>(kind: K, now: Date, random?: () => number): Id<K> =>
  `${prefix[kind]}_${ulid(now.getTime(), random)}`;

/** Whether a text is an id of that kind, by its prefix and form. */
export const isId = <K extends IdKind>(kind: K, value: string): value is Id<K> =>
  value.startsWith(`${prefix[kind]}_`) && /^[0-9A-HJKMNP-TV-Z]{26}$/.test(value.slice(prefix[kind].length + 1));
