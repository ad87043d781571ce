import type { VueFlowStore } from '@vue-flow/core';
import { nextTick, watch } from 'vue';

/** Keeps what is selected on the canvas and what the editor holds selected the same, whoever changes it. */
export function useSelection(
  store: VueFlowStore,
  selected: () => ReadonlySet<string>,
  tell: (nodes: string[], edges: string[]) => void,
): void {
  let waiting = false;
  const gather = (): void => {
    waiting = false;
    tell(
      store.getSelectedNodes.value.map(({ id }) => id),
      store.getSelectedEdges.value.map(({ id }) => id),
    );
  };
  const later = (changes: readonly { type: string }[]): void => {
    if (waiting || !changes.some(({ type }) => type === 'select')) return;
    // A box drawn over a hundred nodes is a hundred changes and one selection.
    waiting = true;
    void nextTick(gather);
  };
  store.onNodesChange(later);
  store.onEdgesChange(later);

  watch(
    selected,
    (now) => {
      for (const node of store.getSelectedNodes.value) if (!now.has(node.id)) node.selected = false;
      for (const id of now) {
        const node = store.findNode(id);
        if (node && !node.selected) node.selected = true;
      }
    },
    // After the canvas has drawn what is new: a node is often added and selected in one go.
    { immediate: true, flush: 'post' },
  );
}
