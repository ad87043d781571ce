import type { FlowNode } from '@pih/schemas/types';
import { onBeforeUnmount, shallowRef } from 'vue';
import type { Place } from '../graph/edit/index.ts';
import { hasEntry } from '../graph/exits.ts';
import type { Where } from './use-flow-commands.ts';

/** A node type on its way from the palette to the canvas. */
export interface Held {
  type: FlowNode['type'];
  x: number;
  y: number;
  /** What it would go into where it is; undefined outside of the canvas. */
  over: 'canvas' | 'edge' | 'exit' | undefined;
  edge?: string | undefined;
}

/** The pointer must have moved this far: less is a click. */
const threshold = 4;

const under = (x: number, y: number, selector: string): HTMLElement | SVGElement | null =>
  document.elementsFromPoint(x, y)[0]?.closest<HTMLElement>(selector) ?? null;

/** Dragging out of the palette with mouse, pen or finger, and letting go over the canvas, an edge or a free way out. */
export function usePaletteDrag(
  placeAt: (x: number, y: number) => Place | undefined,
  drop: (type: FlowNode['type'], where: Where, exit?: { node: string; handle: string }) => void,
) {
  const held = shallowRef<Held>();
  let end = (): void => undefined;
  onBeforeUnmount(() => end());

  function look(type: FlowNode['type'], x: number, y: number): Held {
    if (!under(x, y, '.flow-canvas')) return { type, x, y, over: undefined };
    const edge = hasEntry({ type }) ? under(x, y, '.vue-flow__edge')?.dataset['id'] : undefined;
    if (edge !== undefined) return { type, x, y, over: 'edge', edge };
    return { type, x, y, over: hasEntry({ type }) && under(x, y, '.vue-flow__handle.is-free') ? 'exit' : 'canvas' };
  }

  function letGo({ type, x, y, over, edge }: Held): void {
    const place = placeAt(x, y);
    if (!over || !place) return;
    // The pointer holds the card by its upper left part, as the ghost shows it.
    const at = { x: place.x - 20, y: place.y - 20 };
    const { nodeid: node, handleid: handle } = under(x, y, '.vue-flow__handle')?.dataset ?? {};
    if (over === 'exit' && node && handle)
      drop(type, { place: { x: place.x + 60, y: place.y - 20 } }, { node, handle });
    else drop(type, { place: at, ...(edge !== undefined && { edge }) });
  }

  /** @returns whether it became a drag is told by `held`; a press that does not move stays a click */
  function begin(type: FlowNode['type'], pressed: PointerEvent): void {
    if (pressed.button !== 0) return;
    end();
    const from = { x: pressed.clientX, y: pressed.clientY };
    const follow = ({ clientX: x, clientY: y }: PointerEvent): void => {
      if (!held.value && Math.hypot(x - from.x, y - from.y) < threshold) return;
      held.value = look(type, x, y);
    };
    const release = (event: PointerEvent): void => {
      follow(event);
      const last = held.value;
      end();
      if (last) letGo(last);
    };
    const escape = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      end();
    };
    /** After a drag the browser still reports a click on what was pressed, when it ends there. */
    end = () => {
      held.value = undefined;
      window.removeEventListener('pointermove', follow);
      window.removeEventListener('pointerup', release);
      window.removeEventListener('pointercancel', end);
      window.removeEventListener('keydown', escape, true);
    };
    window.addEventListener('pointermove', follow);
    window.addEventListener('pointerup', release);
    window.addEventListener('pointercancel', end);
    window.addEventListener('keydown', escape, true);
  }

  return { held, begin };
}
