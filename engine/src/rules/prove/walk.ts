import type { FlowNode } from '@pih/schemas';
import type { Graph } from '../graph.ts';
import { otherwise } from '../graph.ts';
import type { WayOut } from '../vocabulary.ts';
import { nothingOffered, rememberOffered, type Offered } from './offered.ts';
import type { Question } from './questions.ts';
import type { Refinery } from './refine.ts';
import { hull, merged, startOf, type State } from './states.ts';

/** Payments that are alike: what is possible of their facts, and what they have been offered. */
export interface Crowd {
  readonly states: readonly State[];
  readonly offered: Offered;
}

/** What the nodes of a flow ask; nodes that ask nothing are not there. */
export interface Asked {
  readonly conditions: ReadonlyMap<string, Question>;
  readonly cases: ReadonlyMap<string, readonly Question[]>;
}

/** Who gets to each node, and who leaves it by which way. What is empty here is empty in truth. */
export interface Walked {
  /** Nodes that lie on a way from the start, each after those that lead to it. */
  readonly order: readonly string[];
  readonly arrivals: ReadonlyMap<string, readonly Crowd[]>;
  readonly departures: ReadonlyMap<string, ReadonlyMap<WayOut, readonly Crowd[]>>;
}

/** The nodes behind a start, each after all that lead to it; undefined when the flow runs in a circle there. */
export function inOrder({ next }: Graph, start: string): string[] | undefined {
  const entries = new Map<string, number>([[start, 0]]);
  const found = [start];
  for (const id of found) {
    for (const target of next.get(id)?.values() ?? []) {
      if (!entries.has(target)) found.push(target);
      entries.set(target, (entries.get(target) ?? 0) + 1);
    }
  }
  const order = entries.get(start) === 0 ? [start] : [];
  for (const id of order) {
    for (const target of next.get(id)?.values() ?? []) {
      const left = (entries.get(target) ?? 0) - 1;
      entries.set(target, left);
      if (left === 0) order.push(target);
    }
  }
  return order.length === found.length ? order : undefined;
}

/**
 * Sends all possible payments through a flow at once. Every node is worked once, with a bounded number of states, so the work
 * grows with nodes × states × comparisons and with the edges; nodes that ask many questions are cut short by the refinery.
 * @param most states that are told apart at one node
 * @param giveWay asked before each node, so that others have their turn
 * @returns undefined when the flow runs in a circle
 */
export async function walkAll(
  graph: Graph,
  start: string,
  asked: Asked,
  refinery: Refinery,
  most: number,
  giveWay: () => Promise<void>,
): Promise<Walked | undefined> {
  const order = inOrder(graph, start);
  if (!order) return undefined;
  const known = rememberOffered();
  const coming = new Map<string, Crowd[]>([
    [start, [{ states: [startOf(refinery.slots)], offered: known(nothingOffered) }]],
  ]);
  const [arrivals, departures] = [new Map<string, readonly Crowd[]>(), new Map<string, Map<WayOut, Crowd[]>>()];
  for (const id of order) {
    await giveWay();
    const node = graph.nodes.get(id);
    const crowds = fewer(coming.get(id) ?? [], most, refinery, known);
    coming.delete(id);
    if (!node || !crowds.length) continue;
    arrivals.set(id, crowds);
    const leaving = new Map<WayOut, Crowd[]>();
    for (const crowd of crowds) {
      const offered = crowd.offered.after(node, known);
      for (const [exit, states] of waysOf(node, crowd.states, asked, refinery))
        if (states.length) listUnder(leaving, exit).push({ states, offered });
    }
    departures.set(id, leaving);
    for (const [exit, target] of graph.next.get(id) ?? []) listUnder(coming, target).push(...(leaving.get(exit) ?? []));
  }
  return { order, arrivals, departures };
}

/** The list that is kept under a key, begun where there is none yet. */
function listUnder<K, T>(lists: Map<K, T[]>, key: K): T[] {
  const known = lists.get(key);
  if (known) return known;
  const begun: T[] = [];
  lists.set(key, begun);
  return begun;
}

/** Who leaves a node by which way. */
function waysOf(
  node: FlowNode,
  states: readonly State[],
  { conditions, cases }: Asked,
  refinery: Refinery,
): [WayOut, readonly State[]][] {
  if (node.type === 'condition') {
    const { yes, no } = refinery.part(states, conditions.get(node.id) ?? { ask: 'unknown' });
    return [
      ['yes', yes],
      ['no', no],
    ];
  }
  if (node.type === 'split') return node.data.branches.map(({ id }) => [id, states]);
  if (node.type !== 'switch') return [[undefined, states]];
  const questions = cases.get(node.id) ?? [];
  let left = states;
  const ways = node.data.cases.map(({ id }, index): [WayOut, readonly State[]] => {
    const { yes, no } = refinery.part(left, questions[index] ?? { ask: 'unknown' });
    left = no;
    return [id, yes];
  });
  return [...ways, [otherwise, left]];
}

/** Puts those together who have been offered the same, and where there are still too many, those who have not. */
function fewer(
  crowds: readonly Crowd[],
  most: number,
  { slots }: Refinery,
  known: (offered: Offered) => Offered,
): Crowd[] {
  const together = new Map<Offered, State[]>();
  for (const { states, offered } of crowds) listUnder(together, offered).push(...states);
  const found = [...together].map(([offered, states]) => ({ offered, states: merged(states, slots) }));
  let count = found.reduce((sum, { states }) => sum + states.length, 0);
  while (count > most) {
    const largest = found.reduce((one, other) => (other.states.length > one.states.length ? other : one));
    const [last, other] = largest.states.length > 1 ? [largest.states.pop(), largest.states.pop()] : [];
    if (last && other) {
      largest.states.push(hull(other, last, slots));
      count -= 1;
      continue;
    }
    // Everybody has one state left: those that came last go on as one crowd.
    const [late, early] = [found.pop(), found.pop()];
    if (!late || !early) break;
    const states = merged([...early.states, ...late.states], slots);
    found.push({ offered: early.offered.or(late.offered, known), states });
    count -= 2 - states.length;
  }
  return found;
}
