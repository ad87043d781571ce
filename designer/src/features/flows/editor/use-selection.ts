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

  /** Something else has been selected than what was pressed: edges that were before must not be deleted with it. */
  function leaveEdges(): void {
    const edges = store.getSelectedEdges.value;
    if (!edges.length) return;
    for (const edge of edges) edge.selected = false;
    tell([...selected()], []);
  }

  watch(
    selected,
    (now) => {
      const dropped = store.getSelectedNodes.value.filter(({ id }) => !now.has(id));
      const added = [...now].map((id) => store.findNode(id)).filter((node) => node && !node.selected);
      for (const node of dropped) node.selected = false;
      for (const node of added) if (node) node.selected = true;
      if (dropped.length || added.length) leaveEdges();
    },
    // After the canvas has drawn what is new: a node is often added and selected in one go.
    { immediate: true, flush: 'post' },
  );
}
