import type { Flow } from '@pih/schemas/types';
import type { VueFlowStore } from '@vue-flow/core';
import { watch } from 'vue';
import type { FlowMarks } from '../graph/marks.ts';
import type { FlowPath } from '../graph/path.ts';

interface Layers {
  flow: Flow;
  path?: FlowPath | undefined;
  marks?: FlowMarks | undefined;
  hovered?: string | undefined;
  /** The edge that something held over it would be inserted into. */
  insertion?: string | undefined;
}

function classOf(id: string, { path, marks, hovered, insertion }: Layers): string {
  if (id === insertion) return 'is-insertion';
  if (id === hovered) return 'is-hovered';
  if (marks) return `is-${marks.get(id) ?? 'dimmed'}`;
  if (path) return path.edges.has(id) ? 'is-lit' : 'is-dimmed';
  return '';
}

/** Lays what is known about edges over them, without drawing anew those that it does not change. */
export function useEdgeClasses(store: VueFlowStore, layers: () => Layers): void {
  watch(
    layers,
    (now) => {
      for (const edge of store.edges.value) {
        const name = classOf(edge.id, now);
        if (edge.class === name || (!edge.class && !name)) continue;
        edge.class = name;
        edge.zIndex = name && name !== 'is-dimmed' ? 1 : 0;
      }
    },
    { immediate: true, flush: 'post' },
  );
}
