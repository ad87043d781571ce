import type { Model } from 'mongoose';
import { behind, byPlace, placeOf, sortBy, together, upTo, type Filter, type Order, type Place } from './order.ts';

/** A stretch of an index that holds its rows in the order of the list: what stands first in the index, as one value each. */
export interface Lane {
  index: string;
  filter: Filter;
}

/** A list of stored rows: what belongs to it, and how it is found. */
export interface Question {
  order: Order;
  /** What all rows of the list meet. */
  filter: Filter;
  /** Bounds of the first field of the order, which every index is entered by. */
  within?: Filter;
  /**
   * The ways to the rows of the list, the one that is likely to meet the fewest others first. A way is one lane, or several
   * where the list may ask for several values; together they hold every row of the list.
   */
  ways: readonly (readonly Lane[])[];
  /** Fields that are not needed. */
  without?: readonly string[];
}

/** Which of some rows somebody may see, and as what. */
export type Sight<Row, View> = (rows: readonly Row[]) => Promise<(row: Row) => View | undefined>;

export interface Page<View> {
  data: View[];
  /** Where to go on; undefined at the end. */
  next?: Place;
  /** How far the look went, where it had to end before the page was full. */
  searchedTo?: Place;
}

/** How many stored rows one request looks at, however many there are and whatever it asks. */
const mostExamined = 2_000;
/** So many are read at a time where a page's own number does not fill it. */
const batch = 200;

/** A way with the place that it reaches; undefined for its end. */
interface Reach {
  way: readonly Lane[];
  end: Place | undefined;
}

class Walk<Row extends object> {
  readonly #model: Model<Row>;
  readonly #question: Question;

  constructor(model: Model<Row>, question: Question) {
    this.#model = model;
    this.#question = question;
  }

  /** The way that gets farthest with a bounded look. Each index is asked where it stands after so many entries. */
  async farthest(from: Place | undefined, most: number): Promise<Reach> {
    const { order, ways } = this.#question;
    let best: Reach = { way: [], end: undefined };
    for (const way of ways) {
      const each = Math.max(1, Math.floor(most / way.length));
      const ends = (await Promise.all(way.map((lane) => this.#nth(lane, from, each)))).filter(
        (end) => end !== undefined,
      );
      // Where one lane is left, what the others hold beyond would be out of order.
      const [end] = ends.sort(byPlace(order));
      if (!end) return { way, end };
      if (!best.end || byPlace(order)(end, best.end) > 0) best = { way, end };
    }
    return best;
  }

  /** The next rows of the list on a way. */
  async read({ way, end }: Reach, from: Place | undefined, limit: number): Promise<Row[]> {
    const { order, filter, within, without = [] } = this.#question;
    const bounds = [filter, within, from && behind(order, from), end && upTo(order, end)];
    const projection = Object.fromEntries(without.map((field) => [field, 0]));
    const found = await Promise.all(
      way.map((lane) =>
        this.#collection
          .find(together([lane.filter, ...bounds]), { hint: lane.index, projection, batchSize: limit + 1 })
          .sort(sortBy(order))
          .limit(limit)
          .toArray(),
      ),
    );
    if (found.length === 1) return (found[0] ?? []) as Row[];
    const rows = new Map(found.flat().map((row) => [String(row._id), row as Row]));
    return [...rows.values()].sort((one, other) => byPlace(order)(one as Filter, other as Filter)).slice(0, limit);
  }

  /** The place of the nth row of a lane, read from the index alone. */
  async #nth(lane: Lane, from: Place | undefined, n: number): Promise<Place | undefined> {
    const { order, within } = this.#question;
    const filter = together([lane.filter, within, from && behind(order, from)]);
    const projection = { _id: 0, ...Object.fromEntries(order.map((field) => [field, 1])) };
    const [found] = await this.#collection
      .find(filter, { hint: lane.index, projection })
      .sort(sortBy(order))
      .skip(n - 1)
      .limit(1)
      .toArray();
    return found && placeOf(found, order);
  }

  /** Without mongoose's casting: what is asked is made here. */
  get #collection() {
    const { db, collection } = this.#model;
    return db.collection(collection.collectionName);
  }
}

/**
 * One page of a list that somebody may see, latest first. A request looks at a bounded number of stored rows, however many
 * there are: where few of them belong to the list or may be seen, the page comes back short, and says how far it got and
 * where to go on.
 * @param from where the page before ended
 * @param most how many rows it may look at
 */
export async function walked<Row extends object, View>(
  model: Model<Row>,
  question: Question,
  { from, limit, sight, most = mostExamined }: WalkOptions<Row, View>,
): Promise<Page<View>> {
  const walk = new Walk(model, question);
  const reach = await walk.farthest(from, most);
  const data: View[] = [];
  let place = from;
  for (let size = limit + 1; ; size = Math.max(limit + 1, batch)) {
    const rows = await walk.read(reach, place, size);
    const shown = await sight(rows);
    for (const row of rows) {
      const view = shown(row);
      if (view !== undefined && data.length === limit) return { data, ...(place && { next: place }) };
      if (view !== undefined) data.push(view);
      place = placeOf(row, question.order);
    }
    if (rows.length < size) return { data, ...(reach.end && { next: reach.end, searchedTo: reach.end }) };
  }
}

export interface WalkOptions<Row, View> {
  from: Place | undefined;
  limit: number;
  sight: Sight<Row, View>;
  most?: number | undefined;
}
