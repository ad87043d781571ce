import type { Kind } from '@pih/schemas';
import type { Clock } from '../clock.ts';
import { originNow } from '../request-scope.ts';
import { filed, type TellHistory } from './filing.ts';
import type { ConfigModels, DocumentEvent, Release, StoredDocument } from './model.ts';
import { TooMuchAtOnce } from './problems.ts';
import { dueAtOf } from './releases/windows.ts';

/** The name of a document among all kinds. */
export const keyOf = (kind: Kind, id: string): string => `${kind}/${id}`;

type Changeable = 'published' | 'draft' | 'canary' | 'releases' | 'archived' | 'lastRevision' | 'importing';

/** What is to become of a head, and what its history will say about it. Releases that have ended leave the head. */
export interface Change {
  set: Partial<Pick<StoredDocument, Changeable>>;
  events: DocumentEvent[];
}

type Decide = (head: StoredDocument) => Promise<Change | undefined> | Change | undefined;

/** Lets the change of a document of a kind happen when its turn has come, where others than this room look at it too. */
export type Around = <Result>(kind: Kind, work: () => Promise<Result>) => Promise<Result>;

/** A document that nobody has saved yet. */
const blank = (kind: Kind, id: string): StoredDocument => ({
  _id: keyOf(kind, id),
  kind,
  id,
  version: 0,
  published: null,
  draft: null,
  canary: null,
  releases: [],
  archived: null,
  lastRevision: 0,
  dueAt: null,
  unfiled: null,
  importing: null,
});

/** Fills in what documents did not have before they had releases. */
export const whole = (stored: StoredDocument): StoredDocument => ({
  ...blank(stored.kind, stored.id),
  ...stored,
  published: stored.published && { ...stored.published, how: stored.published.how ?? 'publish' },
  draft: stored.draft && {
    ...stored.draft,
    editors: stored.draft.editors ?? [stored.draft.by],
    basedOn: stored.draft.basedOn ?? stored.published?.revision ?? null,
  },
  lastRevision: stored.lastRevision ?? stored.published?.revision ?? 0,
});

/** Somebody else was faster; the decision is taken again on what they left. */
class HeadChanged extends Error {}

/** As many people as may change one document in the same moment without one of them being sent away. */
const mostTries = 50;

/**
 * The one record of each document. Every change is decided on what was read and written only where that still stands
 * (compare-and-set on the version); what it leaves behind elsewhere is noted in the same write and filed afterwards, by
 * whoever comes next if not by who wrote it.
 */
export class Heads {
  readonly #models: ConfigModels;
  readonly now: Clock;
  readonly #settle: (head: StoredDocument) => Promise<StoredDocument>;
  readonly #around: Around;
  readonly #tell: TellHistory | undefined;

  /**
   * @param settle finishes what another room has begun with a head, before anything of it is changed
   * @param around what each change of a kind happens within
   * @param tell hears what happened to documents, surely and at least once
   */
  constructor(
    models: ConfigModels,
    now: Clock,
    settle: (head: StoredDocument) => Promise<StoredDocument>,
    around: Around = (_kind, work) => work(),
    tell?: TellHistory,
  ) {
    this.#models = models;
    this.now = now;
    this.#settle = settle;
    this.#around = around;
    this.#tell = tell;
  }

  /** The head of a document, a blank one of version 0 where nobody has saved anything. */
  async read(kind: Kind, id: string): Promise<StoredDocument> {
    const stored = await this.#models.documents.findById(keyOf(kind, id)).lean();
    return stored ? whole(stored) : blank(kind, id);
  }

  async all(about: Partial<Pick<StoredDocument, 'kind'>> & Record<string, unknown>): Promise<StoredDocument[]> {
    return (await this.#models.documents.find(about).sort({ kind: 1, id: 1 }).lean()).map(whole);
  }

  /** Files what crashes have left in heads; anybody may do so at any time. */
  async fileRest(): Promise<void> {
    for (const head of await this.all({ unfiled: { $ne: null } })) await filed(this.#models, head, this.#tell);
  }

  /**
   * Changes a head as `decide` says, which is asked again on the newer one when somebody else was faster.
   * @param decide what to change, undefined for nothing; whatever it throws ends the attempt
   * @returns the head as it stands after it
   */
  change(kind: Kind, id: string, decide: Decide): Promise<StoredDocument> {
    return this.#around(kind, () => this.#change(kind, id, decide));
  }

  async #change(kind: Kind, id: string, decide: Decide): Promise<StoredDocument> {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const head = await this.#settle(await this.read(kind, id));
      const change = await decide(head);
      if (!change) return head;
      try {
        return await this.#write(head, change);
      } catch (error) {
        if (!(error instanceof HeadChanged)) throw error;
      }
    }
    throw new TooMuchAtOnce({ kind, id });
  }

  async #write(read: StoredDocument, { set, events }: Change): Promise<StoredDocument> {
    // What the change before left behind has to be safe before this one takes its place in the head.
    await filed(this.#models, read, this.#tell);
    const releases = set.releases ?? read.releases;
    const version = read.version + 1;
    const open = releases.filter(({ ended }) => !ended);
    const ended = releases.filter((release) => release.ended);
    const next = {
      ...set,
      releases: open,
      dueAt: dueAtOf(open),
      version,
      unfiled: events.length || ended.length ? { version, events: events.map(askedFrom), releases: ended } : null,
    };
    await (read.version === 0 ? this.#create(read, next) : this.#replace(read, next));
    const head: StoredDocument = { ...read, ...next };
    await filed(this.#models, head, this.#tell);
    return head;
  }

  async #create(read: StoredDocument, next: Partial<StoredDocument>): Promise<void> {
    await this.#models.documents.create({ ...read, ...next }).catch((error: { code?: number }) => {
      throw error.code === 11000 ? new HeadChanged() : error;
    });
  }

  async #replace(read: StoredDocument, next: Partial<StoredDocument>): Promise<void> {
    const { matchedCount } = await this.#models.documents.updateOne(
      { _id: read._id, version: read.version },
      { $set: next },
    );
    if (matchedCount === 0) throw new HeadChanged();
  }
}

/** With where it was asked from, so that whoever tells of it later still knows. */
function askedFrom(event: DocumentEvent): DocumentEvent {
  const origin = originNow();
  return origin && event.by.type !== 'system' ? { ...event, origin } : event;
}

/** A release as it stands now, in the place of how it stood. */
export const withRelease = (releases: readonly Release[], release: Release): Release[] =>
  releases.some(({ id }) => id === release.id)
    ? releases.map((each) => (each.id === release.id ? release : each))
    : [...releases, release];
