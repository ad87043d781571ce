import type { Flow, FlowNode } from '@pih/schemas/types';
import { areaOf, grid, touches, type Area, type Place, type SizeOf } from './edit/index.ts';
import type { FlowEdge } from './edge.ts';
import { lineBetween, runsBehind } from './line.ts';

/** A line that runs behind a card which is neither its beginning nor its end. */
export interface Hidden {
  edge: FlowEdge;
  card: string;
}

/** How near to a line a card may come when it is moved out of the way. */
const gap = 8;
/** The least that is between two cards above one another. */
const rows = 20;
/** How far up or down a card is tried, in steps of the grid. */
const reach = 60;
/** How often a line or a card may be held against another in all: a large flow is cleared as far as that goes. */
const work = 2_000_000;

/** An edge, and what it may run behind: the cards between its ends, since none ever leaves its column. */
interface Drawn {
  edge: FlowEdge;
  node: FlowNode;
  between: string[];
}

/** Cards and lines of a flow while it is laid out. */
class Table {
  readonly #cards = new Map<string, Area>();
  readonly #drawn: Drawn[] = [];
  /** The lines that lead to a card or from it, and those that may run behind it. */
  readonly #own = new Map<string, Drawn[]>();
  readonly #passing = new Map<string, Drawn[]>();
  /** The cards above and below each, which it must not come too near to. */
  readonly #beside = new Map<string, string[]>();
  left = work;

  constructor({ nodes, edges }: Pick<Flow, 'nodes' | 'edges'>, sizeOf: SizeOf) {
    const cards = new Map(nodes.filter(({ type }) => type !== 'note').map((node) => [node.id, node]));
    for (const [id, node] of cards) {
      this.#cards.set(id, areaOf(node, sizeOf));
      this.#own.set(id, []);
      this.#passing.set(id, []);
    }
    for (const [id, card] of this.#cards) this.#beside.set(id, this.#columnOf(id, card));
    for (const edge of edges) {
      const [node, target] = [cards.get(edge.source), this.#cards.get(edge.target)];
      if (node && target) this.#draw(edge, node, target);
    }
  }

  #columnOf(id: string, { x, width }: Area): string[] {
    const isBeside = (other: Area): boolean => x < other.x + other.width + rows && other.x < x + width + rows;
    return [...this.#cards].flatMap(([other, area]) => (other !== id && isBeside(area) ? [other] : []));
  }

  #draw(edge: FlowEdge, node: FlowNode, target: Area): void {
    const source = this.#cards.get(node.id) ?? target;
    const drawn: Drawn = { edge, node, between: [] };
    for (const [id, { x, width }] of this.#cards) {
      if (id === edge.source || id === edge.target) continue;
      if (x + width + gap <= source.x + source.width || x - gap >= target.x) continue;
      drawn.between.push(id);
      this.#passing.get(id)?.push(drawn);
    }
    this.#drawn.push(drawn);
    for (const id of new Set([edge.source, edge.target])) this.#own.get(id)?.push(drawn);
  }

  card(id: string): Area | undefined {
    return this.#cards.get(id);
  }

  move(id: string, y: number): void {
    const card = this.#cards.get(id);
    if (card) this.#cards.set(id, { ...card, y });
  }

  #isHidden({ edge, node }: Drawn, id: string, near: number): boolean {
    const [source, target, card] = [this.card(edge.source), this.card(edge.target), this.card(id)];
    this.left -= 1;
    if (!source || !target || !card) return false;
    return runsBehind(lineBetween(node, edge.sourceHandle, source, target), card, near);
  }

  *hidden(near = 0): Generator<Hidden> {
    for (const drawn of this.#drawn)
      for (const card of drawn.between) if (this.#isHidden(drawn, card, near)) yield { edge: drawn.edge, card };
  }

  /** How many lines run behind this card, and behind how many cards its own lines do. */
  hiddenAt(id: string): number {
    let count = 0;
    for (const drawn of this.#passing.get(id) ?? []) count += Number(this.#isHidden(drawn, id, gap));
    for (const drawn of this.#own.get(id) ?? [])
      for (const card of drawn.between) count += Number(this.#isHidden(drawn, card, gap));
    return count;
  }

  /** Whether a card would come too near to another. */
  isTaken(id: string, card: Area): boolean {
    const beside = this.#beside.get(id) ?? [];
    this.left -= beside.length;
    return beside.some((other) => {
      const area = this.#cards.get(other);
      return area !== undefined && touches(card, area, rows);
    });
  }

  get places(): Map<string, Place> {
    return new Map([...this.#cards].map(([id, { x, y }]) => [id, { x, y }]));
  }
}

/** Lines that run behind cards, where the flow stands now. */
export const hiddenLines = (flow: Pick<Flow, 'nodes' | 'edges'>, sizeOf: SizeOf): Hidden[] => [
  ...new Table(flow, sizeOf).hidden(),
];

/** Moves a card up or down to where fewest lines are hidden, no farther than needed. @returns whether any is gained */
function settle(table: Table, id: string): boolean {
  const card = table.card(id);
  if (!card) return false;
  let best = { y: card.y, count: table.hiddenAt(id) };
  for (let step = 1; step <= reach && best.count > 0 && table.left > 0; step++) {
    for (const y of [card.y + step * grid, card.y - step * grid]) {
      if (table.isTaken(id, { ...card, y })) continue;
      table.move(id, y);
      const count = table.hiddenAt(id);
      if (count < best.count) best = { y, count };
    }
  }
  table.move(id, best.y);
  return best.y !== card.y;
}

/**
 * Moves cards up or down within their columns until no line runs behind one, or as few as can be: first the card that is in
 * the way, then the ends of the line. Each move leaves fewer hidden lines than before, so it comes to an end.
 * @param stays a node that is never moved
 */
export function clearLines(flow: Pick<Flow, 'nodes' | 'edges'>, sizeOf: SizeOf, stays?: string): Map<string, Place> {
  const table = new Table(flow, sizeOf);
  for (let isBetter = true; isBetter && table.left > 0;) {
    isBetter = false;
    for (const { edge, card } of [...table.hidden(gap)])
      for (const id of [card, edge.target, edge.source])
        if (id !== stays && table.left > 0 && settle(table, id)) isBetter = true;
  }
  return table.places;
}
