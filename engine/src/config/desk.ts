import { documentErrors, type DocumentCheck, type DocumentOf, type FieldError, type Kind } from '@pih/schemas';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { givingWay } from '../give-way.ts';
import type { TellHistory } from './filing.ts';
import type { Around, Heads } from './heads.ts';
import type { ConfigModels, StoredDocument } from './model.ts';
import type { MakersOf } from './approvals.ts';
import { NotPublishable } from './problems.ts';
import { referenceErrors } from './references.ts';
import type { Live, Snapshot } from './snapshot.ts';

type Gate = <K extends Kind>(kind: K, document: DocumentOf[K], live: Snapshot) => Promise<FieldError[]>;

export interface DocumentDependencies {
  models: ConfigModels;
  now: Clock;
  log: Logger;
  /** The documents that are live at this moment. */
  live: () => Snapshot;
  /** Brings `live` up to date with the store: before a publication is checked, and after it. */
  refresh: () => Promise<void>;
  /** More that must hold before a publication: a flow's own test cases, for one. */
  gate: Gate;
  /** What is doubtful about a document that may be published all the same. */
  doubts?: <K extends Kind>(kind: K, document: DocumentOf[K]) => DocumentCheck['warnings'];
  /** More that must hold before a document goes out of use, told what would be left. */
  archiveGate: (kind: Kind, id: string, left: Snapshot) => Promise<FieldError[]>;
  /** Whether an operator may sign in and approve changes of a kind at this moment. */
  mayApprove: (operator: string, kind: Kind) => Promise<boolean>;
  /** Who made somebody's access, and who made theirs, and so on: ids of operators and keys. */
  makersOf: MakersOf;
  /** Finishes what an import has begun with a head, before anything of it is changed. */
  settle?: (head: StoredDocument) => Promise<StoredDocument>;
  /** What each change of a document happens within: changes of roles and of people take turns. */
  around?: Around;
  /** Hears what happened to documents. */
  tell?: TellHistory;
}

/** What every verb about documents works with. */
export interface Desk extends DocumentDependencies {
  heads: Heads;
}

/** Everything that keeps a document from being published: schema first, then references, then its own tests. */
export async function errorsOf(desk: Desk, kind: Kind, id: string, document: unknown): Promise<FieldError[]> {
  const giveWay = givingWay();
  const errors = [...mismatches(kind, id, document), ...documentErrors(kind, document)];
  if (errors.length) return errors;
  await giveWay();
  const valid = document as DocumentOf[typeof kind];
  const live = desk.live().with(kind, { revision: 0, document: valid } as Live<typeof kind>);
  const references = await referenceErrors(kind, valid, live, giveWay);
  if (references.length) return references;
  await giveWay();
  return desk.gate(kind, valid, live);
}

/**
 * Checks a document against what is live now on every node.
 * @throws NotPublishable
 */
export async function mustBePublishable(desk: Desk, kind: Kind, id: string, document: unknown): Promise<void> {
  // Another node may have published what this document names, or removed it, a moment ago.
  await desk.refresh();
  const errors = await errorsOf(desk, kind, id, document);
  if (errors.length) throw new NotPublishable({ kind, id, errors });
}

const slug = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** What a document says of itself against what its address says. */
export function mismatches(kind: Kind, id: string, document: unknown): FieldError[] {
  const said = (document ?? {}) as { kind?: unknown; id?: unknown };
  return [
    ...(said.kind === kind
      ? []
      : [{ path: '/kind', rule: 'const', message: `must be "${kind}"`, params: { limit: kind }, value: said.kind }]),
    ...(said.id === id
      ? []
      : [{ path: '/id', rule: 'const', message: `must be "${id}"`, params: { limit: id }, value: said.id }]),
    ...(slug.test(id)
      ? []
      : [
          {
            path: '/id',
            rule: 'pattern',
            message: 'must be lower-case letters, digits and hyphens',
            params: { example: 'spring-sale' },
          },
        ]),
  ];
}

/** What people call a document; a draft may be anything yet, its title too. */
export function titleOf(document: unknown, id: string): string {
  const { title } = (document ?? {}) as { title?: unknown };
  return typeof title === 'string' && title !== '' ? title : id;
}
