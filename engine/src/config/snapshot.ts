import type { DocumentOf, Kind } from '@pih/schemas';
import { kinds } from '@pih/schemas';
import { knownTo, type Known } from '../rules/index.ts';
import type { Guard } from './model.ts';

/** What a part of the new payments gets instead. */
export interface LiveCanary<K extends Kind> {
  release: string;
  revision: number;
  document: DocumentOf[K];
  /** 1..99 */
  percent: number;
  guard?: Guard;
  startedAt: Date;
}

/** A document that is live, with the number of its revision. */
export interface Live<K extends Kind> {
  revision: number;
  document: DocumentOf[K];
  canary?: LiveCanary<K>;
}

type Documents = { [K in Kind]: Map<string, Live<K>> };

const emptyOr = (documents: Partial<Documents>): Documents =>
  Object.fromEntries(kinds.map((kind) => [kind, documents[kind] ?? new Map()])) as unknown as Documents;

/** All documents that are live at one moment. It never changes; a publication makes a new one. */
export class Snapshot {
  readonly #documents: Documents;
  readonly #archived: Documents;

  constructor(documents: Partial<Documents> = {}, archived: Partial<Documents> = {}) {
    this.#documents = emptyOr(documents);
    this.#archived = emptyOr(archived);
  }

  get<K extends Kind>(kind: K, id: string): Live<K> | undefined {
    return this.#documents[kind].get(id);
  }

  /** Of a document out of use too, as it was last live: what began before it was archived is finished with it. */
  evenArchived<K extends Kind>(kind: K, id: string): Live<K> | undefined {
    return this.get(kind, id) ?? this.#archived[kind].get(id);
  }

  all<K extends Kind>(kind: K): Live<K>[] {
    return [...this.#documents[kind].values()];
  }

  /** The same documents, but for one. */
  with<K extends Kind>(kind: K, live: Live<K>): Snapshot {
    const changed = new Map(this.#documents[kind]).set(live.document.id, live);
    return new Snapshot({ ...this.#documents, [kind]: changed }, this.#without(this.#archived, kind, live.document.id));
  }

  /** The same documents, but for one that is out of use. */
  archiving<K extends Kind>(kind: K, live: Live<K>): Snapshot {
    const archived = new Map(this.#archived[kind]).set(live.document.id, live);
    return new Snapshot(this.#without(this.#documents, kind, live.document.id), {
      ...this.#archived,
      [kind]: archived,
    });
  }

  #without<K extends Kind>(documents: Documents, kind: K, id: string): Documents {
    if (!documents[kind].has(id)) return documents;
    const fewer = new Map(documents[kind]);
    fewer.delete(id);
    return { ...documents, [kind]: fewer };
  }

  /** The merchant's settings; an installation has one such document. */
  get settings(): DocumentOf['settings'] {
    const [settings] = this.#documents.settings.values();
    return (
      settings?.document ?? {
        kind: 'settings',
        id: 'merchant',
        title: 'Merchant',
        timeZone: 'UTC',
        defaultCurrency: 'EUR',
      }
    );
  }

  /** What a flow may refer to here: facts, and methods with the providers that carry them. */
  get known(): Known {
    return knownTo(
      this.settings,
      this.all('provider').map(({ document }) => document),
    );
  }
}
