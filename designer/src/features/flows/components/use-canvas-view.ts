import type { Flow } from '@pih/schemas/types';
import type { VueFlowStore } from '@vue-flow/core';

const closest = 1;
const margin = 24;

/**
 * Moves the view over a flow.
 * @param readable the zoom below which words on nodes are too small for what people do here
 */
export function useCanvasView(store: VueFlowStore, flow: () => Flow, readable = 0.7) {
  const { fitView, setViewport, setCenter, viewport, dimensions, findNode } = store;
  const still = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;
  const showAll = (durationMs = 0): Promise<boolean> =>
    fitView({ padding: 0.08, maxZoom: closest, duration: still() ? 0 : durationMs });

  /** Shows some nodes, as large as they fit. */
  const showThese = (ids: readonly string[]): Promise<boolean> =>
    fitView({ nodes: ids.filter(findNode), padding: 0.15, maxZoom: closest });

  /** From the upper edge of the highest node to the lower edge of the lowest. */
  function extent(nodes: Flow['nodes']): { top: number; bottom: number } {
    const bottoms = nodes.map(({ id, position }) => position.y + (findNode(id)?.dimensions.height ?? 0));
    return { top: Math.min(...nodes.map(({ position }) => position.y)), bottom: Math.max(...bottoms) };
  }

  /**
   * Shows the whole flow, or, where it would be too small to read, its beginning at a readable size.
   * @param lit nodes that should stand in the middle of the height
   */
  async function showFirst(lit: ReadonlySet<string> = new Set()): Promise<void> {
    const { nodes } = flow();
    if (!nodes.length) return;
    await showAll();
    if (viewport.value.zoom >= readable) return;
    const left = Math.min(...nodes.map(({ position }) => position.x));
    const all = extent(nodes);
    const wanted = nodes.filter(({ id, type }) => (lit.size ? lit.has(id) : type === 'start'));
    const shown = wanted.length ? extent(wanted) : all;
    const seen = (dimensions.value.height - 2 * margin) / readable;
    // The way lies in the middle, unless that would show nothing above or below the flow and cut it off opposite.
    const wished = (shown.top + shown.bottom) / 2;
    const middle =
      all.bottom - all.top <= seen
        ? (all.top + all.bottom) / 2
        : Math.min(Math.max(wished, all.top + seen / 2), all.bottom - seen / 2);
    await setViewport({
      x: margin - left * readable,
      y: dimensions.value.height / 2 - middle * readable,
      zoom: readable,
    });
  }

  /** How far something from `low` to `high` must move to lie within a length, with a margin. */
  function missing(low: number, high: number, length: number): number {
    if (low < margin || high - low > length - 2 * margin) return margin - low;
    return Math.min(0, length - margin - high);
  }

  let isGliding = false;
  /** Lets the view stand where it is now. */
  function stop(): void {
    if (isGliding) void setViewport({ ...viewport.value });
    isGliding = false;
  }

  /** Moves the view no farther than is needed to see a whole node. */
  async function bringIn(id: string): Promise<void> {
    const node = findNode(id);
    if (!node) return;
    const { x, y, zoom } = viewport.value;
    const [left, top] = [node.position.x * zoom + x, node.position.y * zoom + y];
    const across = missing(left, left + node.dimensions.width * zoom, dimensions.value.width);
    const down = missing(top, top + node.dimensions.height * zoom, dimensions.value.height);
    if (!across && !down) return;
    isGliding = true;
    await setViewport({ x: x + across, y: y + down, zoom }, { duration: still() ? 0 : 150 });
    isGliding = false;
  }

  /** Brings a node to the middle, large enough to read. */
  async function centre(id: string): Promise<void> {
    const node = findNode(id);
    if (!node) return;
    const { width, height } = node.dimensions;
    const zoom = Math.max(viewport.value.zoom, readable);
    await setCenter(node.position.x + width / 2, node.position.y + height / 2, { zoom, duration: still() ? 0 : 180 });
  }

  /** Keeps the middle of the height where it was when the canvas has become higher or lower. */
  async function keepLevel(before: { height: number }): Promise<void> {
    const { x, y, zoom } = viewport.value;
    const by = (dimensions.value.height - before.height) / 2;
    if (by) await setViewport({ x, y: y + by, zoom });
  }

  /** Keeps in sight what was in sight when the canvas has become larger or smaller: the whole flow, or else its middle. */
  async function keepIn(before: { width: number; height: number }): Promise<void> {
    const { nodes } = flow();
    const { x, y, zoom } = viewport.value;
    if (!nodes.length || !before.width || !before.height) return;
    const isSeen = ({ id, position }: Flow['nodes'][number]): boolean => {
      const size = findNode(id)?.dimensions ?? { width: 0, height: 0 };
      const [left, top] = [position.x * zoom + x, position.y * zoom + y];
      return (
        left >= 0 && top >= 0 && left + size.width * zoom <= before.width && top + size.height * zoom <= before.height
      );
    };
    if (nodes.every(isSeen)) return void (await showAll());
    await setViewport({ x: x + (dimensions.value.width - before.width) / 2, y, zoom });
    await keepLevel(before);
  }

  return { showAll, showThese, showFirst, centre, bringIn, keepIn, keepLevel, stop };
}

export type CanvasView = ReturnType<typeof useCanvasView>;
