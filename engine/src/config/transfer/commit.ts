import { newId } from '@pih/schemas';
import type { TellHistory } from '../filing.ts';
import { publishing } from '../going-live.ts';
import { Heads, type Change } from '../heads.ts';
import type { Author, ConfigModels, StoredDocument, StoredImport } from '../model.ts';
import type { Clock } from '../../clock.ts';
import { isDifferent, type Planned } from './plan.ts';
import { ImportOvertaken } from './problems.ts';

/** What is about to become live, by whom and why. */
export interface Batch {
  planned: readonly Planned[];
  note: string;
  by: Author;
}

/** An import that takes longer than this to get ready has lost its engine. So long others wait for its documents at most. */
const patienceMs = 15_000;

/** How soon somebody looks again who waits for an import to be through. */
const lookAgainMs = 20;

const keyOf = ({ document: { kind, id } }: Planned): string => `${kind}/${id}`;
const namesOf = (all: readonly Planned[]) => all.map(({ document: { kind, id } }) => ({ kind, id }));

/**
 * Makes many documents live at once, though only one record can be written at a time: every head is marked with what it is
 * to become, and one change of the import's own record is the moment from which all marks count. Whoever reads a marked head
 * looks at that record; whoever changes one finishes what was begun first. A crash before that moment leaves nothing, a crash
 * after it leaves nothing undone.
 */
export class Commits {
  readonly #imports: ConfigModels['imports'];
  readonly #now: Clock;
  /** These come to heads that are marked; all others wait until they are not. */
  readonly #heads: Heads;

  constructor(models: ConfigModels, now: Clock, tell?: TellHistory) {
    this.#imports = models.imports;
    this.#now = now;
    this.#heads = new Heads(models, now, async (head) => head, undefined, tell);
  }

  /** The head of a document that no import is at work on; see `settled`. */
  async read(kind: StoredDocument['kind'], id: string): Promise<StoredDocument> {
    return this.settled(await this.#heads.read(kind, id));
  }

  /**
   * Carries an import out.
   * @param judge looks at everything once more when nobody can publish any of it beside; throwing ends the import
   * @throws ImportOvertaken when somebody was faster; nothing is changed then
   */
  async carryOut({ planned, note, by }: Batch, judge: () => Promise<void>): Promise<void> {
    // In one order for all: of two imports of the same documents one comes through.
    const batch = planned.filter(isDifferent).sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
    const now = this.#now();
    const record: StoredImport = {
      _id: newId('import', now),
      state: 'preparing',
      documents: batch.map(keyOf),
      note,
      at: now,
      by,
      until: new Date(now.getTime() + patienceMs),
    };
    await this.#imports.create(record);
    try {
      for (const plan of batch) await this.#mark(record, plan);
      await judge();
      if (!(await this.#turn(record._id, 'preparing', 'committed')))
        throw new ImportOvertaken({ documents: namesOf(batch) });
    } catch (error) {
      await this.#takeBack(record);
      throw error;
    }
  }

  /** Finishes, or takes back, what engines began that did not get to its end. Any number of nodes may do so at once. */
  async settle(): Promise<void> {
    const open = await this.#imports.find({ state: { $in: ['preparing', 'committed', 'aborting'] } }).lean();
    for (const record of open) {
      if (record.state === 'committed') await this.#moveForward(record);
      else if (record.state === 'aborting' || record.until <= this.#now()) await this.#takeBack(record);
    }
  }

  /** A head that no import is at work on: waits for one that is, and finishes one whose engine died. */
  async settled(head: StoredDocument): Promise<StoredDocument> {
    for (let current = head; ; current = await this.#heads.read(head.kind, head.id)) {
      if (!current.importing) return current;
      await this.settle();
      const { import: id } = current.importing;
      const record = await this.#imports.findById(id, { state: 1 }).lean();
      if (record?.state === 'preparing') await new Promise((done) => setTimeout(done, lookAgainMs));
      // An engine that slept through its patience marks late, and nobody else looks after what was taken back.
      else if (!record || record.state === 'aborted') await this.#unmark([current._id], id);
    }
  }

  /** @throws ImportOvertaken when something else is live by now, or another import is at work on it */
  async #mark({ _id, note, by, at }: StoredImport, plan: Planned): Promise<void> {
    const { document, replaces, revision } = plan;
    await this.#heads.change(document.kind, document.id, (head): Change => {
      const { published } = publishing(head, { document, note, by, at, how: 'import' });
      const isAsPlanned = (head.published?.revision ?? 0) === replaces && published.revision === revision;
      if (head.importing || head.archived || !isAsPlanned) throw new ImportOvertaken({ documents: namesOf([plan]) });
      return { set: { importing: { import: _id, revision: published } }, events: [] };
    });
  }

  async #moveForward({ _id, documents, note, by, at }: StoredImport): Promise<void> {
    await this.#eachMarked(documents, _id, (head, { document }) => {
      const { published, set, events } = publishing(head, { document, note, by, at, how: 'import' });
      const event = { at, by, what: 'imported', note, revision: published.revision } as const;
      return { set: { ...set, importing: null }, events: [event, ...events] };
    });
    await this.#turn(_id, 'committed', 'done');
  }

  async #takeBack({ _id, documents }: StoredImport): Promise<void> {
    await this.#turn(_id, 'preparing', 'aborting');
    const record = await this.#imports.findById(_id, { state: 1 }).lean();
    // Somebody else has committed it or is through with it.
    if (record?.state !== 'aborting' && record?.state !== 'aborted') return;
    await this.#unmark(documents, _id);
    await this.#turn(_id, 'aborting', 'aborted');
  }

  #unmark(documents: readonly string[], id: string): Promise<void> {
    return this.#eachMarked(documents, id, () => ({ set: { importing: null }, events: [] }));
  }

  async #eachMarked(
    documents: readonly string[],
    id: string,
    change: (head: StoredDocument, revision: { document: unknown }) => Change,
  ): Promise<void> {
    await Promise.all(
      documents.map((key) => {
        const [kind, name] = key.split('/') as [StoredDocument['kind'], string];
        return this.#heads.change(kind, name, (head) =>
          head.importing?.import === id ? change(head, head.importing.revision) : undefined,
        );
      }),
    );
  }

  /** @returns whether it was in the state that it was to leave */
  async #turn(_id: string, from: StoredImport['state'], to: StoredImport['state']): Promise<boolean> {
    const { matchedCount } = await this.#imports.updateOne({ _id, state: from }, { $set: { state: to } });
    return matchedCount === 1;
  }
}
