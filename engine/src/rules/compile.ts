import type { Flow, FlowCondition, FlowNode } from '@pih/schemas';
import { chainsOf } from './chains.ts';
import { questionOf, type Question } from './conditions.ts';
import { graphOf, hasLoop, type Graph } from './graph.ts';
import { accountOf, preCheckOf, type Account, type PreCheck } from './pre-check.ts';
import { Columns } from './reading.ts';
import { searchOf, type FirstFrom } from './search.ts';
import { stepOf, type Step } from './steps.ts';
import type { WayOut } from './vocabulary.ts';

type Next = ReadonlyMap<WayOut, CompiledNode>;

/** A node that does its work at once. */
export interface DoingNode {
  readonly id: string;
  readonly type: Exclude<FlowNode['type'], 'condition'>;
  readonly step: Step;
  /** The fact that a switch goes by. */
  readonly needs?: string;
  readonly next: Next;
}

/** A node that is left by `yes` or by `no`. */
export interface AskingNode {
  readonly id: string;
  readonly type: 'condition';
  readonly preCheck: PreCheck;
  readonly account: Account;
  readonly ask: Question;
  readonly next: Next;
  /** The chain it is part of, and where in it. */
  readonly chain: Chain;
  readonly position: number;
}

export type CompiledNode = DoingNode | AskingNode;

/** Conditions of which each is left by `no` for the next. */
export interface Chain {
  readonly nodes: readonly AskingNode[];
  readonly firstFrom: FirstFrom;
}

/** A flow, ready for payments; unchangeable, and shared by all that decide by it. */
export interface CompiledFlow {
  readonly id: string;
  readonly start?: CompiledNode;
  /** Every node, in the order of the document. */
  readonly nodes: readonly CompiledNode[];
  /** Which nodes offer each method, in the order of the document. */
  readonly offeredBy: ReadonlyMap<string, readonly string[]>;
  /** Where the facts that it asks about are read into. */
  readonly columns: Columns;
  /** An unsound draft may run in a circle; then a walk has to remember where it was. */
  readonly hasLoop: boolean;
}

type Ways = ReadonlyMap<string, Map<WayOut, CompiledNode>>;

/**
 * Makes a flow ready for payments, once: conditions become closures for the pre-check and rules for the rules engine,
 * conditions that are asked one after another get an index, and edges become references.
 * @param flow valid by its schema and found sound by `checkFlow`. Of an unsound one (a draft that is tried out) the sound
 * part is compiled, and a payment's way ends where no edge leads on.
 * @throws RangeError when a condition is nested thousands deep, which `checkFlow` refuses
 */
export function compileFlow(flow: Flow): CompiledFlow {
  const graph = graphOf(flow);
  const isCircular = hasLoop(graph);
  const columns = new Columns();
  const ways: Ways = new Map([...graph.nodes.keys()].map((id) => [id, new Map()]));
  const compiled = new Map<string, CompiledNode>();
  for (const ids of chainsOf(graph, isCircular))
    for (const node of chainOf(conditionsOf(ids, graph), ways, columns).nodes) compiled.set(node.id, node);
  for (const node of graph.nodes.values())
    if (node.type !== 'condition') compiled.set(node.id, doing(node, flow.id, ways));
  connect(graph, ways, compiled);
  const nodes = [...graph.nodes.keys()].flatMap((id) => compiled.get(id) ?? []);
  const start = nodes.find(({ type }) => type === 'start');
  return { id: flow.id, ...(start && { start }), nodes, offeredBy: offeredBy(graph), columns, hasLoop: isCircular };
}

function offeredBy({ nodes }: Graph): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const node of nodes.values()) {
    if (node.type !== 'offer') continue;
    for (const method of new Set(node.data.methods.map((each) => each.method))) {
      const offering = found.get(method) ?? [];
      offering.push(node.id);
      found.set(method, offering);
    }
  }
  return found;
}

const conditionsOf = (ids: readonly string[], { nodes }: Graph): FlowCondition[] =>
  ids.flatMap((id) => {
    const node = nodes.get(id);
    return node?.type === 'condition' ? [node] : [];
  });

const nowhere: Next = new Map();

function doing(node: Exclude<FlowNode, FlowCondition>, flow: string, ways: Ways): DoingNode {
  const { id, type } = node;
  const needs = type === 'switch' ? { needs: node.data.fact } : {};
  return { id, type, step: stepOf(node, flow), ...needs, next: ways.get(id) ?? nowhere };
}

function chainOf(conditions: readonly FlowCondition[], ways: Ways, columns: Columns): Chain {
  const links = conditions.map(({ data: { when } }) => ({ when, preCheck: preCheckOf(when, columns) }));
  const nodes: AskingNode[] = [];
  const chain: Chain = { nodes, firstFrom: searchOf(links, columns) };
  for (const [position, { when, preCheck }] of links.entries()) {
    const id = conditions[position]?.id ?? '';
    const [account, ask] = [accountOf(when, columns), questionOf(when)];
    nodes.push({ id, type: 'condition', preCheck, account, ask, next: ways.get(id) ?? nowhere, chain, position });
  }
  return chain;
}

function connect({ next }: Graph, ways: Ways, compiled: ReadonlyMap<string, CompiledNode>): void {
  for (const [id, targets] of next) {
    for (const [way, target] of targets) {
      const to = compiled.get(target);
      if (to) ways.get(id)?.set(way, to);
    }
  }
}
