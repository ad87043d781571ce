import type { Flow, FlowNode } from '@pih/schemas/types';
import { inOrder } from '../graph/order.ts';
import { joinsOf, waysOf, type Ways } from './joins.ts';

/** Where a way out leads: to the rule that follows it in the list, to another rule, or nowhere yet. */
export interface Lead {
  exit: string | undefined;
  target: string | undefined;
  /** The target stands right below, as the first rule of this way. */
  isBelow: boolean;
}

/** One node of a flow as a rule in a list. */
export interface Rule {
  node: FlowNode;
  /** From 1, in reading order; notes have none. */
  number: number | undefined;
  /** How many decisions it stands under. */
  depth: number;
  /** The decision that it stands under, and by which way. */
  under: { node: string; exit: string | undefined } | undefined;
  leads: readonly Lead[];
}

/** A flow as ordered rules: what payments pass, what none gets to, and what is only written down. */
export interface RuleList {
  reached: readonly Rule[];
  unreached: readonly Rule[];
  notes: readonly Rule[];
}

interface Read {
  id: string;
  depth: number;
  under: Rule['under'];
}

/** What is worked out once for the whole flow. */
interface Graph {
  ways: Ways;
  joins: ReadonlyMap<string, string | undefined>;
  /** Nodes that have their place in the list. */
  seen: Set<string>;
}

/**
 * Reads a part of a flow from one node on. What all ways out of a decision have in common stands behind its branches, as
 * far left as the decision; everything else stands under the branch that gets there first.
 */
function readFrom(root: string, { ways, joins, seen }: Graph): Read[] {
  const found: Read[] = [];
  const promised = new Set<string>();
  // A stack of its own: a flow may be deeper than functions may call one another.
  const waiting: Read[] = [{ id: root, depth: 0, under: undefined }];
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    const { id, depth, under } = at;
    if (seen.has(id)) continue;
    seen.add(id);
    found.push(at);
    const leads = ways.get(id) ?? [];
    const decides = leads.length > 1;
    const join = decides ? joins.get(id) : undefined;
    if (join !== undefined && !promised.has(join)) {
      promised.add(join);
      waiting.push({ id: join, depth, under });
    }
    for (const { exit, target } of leads.toReversed()) {
      // What an outer decision, or this one, continues with stands behind its branches.
      if (target === undefined || promised.has(target)) continue;
      waiting.push(
        decides ? { id: target, depth: depth + 1, under: { node: id, exit } } : { id: target, depth, under },
      );
    }
  }
  return found;
}

const isSamePlace = (one: Read, other: Read): boolean =>
  one.depth === other.depth && one.under?.node === other.under?.node && one.under?.exit === other.under?.exit;

/** Whether a target stands where the eye goes next: right below, or as the first rule of its branch. */
function standsBelow(from: Read, exit: string | undefined, target: Read | undefined, next: Read | undefined): boolean {
  if (!target) return false;
  if (exit === undefined) return target === next && isSamePlace(from, target);
  return target.under?.node === from.id && target.under.exit === exit;
}

/** Puts a flow into the order in which it reads best. Each node has its place exactly once; all else refers to it. */
export function toRules(flow: Pick<Flow, 'nodes' | 'edges'>): RuleList {
  const ways = waysOf(flow);
  const graph: Graph = { ways, joins: joinsOf(ways), seen: new Set() };
  const nodes = new Map(flow.nodes.map((node) => [node.id, node]));
  const isNote = (id: string): boolean => nodes.get(id)?.type === 'note';

  const start = flow.nodes.find(({ type }) => type === 'start');
  const reached = start ? readFrom(start.id, graph) : [];
  const order = inOrder(flow);
  const unreached = order.filter((id) => !isNote(id)).flatMap((id) => readFrom(id, graph));
  const all = [...reached, ...unreached];
  const reads = new Map(all.map((read) => [read.id, read]));

  const ruleAt = (read: Read, at: number): Rule[] => {
    const node = nodes.get(read.id);
    if (!node) return [];
    const leads = (ways.get(read.id) ?? []).map(({ exit, target }): Lead => {
      const isBelow = standsBelow(read, exit, target === undefined ? undefined : reads.get(target), all[at + 1]);
      return { exit, target, isBelow };
    });
    return [{ node, number: at + 1, depth: read.depth, under: read.under, leads }];
  };
  const rules = all.flatMap(ruleAt);
  const noteRule = (node: FlowNode): Rule => ({ node, number: undefined, depth: 0, under: undefined, leads: [] });
  return {
    reached: rules.slice(0, reached.length),
    unreached: rules.slice(reached.length),
    notes: order
      .filter((id) => isNote(id) && !graph.seen.has(id))
      .flatMap((id) => nodes.get(id) ?? [])
      .map(noteRule),
  };
}
