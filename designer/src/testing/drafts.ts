import type { DocumentCheck, DocumentOf, DocumentView, Kind } from '@pih/schemas/types';
import { computed, ref, shallowRef, type ShallowRef } from 'vue';
import type { DocumentDraft, Saving } from '../features/documents/index.ts';

/** A draft as an editor gets it, and what a test may do to it from outside. */
export interface DraftForTests<K extends Kind> extends DocumentDraft<K> {
  readonly document: ShallowRef<DocumentOf[K]>;
  readonly check: ShallowRef<DocumentCheck | undefined>;
  /** How each step that was taken is undone together with others. */
  readonly steps: readonly { merge?: string }[];
}

/** A draft that nobody stores: what it holds need not be a finished document. */
export function aDraft<K extends Kind>(
  kind: K,
  content: unknown,
  about: { readonly?: boolean } = {},
): DraftForTests<K> {
  const document = shallowRef(content) as ShallowRef<DocumentOf[K]>;
  const steps: { merge?: string }[] = [];
  const past: DocumentOf[K][] = [];
  const { id = 'a-draft' } = (content ?? {}) as { id?: string };
  const stored = { kind, id, published: null, draft: null, releases: [], archived: null } as unknown as DocumentView;
  return {
    kind,
    id,
    document,
    stored: shallowRef(stored),
    readonly: computed(() => about.readonly === true),
    isChanged: computed(() => false),
    saving: ref<Saving>({ status: 'saved', at: undefined }),
    check: shallowRef<DocumentCheck>(),
    steps,
    change(next, step = {}) {
      past.push(document.value);
      steps.push(step);
      document.value = typeof next === 'function' ? next(document.value) : next;
    },
    undo() {
      const before = past.pop();
      if (before) document.value = before;
    },
    redo: () => undefined,
    canUndo: computed(() => past.length > 0),
    canRedo: computed(() => false),
    save: async () => undefined,
  };
}
