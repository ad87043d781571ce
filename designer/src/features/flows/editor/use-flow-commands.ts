import type { Flow, FlowNode } from '@pih/schemas/types';
import { computed, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { useToasts } from '../../../ui/index.ts';
import { leavesBy, type WayOut } from '../graph/edge.ts';
import {
  align,
  blankNode,
  columnGap,
  connect,
  copyPart,
  disconnect,
  distribute,
  duplicate,
  freePlace,
  insertAfter,
  insertNode,
  makeRoom,
  moveNodes,
  newNodeId,
  onGrid,
  paste,
  placeNodes,
  reconnect,
  removeNodes,
  sizeOfNew,
  type Added,
  type Alignment,
  type Direction,
  type Place,
  type SizeOf,
} from '../graph/edit/index.ts';
import { hasEntry, waysOut } from '../graph/exits.ts';
import { partAsText, partFromText } from '../graph/part-text.ts';
import type { FlowEditor } from './flow-editor.ts';

/** Where something new goes: behind a way out, into an edge, at a place, or wherever it fits. */
export interface Where {
  from?: WayOut;
  edge?: string;
  place?: Place;
}

interface Surroundings {
  sizeOf: SizeOf;
  /** The middle of what is seen of the flow. */
  middle(): Place;
  /** The next change of places is shown as a movement. */
  glideNext(): void;
  focusNode(node: string): Promise<void>;
  focus(): void;
}

/** More nodes than this may not be in a flow; its schema says so. */
export const mostNodes = 2000;

/** Everything that people do to a flow on the canvas; each is one step that can be undone. */
export function useFlowCommands(editor: FlowEditor, canvas: () => Surroundings | null) {
  const { t } = useI18n();
  const { toast } = useToasts();
  const { draft } = editor;
  const isTidying = shallowRef(false);
  const selectedEdges = shallowRef<readonly string[]>([]);
  const canEdit = computed(() => !draft.readonly.value);
  const flow = (): Flow => draft.document.value;
  const sizeOf: SizeOf = (id) => canvas()?.sizeOf(id) ?? { width: 260, height: 92 };
  const change = (next: Flow, step?: { merge?: string }): void => void (canEdit.value && draft.change(next, step));

  /** The way out of a node behind which something new goes: the first that is free, else the first. */
  function nextWayOut(id: string): WayOut | undefined {
    const node = editor.nodes.value.get(id);
    if (!node) return undefined;
    const ways = waysOut(node);
    const taken = new Set(flow().edges.flatMap((edge) => (edge.source === id ? [edge.sourceHandle] : [])));
    const free = ways.find((way) => !taken.has(way));
    return ways.length ? { node: id, exit: free ?? (ways.includes(free) ? free : ways[0]) } : undefined;
  }

  function behind(id: string): Place {
    const node = editor.nodes.value.get(id);
    if (!node) return canvas()?.middle() ?? { x: 0, y: 0 };
    return { x: node.position.x + sizeOf(id).width + columnGap, y: node.position.y };
  }

  /** Whether a way out is not the uppermost of its node. */
  const isLower = ({ node: id, exit }: WayOut): boolean => {
    const node = editor.nodes.value.get(id);
    return node !== undefined && waysOut(node).indexOf(exit) > 0;
  };

  function placeFor(type: FlowNode['type'], { from, place }: Where): Place {
    if (place) return onGrid(place);
    const wished = from ? behind(from.node) : (canvas()?.middle() ?? { x: 0, y: 0 });
    const size = sizeOfNew(blankNode(type, 'new', wished));
    return freePlace(flow(), wished, sizeOf, { size, below: from !== undefined && isLower(from) });
  }

  /** Behind what something new goes that was not led anywhere: the selected node, and in a new flow its only one. */
  function before({ from, edge, place }: Where): WayOut | undefined {
    const { nodes } = flow();
    const [begun] = nodes.length === 1 ? nodes : [];
    const [only] = editor.selected.value.size === 1 ? editor.selected.value : [];
    if (from || edge !== undefined) return from;
    const node = begun?.id ?? (place ? undefined : only);
    return node === undefined ? undefined : nextWayOut(node);
  }

  /** Adds a node with nothing filled in and selects it. */
  function add(type: FlowNode['type'], where: Where = {}): void {
    if (!canEdit.value) return;
    const from = hasEntry({ type }) ? before(where) : where.from;
    const between = flow().edges.find((edge) => (where.edge ? edge.id === where.edge : from && leavesBy(edge, from)));
    const way = between ? { node: between.source, exit: between.sourceHandle } : from;
    const room = between && hasEntry({ type }) ? makeRoom(flow(), between.source, between.target, sizeOf) : undefined;
    const id = newNodeId(flow(), type);
    const node = blankNode(
      type,
      id,
      room ? onGrid(room.place) : placeFor(type, { ...where, ...(way && { from: way }) }),
    );
    const next = way ? insertAfter(room?.flow ?? flow(), node, way) : insertNode(flow(), node);
    if (room) canvas()?.glideNext();
    if (next === flow()) return void toast({ tone: 'info', title: t('editor.oneStart') });
    if (next.nodes.length > mostNodes)
      return void toast({ tone: 'danger', title: t('editor.tooMany', { most: mostNodes }) });
    change(next);
    editor.select([id]);
    void canvas()?.focusNode(id);
  }

  function remove(): void {
    const next = removeNodes(disconnect(flow(), selectedEdges.value), editor.selected.value);
    if (next.nodes.length === flow().nodes.length && next.edges.length === flow().edges.length) {
      if (editor.selected.value.size) toast({ tone: 'info', title: t('editor.startStays') });
      return;
    }
    change(next);
    selectedEdges.value = [];
    // What had the focus is gone; the keys go on working on the canvas.
    canvas()?.focus();
  }

  function show({ flow: next, nodes }: Added): void {
    if (!nodes.length) return;
    if (next.nodes.length > mostNodes)
      return void toast({ tone: 'danger', title: t('editor.tooMany', { most: mostNodes }) });
    change(next);
    editor.select(nodes);
  }

  /** The selected nodes as text; undefined when none is selected. */
  function copied(): string | undefined {
    const part = copyPart(flow(), editor.selected.value);
    return part.nodes.length ? partAsText(part) : undefined;
  }

  function pasteText(text: string, at?: Place): void {
    if (!canEdit.value) return;
    const part = partFromText(text);
    if (!part) return void toast({ tone: 'danger', title: t('editor.junk.title'), text: t('editor.junk.text') });
    show(paste(flow(), part, onGrid(at ?? canvas()?.middle() ?? { x: 0, y: 0 })));
  }

  async function tidy(): Promise<void> {
    if (!canEdit.value || flow().nodes.length > mostNodes) return;
    isTidying.value = true;
    try {
      const { layOut } = await import('../graph/lay-out.ts');
      canvas()?.glideNext();
      change(layOut(flow(), sizeOf));
    } finally {
      isTidying.value = false;
    }
  }

  return {
    canEdit,
    isTidying,
    selectedEdges,
    add,
    nextWayOut,
    remove,
    copied,
    pasteText,
    tidy,
    move: (places: ReadonlyMap<string, Place>) => change(placeNodes(flow(), places)),
    nudge: (by: Place) => change(moveNodes(flow(), editor.selected.value, by), { merge: 'nudge' }),
    connect: (from: WayOut, target: string) => change(connect(flow(), from, target)),
    reconnect: (edge: string, from: WayOut, target: string) => change(reconnect(flow(), edge, from, target)),
    disconnect: (edges: Iterable<string>) => change(disconnect(flow(), edges)),
    duplicate: () => show(duplicate(flow(), editor.selected.value)),
    align: (to: Alignment) => {
      canvas()?.glideNext();
      change(align(flow(), editor.selected.value, to, sizeOf));
    },
    distribute: (way: Direction) => {
      canvas()?.glideNext();
      change(distribute(flow(), editor.selected.value, way, sizeOf));
    },
    selectAll: () => editor.select(flow().nodes.map(({ id }) => id)),
  };
}

export type FlowCommands = ReturnType<typeof useFlowCommands>;
