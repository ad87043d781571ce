import type { Provider, Settings } from '@pih/schemas';
import type { Timeline } from '../../config/index.ts';
import type { DecidedPayment } from '../../payments/index.ts';
import { previewOffers, type CompiledFlow, type Facts, type Offered, type StickyKey } from '../../rules/index.ts';
import { differencesOf, isSameDecision } from './compare.ts';
import type { Compared } from './tally.ts';

/** What past payments are decided by. */
export interface Past {
  providers: Timeline<'provider'>;
  settings: Timeline<'settings'>;
  /** The flow of a revision; undefined when it is gone. */
  flowOf: (revision: number) => Promise<CompiledFlow | undefined>;
}

type Around = { providers: ReadonlyMap<string, Provider>; settings: Pick<Settings, 'fallback'> };

/**
 * Decides past payments once more, each with its stored facts, among the providers and with the fallback that were live when
 * it was decided: by the revision that decided it, to see whether that gives what was stored, and by the flow on trial.
 */
export class DecideAgain {
  readonly #past: Past;
  readonly #trial: CompiledFlow;
  readonly #byId = new WeakMap<readonly Provider[], ReadonlyMap<string, Provider>>();

  constructor(trial: CompiledFlow, past: Past) {
    this.#trial = trial;
    this.#past = past;
  }

  async compare(payment: DecidedPayment): Promise<Compared> {
    const { decision } = payment;
    const around = this.#around(new Date(decision.at));
    const stickyKey = await this.#keyThatDecided(payment, around);
    const after = await this.#offers(this.#trial, payment, stickyKey ?? payment.stickyKey, around);
    return {
      payment,
      before: decision,
      after,
      differences: differencesOf(decision, after),
      reproduced: stickyKey !== undefined,
    };
  }

  /**
   * The key with which the deciding revision gives the stored decision; undefined when none does. A shopper who said only
   * later who they are was known by the payment alone at first.
   */
  async #keyThatDecided(payment: DecidedPayment, around: Around): Promise<StickyKey | undefined> {
    const { decision, stickyKey, id } = payment;
    const flow = await this.#past.flowOf(decision.revision);
    if (!flow) return undefined;
    for (const key of stickyKey.shopper === undefined ? [stickyKey] : [stickyKey, { payment: id }])
      if (isSameDecision(decision, await this.#offers(flow, payment, key, around))) return key;
    return undefined;
  }

  #offers(flow: CompiledFlow, { decision }: DecidedPayment, stickyKey: StickyKey, around: Around): Promise<Offered> {
    const at = new Date(decision.at);
    // What was stored of the facts is what was gathered.
    return previewOffers({
      flow,
      revision: decision.revision,
      facts: decision.facts as Facts,
      at,
      stickyKey,
      ...around,
    });
  }

  #around(at: Date): Around {
    const live = this.#past.providers(at);
    const providers = this.#byId.get(live) ?? new Map(live.map((provider) => [provider.id, provider]));
    this.#byId.set(live, providers);
    return { providers, settings: this.#past.settings(at)[0] ?? {} };
  }
}
