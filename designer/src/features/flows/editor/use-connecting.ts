import type { Connection, VueFlowStore } from '@vue-flow/core';
import type { Flow } from '@pih/schemas/types';
import { computed, onBeforeUnmount, shallowRef } from 'vue';
import type { WayOut } from '../graph/edge.ts';
import { handleOf } from '../graph/exits.ts';
import { refusalOf, type Refusal } from '../graph/refusal.ts';

/** A connection that is being drawn, and what would become of it where the pointer is. */
export interface Connecting {
  from: WayOut;
  /** The edge that is being moved, if it is not a new one. */
  moved?: string | undefined;
  x: number;
  y: number;
  target?: string | undefined;
  refusal?: Refusal | undefined;
}

interface Intents {
  connect(from: WayOut, target: string): void;
  reconnect(edge: string, from: WayOut, target: string): void;
  /** Let go over empty canvas. */
  dropped(from: WayOut, at: { x: number; y: number }): void;
}

const nodeAt = (x: number, y: number): string | undefined =>
  document.elementFromPoint(x, y)?.closest<HTMLElement>('.vue-flow__node')?.dataset['id'];

const pointOf = (event: MouseEvent | TouchEvent): { x: number; y: number } => {
  const point = 'changedTouches' in event ? event.changedTouches[0] : event;
  return { x: point?.clientX ?? 0, y: point?.clientY ?? 0 };
};

/** Drawing connections: whether one may be, why not, and what it becomes when it is let go. */
export function useConnecting(store: VueFlowStore, flow: () => Flow, intents: Intents) {
  const now = shallowRef<Connecting>();
  let isTaken = false;
  let moved: string | undefined;

  const wayOut = (node: string, exit: string | null | undefined): WayOut => {
    const source = flow().nodes.find(({ id }) => id === node);
    return { node, exit: source && exit ? handleOf(source, exit) : undefined };
  };

  function follow(event: MouseEvent | TouchEvent): void {
    const connecting = now.value;
    if (!connecting) return;
    const { x, y } = pointOf(event);
    const target = nodeAt(x, y);
    const over = target === connecting.from.node && !connecting.target ? undefined : target;
    const refusal =
      over === undefined
        ? refusalOf(flow(), connecting.from, '', connecting.moved) === 'taken'
          ? 'taken'
          : undefined
        : refusalOf(flow(), connecting.from, over, connecting.moved);
    now.value = { ...connecting, x, y, target: over, refusal };
  }

  function begin(from: WayOut, event: MouseEvent | TouchEvent | undefined): void {
    isTaken = false;
    const { x, y } = event ? pointOf(event) : { x: 0, y: 0 };
    now.value = { from, moved, x, y };
    document.addEventListener('mousemove', follow);
    document.addEventListener('touchmove', follow);
  }

  function end(): void {
    document.removeEventListener('mousemove', follow);
    document.removeEventListener('touchmove', follow);
    now.value = undefined;
    moved = undefined;
  }
  onBeforeUnmount(end);

  store.onConnectStart(({ event, nodeId, handleId, handleType }) => {
    if (nodeId && handleType === 'source') begin(wayOut(nodeId, handleId), event);
  });

  store.onConnect(({ source, sourceHandle, target }) => {
    isTaken = true;
    const from = wayOut(source, sourceHandle);
    if (!refusalOf(flow(), from, target)) intents.connect(from, target);
  });

  store.onConnectEnd((event) => {
    const connecting = now.value;
    const wasMove = moved !== undefined;
    // An edge that is moved says itself where it was let go.
    if (!wasMove) end();
    if (!connecting || isTaken || wasMove || !event) return;
    const { x, y } = pointOf(event);
    const target = nodeAt(x, y);
    if (target !== undefined) {
      if (!refusalOf(flow(), connecting.from, target)) intents.connect(connecting.from, target);
    } else if (!connecting.refusal && document.elementFromPoint(x, y)?.closest('.vue-flow')) {
      intents.dropped(connecting.from, { x, y });
    }
  });

  store.onEdgeUpdateStart(({ edge, event }) => {
    moved = edge.id;
    begin(wayOut(edge.source, edge.sourceHandle), event);
  });
  store.onEdgeUpdate(({ edge, connection }) => {
    isTaken = true;
    const from = wayOut(connection.source, connection.sourceHandle);
    if (!refusalOf(flow(), from, connection.target, edge.id)) intents.reconnect(edge.id, from, connection.target);
  });
  store.onEdgeUpdateEnd(({ edge, event }) => {
    const connecting = now.value;
    end();
    if (!connecting || isTaken) return;
    const { x, y } = pointOf(event);
    const target = nodeAt(x, y);
    if (target === undefined || target === edge.target) return;
    if (!refusalOf(flow(), connecting.from, target, edge.id)) intents.reconnect(edge.id, connecting.from, target);
  });

  /** Whether a handle may take the connection that is held over it. */
  const mayConnect = ({ source, sourceHandle, target }: Connection): boolean =>
    !refusalOf(flow(), wayOut(source, sourceHandle), target, moved);

  const aim = computed(() => {
    const { target, refusal } = now.value ?? {};
    return target === undefined ? undefined : { node: target, as: refusal ? ('refused' as const) : ('taken' as const) };
  });
  return { connecting: now, aim, mayConnect };
}
