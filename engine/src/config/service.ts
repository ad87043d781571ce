import type { AnyDocument, DocumentCheck, DocumentOf, EventReason, FieldError, Kind } from '@pih/schemas';
import { approvalsNeeded, type Needs, type Proposed } from './approvals.ts';
import { archive, restore } from './archive.ts';
import { errorsOf, type Desk, type DocumentDependencies } from './desk.ts';
import { discardDraft, exists, saveDraft } from './drafts.ts';
import { examine } from './examine.ts';
import { publishing } from './going-live.ts';
import { Heads } from './heads.ts';
import { historyOf } from './history.ts';
import type { Author, DocumentEvent, Draft, Release, ReleaseHow, Revision, StoredDocument } from './model.ts';
import { needsOf } from './needs.ts';
import { DocumentNotFound } from './problems.ts';
import { publish, rollBack, type Going } from './publish.ts';
import { approve, promote, refuse, returnCanary, withdraw, type Answer } from './releases/answering.ts';
import { workOnDue } from './releases/due.ts';
import type { Outcome } from './releases/outcome.ts';
import { openReleases, readRelease, type ReleaseOf } from './releases/reading.ts';
import { watchFor, type Watch } from './releases/watch.ts';
import { liveAt, revisionOf, revisionsOf } from './revisions.ts';
import { timelineOf, type Timeline } from './timeline.ts';

export type { DocumentDependencies } from './desk.ts';

/** The life of documents: what the other rooms may do with them. Each verb has a file of its own. */
export class Documents {
  readonly #desk: Desk;

  constructor(deps: DocumentDependencies) {
    const { models, now, settle = async (head: StoredDocument) => head, around, tell } = deps;
    this.#desk = { ...deps, heads: new Heads(models, now, settle, around, tell) };
  }

  /** Files, and tells, what a crash has left to be filed. */
  fileRest(): Promise<void> {
    return this.#desk.heads.fileRest();
  }

