import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { asJob } from '../request-scope.ts';
import { Custody, leaseMs, Overtaken } from './custody.ts';
import type { MessageModel, StoredMessage } from './model.ts';
import { nextOf } from './outcome.ts';
import type { Delivery, Letter, Transport } from './transports/transport.ts';

/** How often what is due is looked for; what this node stores itself goes at once. */
const lookEveryMs = 2_000;
/** How many messages leave at once. */
const atOnce = 4;
/** How long messages that are on their way may take when the engine stops. */
const lastMs = 10_000;

export interface CourierDependencies {
  model: MessageModel;
  now: Clock;
  log: Logger;
  random: () => number;
  /** What carries a message, as its channel says now; a text instead says why nothing does. */
  transportOf: (message: StoredMessage) => Transport | string;
  /** The message with all that goes along; a text instead says what is missing. */
  letterOf: (message: StoredMessage) => Promise<Letter | string>;
  /** Told of a message that came to an end of some kind, for good or until somebody decides. */
  settled: (message: StoredMessage) => Promise<void>;
}

/**
 * Brings messages out. Each is stored first, then taken by one node at a time and handed over; what cannot leave now is
 * tried again for a day.
 *
 * A message leaves once. The only doubt is a message whose first byte had left when the connection broke or the engine was
 * killed: that moment is noted before, so it is known afterwards. Where the other side tells repetitions apart (a gateway
 * that takes a key), it is handed over again; where it does not (SMTP), it becomes `uncertain`, and a person decides.
 */
export class Courier {
  readonly #deps: CourierDependencies;
  readonly #custody: Custody;
  #timers: NodeJS.Timeout[] = [];
  #stopped = false;
  #round: Promise<void> | undefined;

  constructor(deps: CourierDependencies) {
    this.#deps = deps;
    this.#custody = new Custody(deps.model, deps.now, deps.log);
  }

  /**
   * Looks for what is due, now and from time to time.
   * @param isAlone no other node shares the database: what one that was killed had in hand is due at once
   */
  start(isAlone = false): void {
    if (isAlone) this.#round = this.#custody.takeBack();
    this.#timers = [
      setInterval(() => this.kick(), lookEveryMs).unref(),
      setInterval(() => this.#custody.renew(), leaseMs / 3).unref(),
    ];
    this.kick();
  }

  /** Something may be due: looks at once. */
  kick(): void {
    this.run().catch((error: unknown) => this.#deps.log.warn({ err: error }, 'could not look for messages due'));
  }

  /** Hands over what is due, until nothing is. A run that is under way takes in what comes meanwhile. */
  run(): Promise<void> {
    const again = this.#round ?? Promise.resolve();
    const round = again.catch(() => undefined).then(() => this.#all());
    this.#round = round;
    const clear = () => {
      if (this.#round === round) this.#round = undefined;
    };
    round.then(clear, clear);
    return round;
  }

  /** Begins nothing more, and waits a while for what is on its way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    const enough = new Promise<void>((resolve) => setTimeout(resolve, lastMs).unref());
    await Promise.race([this.#round?.catch(() => undefined), enough]);
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
  }

  async #all(): Promise<void> {
    const lane = async () => {
      while (!this.#stopped) {
        const message = await this.#custody.take();
        if (!message) return;
        await asJob(this.#deps.now(), () => this.#bring(message)).finally(() => this.#custody.letGo(message));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
    await this.#tellRest();
  }

  async #bring(message: StoredMessage): Promise<void> {
    const { log } = this.#deps;
    try {
      const transport = this.#deps.transportOf(message);
      if (typeof transport === 'string') return await this.#postpone(message, transport);
      if (message.handedOverAt && !transport.isRepeatable)
        return await this.#settle(message, { kind: 'unknown', because: 'interrupted' }, transport);
      const letter = await this.#deps.letterOf(message);
      if (typeof letter === 'string') return await this.#postpone(message, letter);
      const delivery = await transport.send(letter, () => this.#custody.begin(message));
      await this.#settle(message, delivery, transport, `${letter.from.name} <${letter.from.address}>`);
    } catch (error) {
      if (error instanceof Overtaken)
        return log.warn({ message: message._id }, 'another node has taken a message over');
      log.error({ err: error, message: message._id }, 'a message could not be handed over and is tried again');
      await this.#postpone(message, 'unexpected');
    }
  }

  async #postpone(message: StoredMessage, because: string): Promise<void> {
    await this.#settle(message, { kind: 'postponed', because });
  }

  async #settle(message: StoredMessage, delivery: Delivery, transport?: Transport, from?: string): Promise<void> {
    const { now, random } = this.#deps;
    const at = now();
    const next = nextOf({ message, delivery, transport, from, at, random: random() });
    const because = delivery.kind === 'sent' ? {} : { because: delivery.because };
    const settled = await this.#custody.settle(message, next, { at, outcome: delivery.kind, ...because });
    if (settled && next.state !== undefined) await this.#tell(settled);
  }

  /** What a crash kept from being told. */
  async #tellRest(): Promise<void> {
    const { model, now } = this.#deps;
    const before = new Date(now().getTime() - leaseMs);
    const due = await model
      .find({ noteDueAt: { $lte: before } })
      .sort({ noteDueAt: 1 })
      .limit(50)
      .lean<StoredMessage[]>();
    for (const message of due) await this.#tell(message);
  }

  async #tell(message: StoredMessage): Promise<void> {
    try {
      await this.#deps.settled(message);
      await this.#deps.model.updateOne({ _id: message._id }, { $unset: { noteDueAt: 1 } });
    } catch (error) {
      this.#deps.log.warn({ err: error, message: message._id }, 'the payment was not told of a message yet');
    }
  }
}
