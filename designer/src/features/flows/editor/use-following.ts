import type { VueFlowStore } from '@vue-flow/core';
import { nextTick, watch } from 'vue';
import type { CanvasView } from '../components/use-canvas-view.ts';
import { usePress } from './use-press.ts';

interface Following {
  store: VueFlowStore;
  view: Pick<CanvasView, 'bringIn' | 'keepIn' | 'keepLevel' | 'stop'>;
  /** The only node that is selected. */
  only(): string | undefined;
  cardOf(node: string): HTMLElement | null;
  isReady(): boolean;
}

/** The page has been laid out anew: the settings of a node have opened beside the canvas, a node has been drawn. */
const laidOut = (): Promise<unknown> => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

/**
 * The view follows what people work on, and stands still while they hold something: what a hand is on its way to must
 * not move away from under it.
 */
export function useFollowing({ store, view, only, cardOf, isReady }: Following) {
  const { lifted } = usePress(() => view.stop());
  /** What was asked for last; while something is held, more may be asked for. */
  let followed: string | undefined;
  let before: { width: number; height: number } | undefined;

  /** @returns whether it is still this node that is wanted */
  async function follow(node: string): Promise<boolean> {
    await lifted();
    if (followed === node) await view.bringIn(node);
    return followed === node;
  }

  /** Brings a node into sight and gives it the focus. */
  async function focusNode(node: string): Promise<void> {
    const had = document.activeElement;
    followed = node;
    await nextTick();
    await laidOut();
    if (!(await follow(node))) return;
    if (!cardOf(node)) await laidOut();
    // Somebody quick is in the settings of the node already: the focus is not taken away from there.
    const isElsewhere = document.activeElement !== had && document.activeElement !== document.body;
    if (!isElsewhere) cardOf(node)?.focus({ preventScroll: true });
  }

  /** A node that falls outside of the canvas is taken off the page, and the focus with it: both come back. */
  async function keepSelected(node: string): Promise<void> {
    followed = node;
    await follow(node);
    await laidOut();
    if (followed === node && document.activeElement === document.body) cardOf(node)?.focus({ preventScroll: true });
  }

  async function settle(): Promise<void> {
    await lifted();
    const size = before;
    before = undefined;
    if (!size) return;
    const node = only();
    if (node === undefined) return view.keepIn(size);
    await view.keepLevel(size);
    await keepSelected(node);
  }

  // What opens beside or below the canvas must not cover the node that is looked at, nor a flow that was seen whole.
  watch(
    () => [store.dimensions.value.width, store.dimensions.value.height] as const,
    (_now, [width, height]) => {
      if (!isReady()) return;
      before ??= { width, height };
      void settle();
    },
  );

  return { focusNode };
}
