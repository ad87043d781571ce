import type { DocumentCheck, DocumentOf, DocumentView, Kind, Problem } from '@pih/schemas/types';
import type { ComputedRef, Ref, ShallowRef } from 'vue';

/** Where the last change is: kept by the engine, on its way, or only in this window. */
export type Saving =
  | { status: 'saved'; at: string | undefined }
  | { status: 'unsaved' }
  | { status: 'saving' }
  /** The engine cannot be reached; it is tried again, and the change stays here meanwhile. */
  | { status: 'offline'; problem: Problem }
  /** Somebody else has changed the draft since it was loaded here; nothing is saved until that is settled. */
  | { status: 'conflict'; problem: Problem }
  /** The engine does not take it, and trying again will not help: too large, signed out, no right to. */
  | { status: 'refused'; problem: Problem };

/**
 * A document while somebody works on it. Editors read `document` and hand in a whole new one for each step: documents are
 * never changed in place, so that undoing is going back to an earlier one.
 */
export interface DocumentDraft<K extends Kind = Kind> {
  readonly kind: K;
  readonly id: string;
  /** As it stands now; while somebody is writing it need not fit its schema yet. */
  readonly document: Readonly<ShallowRef<DocumentOf[K]>>;
  /** What the engine has: the live revision, the stored draft, open releases. */
  readonly stored: Readonly<ShallowRef<DocumentView>>;
  /** True for those who may only look, and while somebody else's draft has not been taken over. */
  readonly readonly: ComputedRef<boolean>;
  /** Whether it differs from what is live: then there is something to publish. */
  readonly isChanged: ComputedRef<boolean>;
  readonly saving: Readonly<Ref<Saving>>;
  /** The latest answer of the engine on the document, a moment after each change; undefined until the first. */
  readonly check: Readonly<ShallowRef<DocumentCheck | undefined>>;
  /**
   * One step. Steps with the same `merge` key that follow each other within a second are undone together: a word typed
   * letter by letter, a node dragged pixel by pixel.
   */
  change(next: DocumentOf[K] | ((now: DocumentOf[K]) => DocumentOf[K]), step?: { merge?: string }): void;
  undo(): void;
  redo(): void;
  readonly canUndo: ComputedRef<boolean>;
  readonly canRedo: ComputedRef<boolean>;
  /** Saves now, without waiting for the pause after typing. */
  save(): Promise<void>;
}
