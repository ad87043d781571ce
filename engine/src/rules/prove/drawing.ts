import type { Flow, FlowNode, Settings } from '@pih/schemas';
import type { FlowProblem, Known } from '../check/index.ts';
import { graphOf, type Graph } from '../graph.ts';
import type { CarryingProvider } from '../providers.ts';
import type { WayOut } from '../vocabulary.ts';
import { hindranceQuestions, type Hindering } from './hindering.ts';
import { questionAbout, questionsOf, unknown, type Question } from './questions.ts';
import { Refinery } from './refine.ts';
import { Slots } from './slots.ts';
import { walkAll, type Walked } from './walk.ts';

/** What a flow lives among: all that is needed to say what becomes of a payment. */
export interface Surroundings {
  known: Known;
  /** Provider documents by id. */
  providers: ReadonlyMap<string, CarryingProvider>;
  settings: Pick<Settings, 'fallback' | 'defaultCurrency' | 'legal'>;
  /** Ids of the checkouts that are live. */
  brands: readonly string[];
}

/** A flow that has been thought through: what can become of all payments at each of its nodes. */
export interface Drawing {
  readonly flow: Flow;
  readonly graph: Graph;
  readonly around: Surroundings;
  readonly slots: Slots;
  readonly refinery: Refinery;
  readonly conditions: ReadonlyMap<string, Question>;
  /** What stands in the way of a provider that is asked for a method. */
  readonly hindering: Hindering;
  /** Ids of the edges, by where they start (`wayName`). */
  readonly edges: ReadonlyMap<string, string>;
  /** Nodes that have something wrong inside; nothing more is said about these. */
  readonly faulty: ReadonlySet<string>;
  /** Undefined for a flow that has no start or runs in a circle. */
  readonly walked: Walked | undefined;
  /** To be asked after each small part of the work. */
  readonly giveWay: () => Promise<void>;
}

/** How an examination goes about its work. */
export interface Manner {
  /** States that are told apart at one node, where the size of the flow should not decide it; with fewer less is known, and nothing wrong. */
  states?: number;
  /** Asked after each small part: others have their turn while it waits, and the examination ends with what it throws. */
  giveWay?: () => Promise<void>;
}

/** Tells one way out of a flow from another. */
export const wayName = (source: string, way: WayOut): string => `${source} ${way ?? ''}`;

/** Comparisons, each of one state, that one examination may look at: a fraction of a second. */
const work = 300_000;

/** How many states are told apart at one node: the larger the flow the fewer, so that the work stays within its bounds. */
const statesAt = (nodes: number): number => (nodes <= 60 ? 24 : nodes <= 400 ? 8 : 4);

/**
 * Thinks a flow through.
 * @param errors what `checkFlow` says about it
 */
export async function drawingOf(
  flow: Flow,
  around: Surroundings,
  errors: readonly FlowProblem[],
  { states: most = statesAt(flow.nodes.length), giveWay = async () => {} }: Manner = {},
): Promise<Drawing> {
  const graph = graphOf(flow);
  const slots = new Slots(around.known.facts);
  const faulty = new Set(errors.flatMap(({ node, path }) => (node && /^\/nodes\/\d+\/data/.test(path) ? [node] : [])));
  const nodes = [...graph.nodes.values()];
  const conditions = new Map(nodes.flatMap((node) => asked(node, faulty, slots)));
  const cases = new Map(
    nodes.flatMap((node): [string, Question[]][] =>
      node.type === 'switch' && !faulty.has(node.id) ? [[node.id, questionsOf(node, slots)]] : [],
    ),
  );
  const hindering = hindranceQuestions(pairsOf(flow, around), around.providers, slots);
  // Amounts and countries play a part even where no node asks about them: the providers do.
  for (const fact of ['amount', 'country']) slots.of(fact);
  const refinery = new Refinery(slots.all, { states: 2 * most, work });
  const start = nodes.find(({ type }) => type === 'start');
  const walked = start && (await walkAll(graph, start.id, { conditions, cases }, refinery, most, giveWay));
  const edges = new Map(flow.edges.map(({ id, source, sourceHandle }) => [wayName(source, sourceHandle), id]));
  return { flow, graph, around, slots, refinery, conditions, hindering, edges, faulty, walked, giveWay };
}

function asked(node: FlowNode, faulty: ReadonlySet<string>, slots: Slots): [string, Question][] {
  if (node.type !== 'condition') return [];
  return [[node.id, faulty.has(node.id) ? unknown : questionAbout(node.data.when, slots)]];
}

/** Every method with a provider that the flow or the fallback may offer it by. */
function pairsOf(flow: Flow, { settings }: Surroundings): { method: string; providers: readonly string[] }[] {
  const offered = flow.nodes.flatMap((node) => (node.type === 'offer' ? node.data.methods : []));
  return [...offered, ...(settings.fallback ?? [])];
}
