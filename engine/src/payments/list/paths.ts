/** Fields that a list is narrowed by: an index of each holds its payments in the order of their birth, as their ids sort. */
export const pathsByBirth = [
  'state',
  'method',
  'provider',
  'brand',
  'channel',
  'type',
  'country',
  'total.currency',
  'reference',
  'shopper.email',
] as const;

/** The same of fields that few payments have. */
export const rarePathsByBirth = ['attention', 'shopper.reference'] as const;

export type PathByBirth = (typeof pathsByBirth)[number] | (typeof rarePathsByBirth)[number];

const all: ReadonlySet<string> = new Set<PathByBirth>([...pathsByBirth, ...rarePathsByBirth]);

export const isByBirth = (path: string): path is PathByBirth => all.has(path);

/** What MongoDB's drivers call such an index. */
export const indexByBirth = (path: PathByBirth): string => `${path}_1__id_-1`;

/** The index of ids itself. */
export const birthIndex = '_id_';

/** All that lists and the inbox are narrowed by. */
export const pathsOfList = [
  '_id',
  ...pathsByBirth,
  ...rarePathsByBirth,
  'total.amount',
  'inbox.reason',
  'inbox.since',
] as const;

/** The index of all these, in the order of birth: an entry tells whether a payment belongs to a list, which then is not read. */
export const listIndex = pathsOfList.map((path) => `${path}_1`).join('_');
