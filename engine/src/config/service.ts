import { documentErrors, type AnyDocument, type DocumentOf, type FieldError, type Kind } from '@pih/schemas';
import type { Clock } from '../clock.ts';
import type { Author, ConfigModels, Draft, Revision, StoredDocument } from './model.ts';
import {
  DocumentNotFound,
  DraftChanged,
  DraftMissing,
  NotPublishable,
  RevisionNotFound,
  WrongDocument,
} from './problems.ts';
import { referenceErrors } from './references.ts';
import type { Live, Snapshot } from './snapshot.ts';

type Gate = <K extends Kind>(kind: K, document: DocumentOf[K], live: Snapshot) => Promise<FieldError[]>;

export interface DocumentDependencies {
  models: ConfigModels;
  now: Clock;
  /** The documents that are live at this moment. */
  live: () => Snapshot;
  /** Brings `live` up to date with the store: before a publication is checked, and after it. */
  refresh: () => Promise<void>;
  /** More that must hold before a publication: a flow's own test cases, for one. */
  gate: Gate;
}

const keyOf = (kind: Kind, id: string): string => `${kind}/${id}`;

/** Drafts, publications and revisions of documents, each change against the version that its author saw. */
export class Documents {
  readonly #deps: DocumentDependencies;

  constructor(deps: DocumentDependencies) {
    this.#deps = deps;
  }

  async list(kind: Kind): Promise<StoredDocument[]> {
    const stored = await this.#deps.models.documents.find({ kind }).sort({ id: 1 }).lean();
    return stored.filter(exists);
  }

  /** @throws DocumentNotFound */
  async read(kind: Kind, id: string): Promise<StoredDocument> {
    const stored = await this.#deps.models.documents.findById(keyOf(kind, id)).lean();
    if (!stored || !exists(stored)) throw new DocumentNotFound({ kind, id });
    return stored;
  }

