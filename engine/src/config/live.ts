import { kinds, type Kind } from '@pih/schemas';
import type { Logger } from 'pino';
import type { Author, Canary, ConfigModels, StoredDocument } from './model.ts';
import { Snapshot, type Live, type LiveCanary } from './snapshot.ts';
import { headsTogether } from './transfer/index.ts';

/**
 * Keeps the documents that are live in memory, and notices within half a second what another node has published.
 * Heads are few and small to compare, so asking again is cheaper than it sounds and needs nothing but the database.
 */
export class LiveDocuments {
  readonly #models: ConfigModels;
  readonly #log: Logger;
  readonly #settle: () => Promise<void>;
  readonly #listeners = new Set<(snapshot: Snapshot) => void>();
  readonly #readers = new Set<(news: DocumentNews) => void>();
  #snapshot = new Snapshot();
  #versions = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #refreshing: Promise<void> = Promise.resolve();

  /** @param settle finishes imports whose engine died in the middle of them */
  constructor(models: ConfigModels, log: Logger, settle: () => Promise<void> = async () => {}) {
    this.#models = models;
    this.#log = log;
    this.#settle = settle;
  }

  get current(): Snapshot {
    return this.#snapshot;
  }

  /** @returns how to stop listening */
  onChange(listener: (snapshot: Snapshot) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells of each document, draft or release that changed, on whichever node. @returns how to stop listening */
  onNews(reader: (news: DocumentNews) => void): () => void {
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  }

  /** Reads what has changed; calls run one after the other, so that an older reading never replaces a newer one. */
  refresh(): Promise<void> {
    const run = this.#refreshing.then(() => this.#read());
    this.#refreshing = run.catch(() => undefined);
    return run;
  }

  watch(everyMs = 500): void {
    const tick = () => {
      this.refresh()
        .catch((error: unknown) => this.#log.warn({ err: error }, 'configuration could not be read; trying again'))
        .finally(() => {
          if (this.#timer) this.#timer = setTimeout(tick, everyMs).unref();
        });
    };
    this.#timer = setTimeout(tick, everyMs).unref();
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#refreshing;
  }

  async #read(): Promise<void> {
    const heads = await headsTogether(this.#models, this.#versions);
    if (!heads.length) return;
    const documents = heads.map(({ head }) => head);
    const next = documents.reduce(reading, this.#snapshot);
    const isFirst = this.#versions.size === 0;
    const decided = heads.filter(({ isUndecided }) => !isUndecided).map(({ head }) => head);
    for (const { _id, version } of decided) this.#versions.set(_id, version);
    const last = this.#snapshot;
    this.#snapshot = next;
    if (next !== last) this.#tell(this.#listeners, next);
    // What was there when the engine started is no news.
    if (!isFirst) for (const head of decided) this.#tell(this.#readers, newsOf(head));
    if (documents.some(({ importing }) => importing)) await this.#settle();
  }

  /** What is live is live: a listener that fails is a matter for the log, not for whoever published. */
  #tell<News>(listeners: Iterable<(news: News) => void>, news: News): void {
    for (const listener of listeners) {
      try {
        listener(news);
      } catch (error) {
        this.#log.error({ err: error }, 'a listener of the configuration failed');
      }
    }
  }
}

/** The documents that are live, with one as its head has it now. */
function reading(snapshot: Snapshot, head: StoredDocument): Snapshot {
  const { kind, id, archived } = head;
  const known = snapshot.evenArchived(kind, id);
  const live = liveOf(head, known);
  if (!live) return snapshot;
  const isSame = live === known && (snapshot.get(kind, id) === undefined) === (archived !== null);
  if (isSame) return snapshot;
  return archived ? snapshot.archiving(kind, live) : snapshot.with(kind, live);
}

/** What is made from a document is kept by the document: one that did not change has to stay the same object. */
function liveOf({ published, canary }: StoredDocument, known: Live<Kind> | undefined): Live<Kind> | undefined {
  if (!published) return undefined;
  const isSame = known?.revision === published.revision && known.canary?.release === canary?.release;
  if (isSame) return known;
  const { revision } = published;
  const document =
    [known, known?.canary].find((each) => each?.revision === revision)?.document ??
    (published.document as Live<Kind>['document']);
  return { revision, document, ...(canary && { canary: canaryOf(canary) }) };
}

const canaryOf = ({ release, revision, document, percent, guard, at }: Canary): LiveCanary<Kind> => ({
  release,
  revision,
  document: document as LiveCanary<Kind>['document'],
  percent,
  ...(guard && { guard }),
  startedAt: at,
});

/** What a console wants to know of a document that changed. */
export interface DocumentNews {
  kind: Kind;
  id: string;
  version: number;
  revision: number | null;
  draft: { version: number; by: Author; at: Date } | null;
  /** How many are open. */
  releases: number;
}

const newsOf = ({ kind, id, version, published, draft, releases }: StoredDocument): DocumentNews => ({
  kind,
  id,
  version,
  revision: published?.revision ?? null,
  draft: draft && { version: draft.version, by: draft.by, at: draft.at },
  releases: releases.length,
});

/** Names of the secrets that documents refer to. */
export function secretsNamedIn(snapshot: Snapshot): Set<string> {
  const names = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const name = (value as { $secret?: unknown }).$secret;
    if (typeof name === 'string') names.add(name);
    Object.values(value).forEach(visit);
  };
  for (const kind of kinds) for (const { document } of snapshot.all(kind)) visit(document);
  return names;
}
