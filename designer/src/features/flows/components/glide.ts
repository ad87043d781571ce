import type { GraphNode, XYPosition } from '@vue-flow/core';

const lastsMs = 200;
/** With more nodes than this on their way, each frame would take longer than the eye forgives. */
const most = 400;

/**
 * Lets nodes move to new places so that the eye can follow where they went; at once for people who asked for less
 * motion, and for very many nodes.
 * @returns stops it where it is
 */
export function glide(
  moves: readonly { node: GraphNode; to: XYPosition }[],
  place: (node: GraphNode, at: XYPosition) => void,
): () => void {
  const arrive = (): void => moves.forEach(({ node, to }) => place(node, to));
  if (moves.length > most || matchMedia('(prefers-reduced-motion: reduce)').matches) {
    arrive();
    return () => undefined;
  }
  const from = moves.map(({ node }) => ({ ...node.position }));
  const begun = performance.now();
  let frame = requestAnimationFrame(function step(now) {
    const part = Math.min((now - begun) / lastsMs, 1);
    if (part === 1) return arrive();
    const eased = 1 - (1 - part) ** 3;
    moves.forEach(({ node, to }, at) => {
      const { x, y } = from[at] ?? to;
      place(node, { x: x + (to.x - x) * eased, y: y + (to.y - y) * eased });
    });
    frame = requestAnimationFrame(step);
  });
  return () => cancelAnimationFrame(frame);
}
