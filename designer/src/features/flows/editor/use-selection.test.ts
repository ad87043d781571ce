import { useVueFlow, type VueFlowStore } from '@vue-flow/core';
import { mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { defineComponent, h, nextTick, shallowRef } from 'vue';
import { useSelection } from './use-selection.ts';

function aCanvas() {
  const selected = shallowRef<ReadonlySet<string>>(new Set());
  const told: [string[], string[]][] = [];
  const stores: VueFlowStore[] = [];
  mount(
    defineComponent({
      setup() {
        const store = useVueFlow('selection');
        store.setNodes(['a', 'b', 'c'].map((id) => ({ id, position: { x: 0, y: 0 } })));
        store.setEdges([{ id: 'a-b', source: 'a', target: 'b' }]);
        useSelection(
          store,
          () => selected.value,
          (nodes, edges) => {
            selected.value = new Set(nodes);
            told.push([nodes, edges]);
          },
        );
        stores.push(store);
        return () => h('div');
      },
    }),
  );
  const [store] = stores;
  if (!store) throw new Error('The page has not been set up');
  const shown = (): string[] => store.getSelectedNodes.value.map(({ id }) => id);
  return { store, selected, told, shown };
}

it('shows on the canvas what is selected elsewhere', async () => {
  const { selected, shown } = aCanvas();
  selected.value = new Set(['b']);
  await nextTick();
  expect(shown()).toEqual(['b']);
});

it('lets go of edges when something else is selected, so that they are not deleted with it', async () => {
  const { store, selected, told, shown } = aCanvas();
  store.addSelectedNodes(store.getNodes.value.slice(0, 2));
  for (const edge of store.edges.value) edge.selected = true;
  selected.value = new Set(['a', 'b']);
  await nextTick();
  selected.value = new Set(['c']);
  await nextTick();
  expect(shown()).toEqual(['c']);
  expect(store.getSelectedEdges.value).toEqual([]);
  expect(told.at(-1)).toEqual([['c'], []]);
});
