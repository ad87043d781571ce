import type { DocumentOf, Kind } from '@pih/schemas';
import { kinds } from '@pih/schemas';
import { knownTo, type Known } from '../rules/index.ts';

/** A document that is live, with the number of its revision. */
export interface Live<K extends Kind> {
  revision: number;
  document: DocumentOf[K];
}

type Documents = { [K in Kind]: Map<string, Live<K>> };

/** All documents that are live at one moment. It never changes; a publication makes a new one. */
export class Snapshot {
  readonly #documents: Documents;

  constructor(documents: Partial<Documents> = {}) {
    this.#documents = Object.fromEntries(
      kinds.map((kind) => [kind, documents[kind] ?? new Map()]),
    ) as unknown as Documents;
  }

  get<K extends Kind>(kind: K, id: string): Live<K> | undefined {
    return this.#documents[kind].get(id);
  }

  all<K extends Kind>(kind: K): Live<K>[] {
    return [...this.#documents[kind].values()];
  }

  /** The same documents, but for one. */
  with<K extends Kind>(kind: K, live: Live<K>): Snapshot {
    const changed = new Map(this.#documents[kind]).set(live.document.id, live);
    return new Snapshot({ ...this.#documents, [kind]: changed });
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
