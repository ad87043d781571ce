import type { Viewer } from '../http/index.ts';
import { eventFor, factsOf, summaryFor, type PaymentListener } from '../payments/index.ts';

type Told = Parameters<PaymentListener>;

/** People who hold the same roles: they hear the same. */
interface Audience {
  viewer: Viewer;
  /** How many of them listen. */
  size: number;
  /** Settled when all that happened before was told, so that nothing overtakes anything. */
  last: Promise<unknown>;
  /** Payments that they were told of, the latest last, so that they can be told when one leaves their scope. */
  knows: Set<string>;
}

/** Of as many payments an audience is told when they leave its scope, besides those that this node takes out of it itself. */
const mostKnown = 2_000;

/** The name of an audience, and of the room of its connections. */
export const audienceOf = ({ caller }: Viewer): string => `payments of ${[...(caller?.roles ?? [])].sort().join()}`;

/** What every connection of an audience hears of: a change of a payment, or that one is none of its business any more. */
export interface Heard {
  changed(audience: string, news: { summary: object; event: object }): void;
  gone(audience: string, id: string): void;
  /** What could not be told. */
  failed(error: unknown): void;
}

/**
 * Who listens to payments, by the roles they hold: what is told is worked out once for all who may hear the same, whoever
 * many of them there are.
 */
export class Audiences {
  readonly #audiences = new Map<string, Audience>();
  readonly #heard: Heard;

  constructor(heard: Heard) {
    this.#heard = heard;
  }

  get isEmpty(): boolean {
    return this.#audiences.size === 0;
  }

  /** @returns the name of the audience that somebody is part of from now on */
  join(viewer: Viewer): string {
    const name = audienceOf(viewer);
    const known = this.#audiences.get(name);
    if (known) known.size += 1;
    else this.#audiences.set(name, { viewer, size: 1, last: Promise.resolve(), knows: new Set() });
    return name;
  }

  leave(name: string): void {
    const known = this.#audiences.get(name);
    if (!known) return;
    known.size -= 1;
    if (known.size === 0) this.#audiences.delete(name);
  }

  /** Tells each audience of a change of a payment, as far as it may read the payment, masked as its roles say. */
  tell(...told: Told): void {
    for (const [name, audience] of this.#audiences)
      audience.last = audience.last
        .then(() => this.#tellOne(name, audience, told))
        .catch((error: unknown) => this.#heard.failed(error));
  }

  async #tellOne(name: string, { viewer, knows }: Audience, [payment, events, before]: Told): Promise<void> {
    const last = events.at(-1);
    // By the role documents as they are at this moment.
    const scope = await viewer.scope('payments.read');
    const { _id: id } = payment;
    if (last && scope.allows(factsOf(payment))) {
      remember(knows, id);
      return this.#heard.changed(name, {
        summary: summaryFor(viewer, payment),
        event: eventFor(viewer, payment, last),
      });
    }
    // Of what they have never seen they do not even learn that it is there.
    const wasTheirs = knows.delete(id) || (before !== undefined && scope.allows(factsOf(before)));
    if (wasTheirs && !scope.allows(factsOf(payment))) this.#heard.gone(name, id);
  }
}

function remember(knows: Set<string>, id: string): void {
  knows.delete(id);
  knows.add(id);
  const [oldest] = knows;
  if (knows.size > mostKnown && oldest !== undefined) knows.delete(oldest);
}
