import { kinds, type Kind } from '@pih/schemas';
import type { Logger } from 'pino';
import type { ConfigModels } from './model.ts';
import { Snapshot, type Live } from './snapshot.ts';

/**
 * Keeps the documents that are live in memory, and notices within half a second what another node has published.
 * Heads are few and small to compare, so asking again is cheaper than it sounds and needs nothing but the database.
 */
export class LiveDocuments {
  readonly #models: ConfigModels;
  readonly #log: Logger;
  readonly #listeners = new Set<(snapshot: Snapshot) => void>();
  #snapshot = new Snapshot();
  #versions = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #refreshing: Promise<void> = Promise.resolve();

  constructor(models: ConfigModels, log: Logger) {
    this.#models = models;
    this.#log = log;
  }

  get current(): Snapshot {
    return this.#snapshot;
  }

  /** @returns how to stop listening */
  onChange(listener: (snapshot: Snapshot) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
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
    const heads = await this.#models.documents.find({}, { _id: 1, version: 1 }).lean();
    const changed = heads.filter(({ _id, version }) => this.#versions.get(_id) !== version).map(({ _id }) => _id);
    if (!changed.length) return;
    const documents = await this.#models.documents.find({ _id: { $in: changed } }).lean();
    let next = this.#snapshot;
    for (const { kind, published } of documents) {
      if (published)
        next = next.with(kind, { revision: published.revision, document: published.document } as Live<Kind>);
    }
    for (const { _id, version } of documents) this.#versions.set(_id, version);
    if (next === this.#snapshot) return;
    this.#snapshot = next;
    // What is live is live: a listener that fails is a matter for the log, not for whoever published.
    for (const listener of this.#listeners) {
      try {
        listener(next);
      } catch (error) {
        this.#log.error({ err: error }, 'a listener of the configuration failed');
      }
    }
  }
}

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
