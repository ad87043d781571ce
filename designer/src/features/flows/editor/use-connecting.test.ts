import { useVueFlow, type VueFlowStore } from '@vue-flow/core';
import { mount } from '@vue/test-utils';
import { beforeEach, describe, expect, it } from 'vitest';
import { defineComponent, h } from 'vue';
import { aFlow, aNode } from '../graph/a-flow-for-tests.ts';
import { useConnecting } from './use-connecting.ts';

const flow = aFlow(
  [
    aNode('start', 'start'),
    aNode('asks', 'condition', 340),
    aNode('offers', 'offer', 680),
    aNode('stop', 'stop', 1020),
  ],
  'start -> asks',
  'asks.yes -> offers',
);

const nodes = new Map(
  flow.nodes.map(({ id }) => {
    const node = document.createElement('div');
    node.className = 'vue-flow__node';
    node.dataset['id'] = id;
    return [id, node];
  }),
);
const pane = document.createElement('div');
pane.className = 'vue-flow';
/** What lies under the pointer; there is no layout here. */
let under: Element | null = pane;
const at = (type: string, over: Element | undefined): MouseEvent => {
  under = over ?? null;
  return new MouseEvent(type, { clientX: 400, clientY: 300 });
};

function aCanvas() {
  const done: unknown[] = [];
  const made: { store: VueFlowStore; connecting: ReturnType<typeof useConnecting> }[] = [];
  mount(
    defineComponent({
      setup() {
        const store = useVueFlow();
        const connecting = useConnecting(store, () => flow, {
          connect: (from, target) => void done.push(['connect', from, target]),
          reconnect: (edge, from, target) => void done.push(['reconnect', edge, from, target]),
          dropped: (from, place) => void done.push(['dropped', from, place]),
        });
        made.push({ store, connecting });
        return () => h('div');
      },
    }),
  );
  const [canvas] = made;
  if (!canvas) throw new Error('The page has not been set up');
  const { store, connecting } = canvas;
  return {
    done,
    ...connecting,
    begin: (nodeId: string, handleId: string) =>
      store.emits.connectStart({ event: at('mousedown', undefined), nodeId, handleId, handleType: 'source' }),
    over: (target: string | undefined) =>
      void document.dispatchEvent(at('mousemove', target === undefined ? pane : nodes.get(target))),
    letGo: (target: string | undefined) =>
      store.emits.connectEnd(at('mouseup', target === undefined ? pane : nodes.get(target))),
  };
}

describe('a connection that is drawn', () => {
  let canvas: ReturnType<typeof aCanvas>;
  beforeEach(() => {
    document.elementFromPoint = () => under;
    canvas = aCanvas();
  });

  it('may be let go anywhere over a node', () => {
    canvas.begin('asks', 'no');
    canvas.over('stop');
    expect(canvas.aim.value).toEqual({ node: 'stop', as: 'taken' });
    canvas.letGo('stop');
    expect(canvas.done).toEqual([['connect', { node: 'asks', exit: 'no' }, 'stop']]);
    expect(canvas.connecting.value).toBeUndefined();
  });

  it('is refused where payments would go round in a circle, and says so while it is drawn', () => {
    canvas.begin('offers', 'out');
    canvas.over('asks');
    expect(canvas.aim.value).toEqual({ node: 'asks', as: 'refused' });
    expect(canvas.connecting.value?.refusal).toBe('loop');
    canvas.letGo('asks');
    expect(canvas.done).toEqual([]);
  });

  it('asks for a new step over empty canvas, unless its way out leads somewhere already', () => {
    canvas.begin('asks', 'no');
    canvas.letGo(undefined);
    canvas.begin('asks', 'yes');
    canvas.over(undefined);
    expect(canvas.connecting.value?.refusal).toBe('taken');
    canvas.letGo(undefined);
    expect(canvas.done).toEqual([['dropped', { node: 'asks', exit: 'no' }, { x: 400, y: 300 }]]);
  });
});