  async list(kind: Kind): Promise<StoredDocument[]> {
    return (await this.#desk.heads.all({ kind })).filter(exists);
  }

  /** @throws DocumentNotFound */
  async read(kind: Kind, id: string): Promise<StoredDocument> {
    const head = await this.#desk.heads.read(kind, id);
    if (!exists(head)) throw new DocumentNotFound({ kind, id });
    return head;
  }

  /** As `saveDraft` of drafts.ts. @throws WrongDocument, DraftChanged */
  saveDraft(kind: Kind, id: string, document: Record<string, unknown>, version: number, by: Author): Promise<Draft> {
    return saveDraft(this.#desk, kind, id, document, version, by);
  }

  /** @throws DocumentNotFound, DraftChanged */
  discardDraft(kind: Kind, id: string, version: number, by: Author): Promise<void> {
    return discardDraft(this.#desk, kind, id, version, by);
  }

  /** Everything that keeps a document from being published; nothing is kept. */
  check(kind: Kind, id: string, document: unknown): Promise<FieldError[]> {
    return errorsOf(this.#desk, kind, id, document);
  }

  /** The same, with what is doubtful and how test cases go. @param signal aborted when nobody waits any more */
  examine(kind: Kind, id: string, document: unknown, signal?: AbortSignal): Promise<DocumentCheck> {
    return examine(this.#desk, kind, id, document, signal);
  }

  /** As `publish` of publish.ts. */
  publish(kind: Kind, id: string, version: number, note: string, by: Author, going: Going = {}): Promise<Outcome> {
    return publish(this.#desk, kind, id, version, note, by, going);
  }

  /** As `rollBack` of publish.ts. */
  rollback(kind: Kind, id: string, revision: number, note: string, by: Author): Promise<Outcome> {
    return rollBack(this.#desk, kind, id, revision, note, by);
  }

  /** As `archive` of archive.ts. */
  archive(kind: Kind, id: string, note: string, by: Author): Promise<Outcome> {
    return archive(this.#desk, kind, id, note, by);
  }

  /** As `restore` of archive.ts. */
  restore(kind: Kind, id: string, note: string, by: Author): Promise<Outcome> {
    return restore(this.#desk, kind, id, note, by);
  }

  /** As `needsOf` of needs.ts. */
  needs(kind: Kind, id: string, how: ReleaseHow, by: Author, revision?: number): Promise<Needs> {
    return needsOf(this.#desk, kind, id, how, by, revision);
  }

  /** What the approval rules that are live ask of a change. */
  approvalsNeeded(proposed: Proposed): Promise<Needs> {
    return approvalsNeeded(this.#desk.live(), proposed);
  }

  /** As `approve` of releases/answering.ts. */
  approve(answer: Answer): Promise<Outcome> {
    return approve(this.#desk, answer);
  }

  /** @throws ReleaseNotFound, ReleaseEnded */
  refuse(answer: Answer): Promise<Outcome> {
    return refuse(this.#desk, answer);
  }

  /** As `withdraw` of releases/answering.ts. */
  withdraw(answer: Answer): Promise<Outcome> {
    return withdraw(this.#desk, answer);
  }

  /** As `promote` of releases/answering.ts. */
  promote(answer: Answer): Promise<Outcome> {
    return promote(this.#desk, answer);
  }

  /** Ends a canary that does worse than its control; true for exactly one of several nodes that find out. */
  endCanary(canary: { kind: Kind; id: string; release: string; because: EventReason }): Promise<boolean> {
    return returnCanary(this.#desk, canary);
  }

  /** All open releases, those that wait for somebody first. */
  releases(state: 'open' | 'awaiting_approval'): Promise<ReleaseOf[]> {
    return openReleases(this.#desk, state);
  }

  /** A release, open or ended, with its document. @throws ReleaseNotFound */
  release(kind: Kind, id: string, release: string): Promise<{ release: Release; document: unknown }> {
    return readRelease(this.#desk, kind, id, release);
  }

  /** Begins and ends the schedules that are due. @returns how many were worked on here */
  workOnDue(): Promise<number> {
    return workOnDue(this.#desk);
  }

  /** Does so from now on, every second. */
  watchDue(): Watch {
    return watchFor(() => this.workOnDue(), this.#desk.log);
  }

  /** Newest first, at most 500. @throws DocumentNotFound */
  history(kind: Kind, id: string): Promise<DocumentEvent[]> {
    return historyOf(this.#desk, kind, id);
  }

  /** Newest first. @throws DocumentNotFound */
  revisions(kind: Kind, id: string): Promise<Omit<Revision, 'document'>[]> {
    return revisionsOf(this.#desk, kind, id);
  }

  /** @throws RevisionNotFound */
  revision(kind: Kind, id: string, revision: number): Promise<Revision> {
    return revisionOf(this.#desk, kind, id, revision);
  }

  /** The documents of a kind that were live at a moment. */
  liveAt<K extends Kind>(kind: K, at: Date): Promise<DocumentOf[K][]> {
    return liveAt(this.#desk, kind, at);
  }

  /** The documents of a kind that were live at any moment; all are read now, and moments can be asked about for nothing. */
  timeline<K extends Kind>(kind: K): Promise<Timeline<K>> {
    return timelineOf(this.#desk, kind);
  }

  /** Puts a document live without a draft and a note, when it does not exist yet; for the seeds of a new installation. */
  async seed(document: AnyDocument, by: Author): Promise<void> {
    const { kind, id } = document;
    await this.#desk.heads.change(kind, id, (head) => {
      // Another node that starts at the same moment may be first; its document is the same one.
      if (head.version > 0) return undefined;
      const at = this.#desk.now();
      const { published, set, events } = publishing(head, { document, note: '', by, at, how: 'seed' });
      return { set, events: [...events, { at, by, what: 'published', revision: published.revision }] };
    });
  }
}
