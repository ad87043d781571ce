import type { FlowNode } from '@pih/schemas/types';
import { mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import { usePaletteDrag } from './use-palette-drag.ts';

const canvas = document.createElement('div');
canvas.className = 'flow-canvas';
canvas.innerHTML =
  '<i class="vue-flow__edge" data-id="e1"></i>' +
  '<i class="vue-flow__handle is-free" data-nodeid="asks" data-handleid="yes"></i>';

/** What lies under the pointer; there is no layout here. */
let under: Element | null = canvas;
const pointer = (type: string, x: number, y: number): void =>
  void window.dispatchEvent(new PointerEvent(type, { clientX: x, clientY: y }));

function aPalette() {
  const dropped: unknown[] = [];
  const drags: ReturnType<typeof usePaletteDrag>[] = [];
  const page = mount(
    defineComponent({
      setup() {
        // The canvas is shown at half its size.
        const placeAt = (x: number, y: number) => ({ x: x * 2, y: y * 2 });
        drags.push(usePaletteDrag(placeAt, (...what) => void dropped.push(what)));
        return () => h('div');
      },
    }),
  );
  const [drag] = drags;
  if (!drag) throw new Error('The page has not been set up');
  const press = (type: FlowNode['type']): void =>
    drag.begin(type, new PointerEvent('pointerdown', { clientX: 10, clientY: 10 }));
  return { page, drag, press, dropped };
}

describe('a step from the palette', () => {
  let palette: ReturnType<typeof aPalette>;
  beforeEach(() => {
    under = canvas;
    document.elementsFromPoint = () => (under ? [under] : []);
    palette = aPalette();
  });
  afterEach(() => {
    palette.page.unmount();
    vi.restoreAllMocks();
  });

  it('is only pressed while the pointer hardly moves', () => {
    palette.press('offer');
    pointer('pointermove', 12, 12);
    expect(palette.drag.held.value).toBeUndefined();
    pointer('pointerup', 12, 12);
    expect(palette.dropped).toEqual([]);
  });

  it('lands where the pointer lets it go, in the places of the flow', () => {
    palette.press('offer');
    pointer('pointermove', 100, 100);
    expect(palette.drag.held.value).toMatchObject({ type: 'offer', over: 'canvas' });
    pointer('pointerup', 110, 120);
    expect(palette.dropped).toEqual([['offer', { place: { x: 200, y: 220 } }]]);
    expect(palette.drag.held.value).toBeUndefined();
  });

  it('goes into an edge, or behind a free way out', () => {
    under = canvas.querySelector('.vue-flow__edge');
    palette.press('offer');
    pointer('pointerup', 100, 100);
    under = canvas.querySelector('.vue-flow__handle');
    palette.press('offer');
    pointer('pointerup', 100, 100);
    expect(palette.dropped).toEqual([
      ['offer', { place: { x: 180, y: 180 }, edge: 'e1' }],
      ['offer', { place: { x: 260, y: 180 } }, { node: 'asks', handle: 'yes' }],
    ]);
  });

  it('lies beside the way when it is a note', () => {
    under = canvas.querySelector('.vue-flow__edge');
    palette.press('note');
    pointer('pointerup', 100, 100);
    expect(palette.dropped).toEqual([['note', { place: { x: 180, y: 180 } }]]);
  });

  it('goes nowhere outside of the canvas, after Escape, and when the finger is taken for something else', () => {
    under = document.body;
    palette.press('offer');
    pointer('pointerup', 100, 100);
    under = canvas;
    for (const stop of [
      () => window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' })),
      () => pointer('pointercancel', 100, 100),
    ]) {
      palette.press('offer');
      pointer('pointermove', 100, 100);
      stop();
      pointer('pointerup', 100, 100);
    }
    expect(palette.dropped).toEqual([]);
  });
});
