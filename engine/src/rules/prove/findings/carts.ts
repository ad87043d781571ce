import type { FlowNode } from '@pih/schemas';
import { compileFlow, type CompiledFlow } from '../../compile.ts';
import { decideOffers } from '../../decide-offers.ts';
import * as cuts from '../domains/cuts.ts';
import type { SumSet } from '../domains/sums.ts';
import type { Drawing } from '../drawing.ts';
import { currenciesOf, exampleOf } from '../example.ts';
import { found, type Finding } from '../finding.ts';
import { pairName } from '../hindering.ts';
import { always, withinSums, type Question } from '../questions.ts';
import { Refinery } from '../refine.ts';
import type { State } from '../states.ts';
import type { Crowd } from '../walk.ts';

/**
 * Sums among which a cart is looked for, in minor units: from 1.00 to 999,999.99 in most currencies. Every provider has a
 * smallest and a largest sum somewhere; that nobody can pay a cent by card is no news.
 */
const soughtSums = { from: 100, to: 99_999_999 };

/** How much is tried before the search is given up; what is not found then is not spoken of. */
const limits = { findings: 20, decisions: 300, perCrowd: 6, keys: 40, work: 100_000, states: 48 };

const offers = ({ type }: FlowNode): boolean => type === 'offer' || type === 'hide';
const asks = ({ type }: FlowNode): boolean => type === 'condition' || type === 'switch' || type === 'split';

/** Crowds at the places behind which nothing is offered or hidden any more: what they have then is what they get. */
function settledCrowds({ graph, walked }: Drawing): Crowd[] {
  if (!walked) return [];
  const changing = new Set<string>();
  for (const id of walked.order.toReversed()) {
    const node = graph.nodes.get(id);
    const isChanging = [...(graph.next.get(id)?.values() ?? [])].some((target) => changing.has(target));
    if (isChanging || (node && offers(node))) changing.add(id);
  }
  const [start] = walked.order;
  if (start !== undefined && !changing.has(start)) return [...(walked.arrivals.get(start) ?? [])];
  return walked.order.flatMap((id) => {
    if (!changing.has(id)) return [];
    const ways = [...(graph.next.get(id) ?? [])].filter(([, target]) => !changing.has(target));
    return ways.flatMap(([way]) => walked.departures.get(id)?.get(way) ?? []);
  });
}

/** Looks for carts that a flow leaves without a method, and has the real engine confirm each before it is spoken of. */
class CartSearch {
  readonly #drawing: Drawing;
  readonly #refinery: Refinery;
  readonly #compiled: CompiledFlow;
  readonly #usual: Question;
  readonly #hasSplit: boolean;
  #decisions = limits.decisions;

  constructor(drawing: Drawing) {
    this.#drawing = drawing;
    const { flow, slots, around } = drawing;
    this.#compiled = compileFlow(flow);
    this.#hasSplit = flow.nodes.some(({ type }) => type === 'split');
    const currencies = currenciesOf(flow, around);
    const sought = cuts.ofWholeNumbers(cuts.fromTo(soughtSums.from, soughtSums.to));
    const sums: SumSet = { by: new Map(currencies.map((code) => [code, sought])), others: false };
    this.#usual = withinSums(slots, sums, `usual ${currencies.join()}`);
    this.#refinery = new Refinery(drawing.refinery.slots, limits);
  }

  get isOver(): boolean {
    return this.#decisions <= 0 || this.#refinery.isTired;
  }

  /** States in which every provider of these methods is hindered. */
  #hindered(states: readonly State[], methods: Iterable<readonly [string, Iterable<string>]>): readonly State[] {
    let left = states;
    for (const [method, providers] of methods)
      for (const provider of providers) {
        const hindrance = this.#drawing.hindering.get(pairName(method, provider));
        left = this.#refinery.part(left, hindrance?.any ?? always).yes;
      }
    return left;
  }

  /** A cart of this crowd that is left without a method; with the fallback gone as well, if there is one like that. */
  async cartIn({ states, offered }: Crowd): Promise<Finding | undefined> {
    const { settings } = this.#drawing.around;
    const usual = this.#refinery.part(states, this.#usual).yes;
    const empty = this.#hindered(usual, offered.may);
    if (!empty.length) return undefined;
    const reserve = (settings.fallback ?? []).map(({ method, providers }) => [method, providers] as const);
    const hopeless = reserve.length ? this.#hindered(empty, reserve) : [];
    for (const state of [...hopeless, ...empty].slice(0, limits.perCrowd)) {
      const finding = await this.#confirmed(state);
      if (finding) return finding;
    }
    return undefined;
  }

  /** Sends a cart through the real engine. In a split it takes the shopper that goes the right way, so several are tried. */
  async #confirmed(state: State): Promise<Finding | undefined> {
    const facts = exampleOf(this.#drawing, state);
    if (!facts) return undefined;
    const { flow, graph, around } = this.#drawing;
    for (let key = 0; key < (this.#hasSplit ? limits.keys : 1); key++) {
      if (this.#decisions-- <= 0) return undefined;
      await this.#drawing.giveWay();
      const decision = await decideOffers({
        ...{ flow: this.#compiled, facts, providers: around.providers, settings: around.settings },
        ...{ revision: 0, at: new Date(0), stickyKey: { payment: `example-${key}` } },
      });
      const visited = decision.visited.map(({ node }) => node);
      // A way that ends anywhere else is an open end, and said to be one.
      if (graph.nodes.get(visited.at(-1) ?? '')?.type !== 'stop') continue;
      if (decision.offers.length && !decision.fallback) continue;
      const way = visited.flatMap((id) => graph.nodes.get(id) ?? []);
      const node = way.findLast(offers) ?? way.findLast(asks) ?? way[0];
      const methods = decision.offers.map(({ method }) => method);
      const rule = decision.fallback ? 'fallbackShown' : 'noMethodLeft';
      const path = node ? `/nodes/${flow.nodes.indexOf(node)}` : '/nodes';
      const example = { facts: { ...decision.facts }, visited, methods };
      return found(rule, decision.fallback ? { methods } : {}, { path, node, example });
    }
    return undefined;
  }
}

/** Carts that are left without any method of the flow: one for each place where that happens. */
export async function aboutCarts(drawing: Drawing): Promise<Finding[]> {
  const carts = new Map<string, Finding>();
  if (!drawing.walked) return [];
  const search = new CartSearch(drawing);
  for (const crowd of settledCrowds(drawing)) {
    await drawing.giveWay();
    if (search.isOver || carts.size >= limits.findings) break;
    const finding = await search.cartIn(crowd);
    if (!finding) continue;
    const known = carts.get(finding.node ?? '');
    // Worse news about the same place takes the place of better.
    if (!known || (known.rule === 'fallbackShown' && finding.rule === 'noMethodLeft'))
      carts.set(finding.node ?? '', finding);
  }
  return [...carts.values()];
}
