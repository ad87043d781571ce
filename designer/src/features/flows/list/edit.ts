import type { Flow, FlowNode } from '@pih/schemas/types';
import { leavesBy, type FlowEdge, type WayOut } from '../graph/edge.ts';
import { hasEntry, waysOut } from '../graph/exits.ts';
import {
  assumeUsualSize,
  blankNode,
  columnGap,
  connect,
  freePlace,
  insertAfter,
  insertNode,
  makeRoom,
  newNodeId,
  placeNodes,
  removeNodes,
  type Place,
} from '../graph/edit/index.ts';

type NodeType = FlowNode['type'];

/** A flow with one more rule, and the rule's node. */
export interface AddedRule {
  flow: Flow;
  node: string;
}

const cardWidth = 260;
const rowHeight = 140;
const nodeOf = (flow: Flow, id: string): FlowNode | undefined => flow.nodes.find((node) => node.id === id);

/** Where a node that follows a way out stands on the canvas: a column further, the ways out below one another. */
function placeBehind(flow: Flow, { node: id, exit }: WayOut): FlowNode['position'] {
  const node = nodeOf(flow, id);
  const at = node ? waysOut(node).indexOf(exit) : 0;
  const { x, y } = node?.position ?? { x: 0, y: 0 };
  return freePlace(flow, { x: x + cardWidth + columnGap, y: y + Math.max(0, at) * rowHeight });
}

/** A flow with a gap in it, and where in the gap a new card stands. */
interface Room {
  flow: Flow;
  place: Place;
}

/**
 * A gap between two cards of the canvas: what follows moves to the right where it is too narrow, so that no new card
 * comes to stand under the last one, where it looks as if nobody ever got there.
 */
function roomBetween(flow: Flow, from: string, to: string): Room | undefined {
  const room = makeRoom(flow, from, to, assumeUsualSize);
  return room && { flow: room.flow, place: freePlace(room.flow, room.place) };
}

/** Adds a node behind a way out; what followed there follows the new one. */
function addNodeAfter(flow: Flow, from: WayOut, nodeAt: (place: Place) => FlowNode): AddedRule {
  const next = flow.edges.find((edge) => leavesBy(edge, from))?.target;
  const room = next === undefined ? undefined : roomBetween(flow, from.node, next);
  const node = nodeAt(room?.place ?? placeBehind(flow, from));
  return { flow: insertAfter(room?.flow ?? flow, node, from), node: node.id };
}

/** Adds a node before another: whatever led to that one leads to the new one first. */
function addNodeBefore(flow: Flow, id: string, nodeAt: (place: Place) => FlowNode): AddedRule {
  const leading = flow.edges.flatMap(({ source, target }) => (target === id ? (nodeOf(flow, source) ?? []) : []));
  const last = leading.toSorted((one, other) => one.position.x - other.position.x).at(-1);
  const { x, y } = nodeOf(flow, id)?.position ?? { x: 0, y: 0 };
  const room = (last && roomBetween(flow, last.id, id)) ?? {
    flow,
    place: freePlace(flow, { x: x - cardWidth - columnGap, y }),
  };
  const added = nodeAt(room.place);
  const edges = room.flow.edges.map((edge) => (edge.target === id ? { ...edge, target: added.id } : edge));
  const [first] = waysOut(added);
  const led = insertNode({ ...room.flow, edges }, added);
  return { flow: waysOut(added).length ? connect(led, { node: added.id, exit: first }, id) : led, node: added.id };
}

const blankFor =
  (flow: Flow, type: NodeType) =>
  (place: Place): FlowNode =>
    blankNode(type, newNodeId(flow, type), place);

/** Adds a rule behind a way out; what followed there follows the new one. */
export const addAfter = (flow: Flow, from: WayOut, type: NodeType): AddedRule =>
  addNodeAfter(flow, from, blankFor(flow, type));

/** Adds a rule before another: whatever led to that one leads to the new one first. */
export const addBefore = (flow: Flow, id: string, type: NodeType): AddedRule =>
  addNodeBefore(flow, id, blankFor(flow, type));

/**
 * Adds a rule that does the same as another, where payments get to: right behind it, or, where it has several ways out,
 * right before it.
 * @returns undefined for what there is no second one of, or where payments would end: a start, a stop
 */
