import { badValue, unsupported } from '../errors.ts';
import type { Catalogue } from '../storage/catalogue.ts';
import { isDoc, kindOf, type Doc } from '../values/types.ts';
import type { Cursors } from './cursors.ts';
import type { Retries } from './retries.ts';

/** What commands work with. */
export interface Store {
  catalogue: Catalogue;
  cursors: Cursors;
  retries: Retries;
  now: () => Date;
}

/** A command as it arrived: its name, its members, and the database it is for. */
export interface Request {
  name: string;
  body: Doc;
  database: string;
}

/** One command: the members it understands, and how it answers. A member that is not listed is refused, never ignored. */
export interface Command {
  members: readonly string[] | 'any';
  run: (request: Request, store: Store) => Doc | Promise<Doc>;
}

/** Members that every command may carry. They ask for no more than this store always does: a single node, always durable. */
const everywhere = new Set(
  '$db lsid $clusterTime $readPreference txnNumber writeConcern readConcern maxTimeMS comment apiVersion apiStrict apiDeprecationErrors'.split(
    ' ',
  ),
);

/** @throws CommandError when the request asks for something that this command, or this store, does not do */
export function assertUnderstood({ name, body }: Request, command: Command): void {
  if (body['startTransaction'] !== undefined || body['autocommit'] !== undefined)
    throw unsupported('A multi-document transaction', 263, 'OperationNotSupportedInTransaction');
  if (isDoc(body['readConcern']) && body['readConcern']['level'] === 'snapshot')
    throw unsupported('Read concern snapshot');
  for (const [member, value] of Object.entries(body)) {
    if (member === name || everywhere.has(member) || command.members === 'any' || command.members.includes(member))
      continue;
    if (value !== undefined && value !== null && value !== false) throw unsupported(`The option ${member} of ${name}`);
  }
}

/** The collection that a command names, as `database.collection`. */
export function namespaceOf({ name, body, database }: Request): string {
  const collection = body[name];
  if (typeof collection !== 'string' || collection === '') throw badValue(`${name} needs the name of a collection`);
  return `${database}.${collection}`;
}

/** A member that must be a document; missing means empty. */
export function docIn(body: Doc, member: string): Doc {
  const value = body[member] ?? {};
  if (!isDoc(value)) throw badValue(`${member} must be a document`);
  return value;
}

/** A member that must be a list of documents; missing means empty. */
export function docsIn(body: Doc, member: string): Doc[] {
  const value = body[member] ?? [];
  if (!Array.isArray(value) || !value.every(isDoc)) throw badValue(`${member} must be a list of documents`);
  return value;
}

/** A member that must be a whole number, not negative; missing means undefined. */
export function numberIn(body: Doc, member: string): number | undefined {
  const value = body[member];
  if (kindOf(value) === 'null') return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    throw badValue(`${member} must be a whole number`);
  return value;
}