  /**
   * Keeps a draft, valid or not, as long as it says which document it is: work in progress is never lost.
   * @param version of the draft that was edited; 0 when there was none
   * @throws WrongDocument, DraftChanged
   */
  async saveDraft(
    kind: Kind,
    id: string,
    document: Record<string, unknown>,
    version: number,
    by: Author,
  ): Promise<Draft> {
    const slips = mismatches(kind, id, document);
    if (slips.length) throw new WrongDocument({ kind, id, errors: slips });
    const stored = await this.#deps.models.documents.findById(keyOf(kind, id)).lean();
    const current = stored?.draft?.version ?? 0;
    if (current !== version) throw new DraftChanged({ kind, id, version: current, yours: version });
    // Versions of drafts go on counting after a publication, so that an old window cannot mistake a new draft for its own.
    const draft: Draft = { version: (stored?.version ?? 0) + 1, document, at: this.#deps.now(), by };
    await this.#replace(kind, id, stored, { draft });
    return draft;
  }

  /** Throws the draft away that its author saw. @throws DocumentNotFound, DraftChanged when somebody has changed it since */
  async discardDraft(kind: Kind, id: string, version: number): Promise<void> {
    const stored = await this.read(kind, id);
    const current = stored.draft?.version ?? 0;
    if (current !== version) throw new DraftChanged({ kind, id, version: current, yours: version });
    if (stored.draft) await this.#replace(kind, id, stored, { draft: null });
  }

  /** Everything that keeps a document from being published: schema first, then references, then its own tests. */
  async check(kind: Kind, id: string, document: unknown): Promise<FieldError[]> {
    const errors = [...mismatches(kind, id, document), ...documentErrors(kind, document)];
    if (errors.length) return errors;
    const valid = document as DocumentOf[typeof kind];
    const live = this.#deps.live().with(kind, { revision: 0, document: valid } as Live<typeof kind>);
    const references = referenceErrors(kind, valid, live);
    return references.length ? references : this.#deps.gate(kind, valid, live);
  }

  /**
   * Makes the draft the live revision.
   * @throws DraftMissing, DraftChanged, NotPublishable
   */
  async publish(kind: Kind, id: string, version: number, note: string, by: Author): Promise<Revision> {
    const stored = await this.read(kind, id);
    if (!stored.draft) throw new DraftMissing({ kind, id });
    if (stored.draft.version !== version)
      throw new DraftChanged({ kind, id, version: stored.draft.version, yours: version });
    return this.#publish(stored, stored.draft.document, note, by, null);
  }

  /** Publishes an earlier revision again, as a new one; a draft stays. @throws RevisionNotFound, NotPublishable */
  async rollback(kind: Kind, id: string, revision: number, note: string, by: Author): Promise<Revision> {
    const stored = await this.read(kind, id);
    const earlier = await this.revision(kind, id, revision);
    return this.#publish(stored, earlier.document, note, by, stored.draft);
  }

  /** Newest first. @throws DocumentNotFound */
  async revisions(kind: Kind, id: string): Promise<Omit<Revision, 'document'>[]> {
    const { published } = await this.read(kind, id);
    const kept = await this.#deps.models.revisions.find({ kind, id }, { document: 0 }).sort({ revision: -1 }).lean();
    return published && kept[0]?.revision !== published.revision ? [published, ...kept] : kept;
  }

  /** @throws RevisionNotFound */
  async revision(kind: Kind, id: string, revision: number): Promise<Revision> {
    const kept = await this.#deps.models.revisions.findById(`${keyOf(kind, id)}@${revision}`).lean();
    if (kept) return kept;
    const head = await this.#deps.models.documents.findById(keyOf(kind, id)).lean();
    if (head?.published?.revision === revision) return head.published;
    throw new RevisionNotFound({ kind, id, revision });
  }

  /** The documents of a kind that were live at a moment. */
  async liveAt<K extends Kind>(kind: K, at: Date): Promise<DocumentOf[K][]> {
    const { documents, revisions } = this.#deps.models;
    const heads = await documents.find({ kind, published: { $ne: null } }).lean();
    const then = await Promise.all(
      heads.map(async ({ id, published }) =>
        published && published.at <= at
          ? published
          : revisions
              .findOne({ kind, id, at: { $lte: at } })
              .sort({ revision: -1 })
              .lean(),
      ),
    );
    // What was published fitted its schema.
    return then.flatMap((revision) => (revision ? [revision.document as DocumentOf[K]] : []));
  }

  /** Puts a document live without a draft, when it does not exist yet; for the seeds of a new installation. */
  async seed(document: AnyDocument, note: string, by: Author): Promise<void> {
    const { kind, id } = document;
    const published: Revision = { revision: 1, document, note, at: this.#deps.now(), by };
    const isKnown = await this.#deps.models.documents.exists({ _id: keyOf(kind, id) });
    if (isKnown) return;
    try {
      await this.#replace(kind, id, null, { published });
    } catch (error) {
      // Another node that starts at the same moment was first; its document is the same one.
      if (error instanceof DraftChanged) return;
      throw error;
    }
    await this.#keep(kind, id, published);
  }

  async #publish(
    stored: StoredDocument,
    document: unknown,
    note: string,
    by: Author,
    draft: Draft | null,
  ): Promise<Revision> {
    const { kind, id } = stored;
    // Another node may have published what this document names, or removed it, a moment ago.
    await this.#deps.refresh();
    const errors = await this.check(kind, id, document);
    if (errors.length) throw new NotPublishable({ kind, id, errors });
    // The head is the truth. A crash after its change and before the copy below leaves the copy to the next publication.
    if (stored.published) await this.#keep(kind, id, stored.published);
    const published: Revision = {
      revision: (stored.published?.revision ?? 0) + 1,
      document,
      note,
      at: this.#deps.now(),
      by,
    };
    await this.#replace(kind, id, stored, { published, draft });
    await this.#keep(kind, id, published);
    await this.#deps.refresh();
    return published;
  }

  async #keep(kind: Kind, id: string, revision: Revision): Promise<void> {
    const _id = `${keyOf(kind, id)}@${revision.revision}`;
    await this.#deps.models.revisions.updateOne({ _id }, { $setOnInsert: { kind, id, ...revision } }, { upsert: true });
  }

  /** Compare-and-set on the version that was read. */
  async #replace(
    kind: Kind,
    id: string,
    read: StoredDocument | null,
    change: Partial<Pick<StoredDocument, 'draft' | 'published'>>,
  ) {
    const { documents } = this.#deps.models;
    const lost = async () => {
      const now = await documents.findById(keyOf(kind, id)).lean();
      throw new DraftChanged({ kind, id, version: now?.draft?.version ?? 0, yours: read?.draft?.version ?? 0 });
    };
    if (!read) {
      const fresh = { _id: keyOf(kind, id), kind, id, version: 1, published: null, draft: null, ...change };
      await documents
        .create(fresh)
        .catch((error: { code?: number }) => (error.code === 11000 ? lost() : Promise.reject(error)));
      return;
    }
    const { matchedCount } = await documents.updateOne(
      { _id: read._id, version: read.version },
      { $set: { ...change, version: read.version + 1 } },
    );
    if (matchedCount === 0) await lost();
  }
}

/** Of a document that was never published and whose draft was thrown away, only the count of its versions is left. */
const exists = ({ published, draft }: StoredDocument): boolean => published !== null || draft !== null;

const slug = /^[a-z0-9][a-z0-9-]{0,62}$/;

function mismatches(kind: Kind, id: string, document: unknown): FieldError[] {
  const said = (document ?? {}) as { kind?: unknown; id?: unknown };
  return [
    ...(said.kind === kind ? [] : [{ path: '/kind', rule: 'const', message: `must be "${kind}"`, value: said.kind }]),
    ...(said.id === id ? [] : [{ path: '/id', rule: 'const', message: `must be "${id}"`, value: said.id }]),
    ...(slug.test(id)
      ? []
      : [{ path: '/id', rule: 'pattern', message: 'must be lower-case letters, digits and hyphens' }]),
  ];
}
