import type { DocumentCheck, Flow } from '@pih/schemas/types';
import { computed, ref, shallowRef } from 'vue';
import type { DocumentDraft } from '../../documents/index.ts';

const noFaults: DocumentCheck = { errors: [], warnings: [], tests: [] };

/** A draft that lives in memory alone: steps can be undone and are saved nowhere. */
export function aFlowDraft(
  flow: Flow,
  about: { readonly?: boolean; check?: DocumentCheck } = {},
): DocumentDraft<'flow'> {
  const document = shallowRef(flow);
  const [past, future] = [shallowRef<Flow[]>([]), shallowRef<Flow[]>([])];
  const draft = { version: 1, document: flow, at: '2026-11-23T10:00:00.000Z', by: { type: 'operator' as const } };
  return {
    kind: 'flow',
    id: flow.id,
    document,
    stored: shallowRef({ kind: 'flow', id: flow.id, published: null, draft, releases: [], archived: null } as never),
    readonly: computed(() => about.readonly ?? false),
    isChanged: computed(() => past.value.length > 0),
    saving: ref({ status: 'saved', at: undefined }),
    check: shallowRef(about.check ?? noFaults),
    change(next) {
      const after = typeof next === 'function' ? next(document.value) : next;
      if (after === document.value) return;
      past.value = [...past.value, document.value];
      future.value = [];
      document.value = after;
    },
    undo() {
      const before = past.value.at(-1);
      if (!before) return;
      past.value = past.value.slice(0, -1);
      future.value = [document.value, ...future.value];
      document.value = before;
    },
    redo() {
      const [after] = future.value;
      if (!after) return;
      future.value = future.value.slice(1);
      past.value = [...past.value, document.value];
      document.value = after;
    },
    canUndo: computed(() => past.value.length > 0),
    canRedo: computed(() => future.value.length > 0),
    save: () => Promise.resolve(),
  };
}