export function addCopy(flow: Flow, id: string): AddedRule | undefined {
  const node = nodeOf(flow, id);
  if (!node || node.type === 'start' || node.type === 'stop') return undefined;
  const copyAt = (position: Place): FlowNode => ({ ...node, id: newNodeId(flow, node.type), position });
  const ways = waysOut(node);
  if (ways.length > 1) return addNodeBefore(flow, id, copyAt);
  if (ways.length) return addNodeAfter(flow, { node: id, exit: ways[0] }, copyAt);
  const copy = copyAt(freePlace(flow, node.position));
  return { flow: insertNode(flow, copy), node: copy.id };
}

/** Adds a note, below everything. */
export function addNote(flow: Flow): AddedRule {
  const bottom = Math.max(0, ...flow.nodes.map(({ position }) => position.y + rowHeight));
  const left = Math.min(0, ...flow.nodes.map(({ position }) => position.x));
  const note = blankNode('note', newNodeId(flow, 'note'), freePlace(flow, { x: left, y: bottom }));
  return { flow: insertNode(flow, note), node: note.id };
}

/**
 * Takes a rule out. Of a decision one way is kept: payments go on there, and what only the other ways led to is left
 * without an entry, for people to see and decide upon.
 */
export function removeRule(flow: Flow, id: string, kept?: string): Flow {
  const next = flow.edges.find((edge) => kept !== undefined && leavesBy(edge, { node: id, exit: kept }))?.target;
  if (next === undefined) return removeNodes(flow, [id]);
  const led = flow.edges.map((edge) => (edge.target === id ? { ...edge, target: next } : edge));
  return removeNodes({ ...flow, edges: led }, [id]);
}

/** Whether a node does one thing and passes on: only such change places. */
const passesOn = (node: FlowNode | undefined): node is FlowNode =>
  node !== undefined && hasEntry(node) && waysOut(node).length === 1;

const following = (flow: Flow, id: string): string | undefined =>
  flow.edges.find(({ source }) => source === id)?.target;

interface Neighbours {
  above: FlowNode;
  below: FlowNode;
  /** From the one above to the one below. */
  between: FlowEdge;
}

/** Two rules that follow each other on every way, so that they may change places. */
function neighbours(flow: Flow, below: string): Neighbours | undefined {
  const [between, ...more] = flow.edges.filter(({ target }) => target === below);
  const [above, under] = [between && nodeOf(flow, between.source), nodeOf(flow, below)];
  if (!between || more.length || !passesOn(above) || !passesOn(under)) return undefined;
  // In a circle of two each comes before the other: there is no order to change.
  if (following(flow, below) === above.id) return undefined;
  return { above, below: under, between };
}

function swapped(flow: Flow, { above, below, between }: Neighbours): Flow {
  const behind = flow.edges.find(({ source }) => source === below.id);
  const edges = flow.edges.flatMap((edge): FlowEdge[] => {
    if (edge === between) return behind ? [{ ...edge, target: behind.target }] : [];
    if (edge === behind) return [{ ...edge, target: above.id }];
    return [edge.target === above.id ? { ...edge, target: below.id } : edge];
  });
  const led = { ...flow, edges };
  const joined = behind ? led : connect(led, { node: below.id }, above.id);
  return placeNodes(
    joined,
    new Map([
      [above.id, below.position],
      [below.id, above.position],
    ]),
  );
}

/** Whether a rule may change places with the one before it, or with the one behind it. */
export const canMove = (flow: Flow, id: string, way: 'up' | 'down'): boolean => {
  const below = way === 'up' ? id : following(flow, id);
  return below !== undefined && neighbours(flow, below)?.[way === 'up' ? 'below' : 'above'].id === id;
};

/** Lets a rule change places with the one before it, or behind it; on the canvas too. */
export function move(flow: Flow, id: string, way: 'up' | 'down'): Flow {
  const below = way === 'up' ? id : following(flow, id);
  const pair = canMove(flow, id, way) && below !== undefined ? neighbours(flow, below) : undefined;
  return pair ? swapped(flow, pair) : flow;
}
