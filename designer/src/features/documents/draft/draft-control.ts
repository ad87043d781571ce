import type { DocumentView, Kind } from '@pih/schemas/types';
import type { ComputedRef, Ref, ShallowRef } from 'vue';
import type { Actor, Content } from '../model.ts';
import type { DocumentDraft } from './document-draft.ts';

/** What stands at the engine against the changes made here. */
export interface Theirs {
  document: Content;
  /** Of the draft; 0 when it was published or thrown away meanwhile. */
  version: number;
  by: Actor;
  at: string;
  how: 'draft' | 'published';
}

/** Both sides of a conflict, and the version at which they parted. */
export interface Conflicting {
  base: Content;
  theirs: Theirs;
}

/** A draft as its page needs it: beyond editing, whose it is, and how to settle what comes between. */
export interface DraftControl<K extends Kind = Kind> extends DocumentDraft<K> {
  readonly stored: Readonly<ShallowRef<DocumentView>>;
  /** The person whose draft this is, while it is not the reader's own. */
  readonly owner: ComputedRef<Actor | undefined>;
  readonly version: ComputedRef<number>;
  readonly conflict: Readonly<ShallowRef<Conflicting | undefined>>;
  /** True once the document was removed while it was open; the work is still here. */
  readonly isGone: Readonly<Ref<boolean>>;
  /** Makes somebody else's draft one's own. */
  takeOver(): Promise<void>;
  /** Settles the conflict: `document` replaces the draft at the engine. */
  settleWith(document: Content): Promise<void>;
  /** Settles the conflict the other way; what was here can be had back by undoing. */
  loadTheirs(): void;
  /** Reads again what the engine has, after publishing, say. */
  refresh(): Promise<void>;
  /** Throws the draft away and shows what is live. @throws ProblemError */
  discard(): Promise<void>;
  /** Asks the engine about the document at once. */
  checkNow(): Promise<void>;
}
