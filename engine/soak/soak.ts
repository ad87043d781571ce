import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  buildEngine,
  freePort,
  type EngineEnvironment,
  type EngineProcess,
  type EngineProgram,
} from '../src/processes/engine-process-for-tests.ts';
import { Chance } from './chance.ts';
import { booksDiffer } from './checks.ts';
import { Clerk } from './clerk.ts';
import { startProviders, type Providers } from './providers.ts';
import { Publisher } from './publisher.ts';
import { goOn, newStory, Surprise, type Story } from './story.ts';
import { chainWrong, trailWrong } from './trail.ts';
import { CutOff, Wire } from './wire.ts';
import { Witness } from './witness.ts';

export interface SoakOptions {
  /** How often the engine is killed. */
  rounds: number;
  /** The same seed makes the same orders, and kills after as many requests. */
  seed: number;
  /** How many requests are sent at most before a kill; 250. */
  mostRequests?: number;
  /** Told after each round how it went. */
  say?: (line: string) => void;
}

export interface SoakReport {
  kills: number;
  /** Kills while the engine was only just starting. */
  killsAtStart: number;
  requests: number;
  /** Requests that a kill left without an answer. */
  cutOff: number;
  payments: number;
  paid: number;
  refunds: number;
  /** With credit notes. */
  invoices: number;
  revisions: number;
  /** Requests repeated with their key after a restart, to be answered as before. */
  repeats: number;
  /** By the providers' books. */
  charges: number;
  refundsBooked: number;
  /** From the start of the process to its greeting, in milliseconds. */
  restartsMs: number[];
  /** In the audit trail, each thing that was done once, in a chain that is whole. */
  auditRows: number;
  /** Whatever was lost, doubled or half-applied, or answered as nothing should be. */
  wrong: string[];
}

/** How many shoppers are at work at once. */
const shoppers = 8;

/** How many earlier and how many latest payments are read after each restart, and of how many the requests are repeated. */
const looks = 25;
const repeats = 6;
const repeatsAtEnd = 300;

/** How long everything that was begun may take to come to its end, once nobody kills the engine any more. */
const endMs = 180_000;

/** Kills an engine again and again under load, and compares what it has with what it acknowledged and with the money. */
export async function soak({
  rounds,
  seed,
  mostRequests = 250,
  say = () => undefined,
}: SoakOptions): Promise<SoakReport> {
  const [program, folder, port] = [
    await buildEngine(),
    await mkdtemp(path.join(tmpdir(), 'pih-soak-')),
    await freePort(),
  ];
  const url = `http://127.0.0.1:${port}`;
  const providers = await startProviders(url);
  try {
    const run = new Soak(program, providers, url, seed, { PORT: String(port), DATA_FOLDER: folder, ...providers.env });
    for (let round = 1; round <= rounds; round++) say(`round ${round}/${rounds}: ${await run.round(mostRequests)}`);
    return await run.end();
  } finally {
    await providers.stop();
    await program.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

class Soak {
  readonly #program: EngineProgram;
  readonly #providers: Providers;
  readonly #chance: Chance;
  readonly #env: EngineEnvironment;
  readonly #wire: Wire;
  readonly #publisher: Publisher;
  readonly #clerk: Clerk;
  readonly #stories: Story[] = [];
  readonly #restartsMs: number[] = [];
  readonly #witness: Witness;
  #kills = 0;
  #killsAtStart = 0;

  constructor(program: EngineProgram, providers: Providers, url: string, seed: number, env: EngineEnvironment) {
    this.#program = program;
    this.#providers = providers;
    this.#chance = new Chance(seed);
    this.#env = env;
    this.#wire = new Wire(url);
    this.#publisher = new Publisher(this.#wire);
    this.#clerk = new Clerk(this.#wire);
    this.#witness = new Witness(this.#wire);
  }

  /** Starts the engine, checks what it has, and kills it under load. @returns how it went, in a line */
  async round(mostRequests: number): Promise<string> {
    const engine = await this.#start();
    const begunBefore = this.#stories.filter(({ isOver }) => !isOver);
    await this.#check();
    const [requests, ms] = [this.#chance.between(10, mostRequests), this.#chance.between(0, 20)];
    const enough = this.#wire.sent(requests);
    const isKilled = { value: false };
    const load = Promise.all([
      ...Array.from({ length: shoppers }, () => this.#shop(isKilled, begunBefore)),
      this.#again(() => this.#publisher.publishOne(), isKilled),
      this.#again(() => this.#clerk.workOne(), isKilled),
    ]);
    await enough;
    // Anywhere between two requests, and in the middle of several.
    await pause(ms);
    isKilled.value = true;
    await engine.kill();
    this.#kills++;
    await load;
    return (
      `ready in ${Math.round(engine.readyAfterMs)} ms, killed ${ms} ms after request ${requests}; ` +
      `${this.#stories.length} orders, ${this.#publisher.published.length} revisions, ${this.#witness.wrong.length} wrong`
    );
  }

  /** Lets everything come to its end, and compares it with the providers' books. */
  async end(): Promise<SoakReport> {
    const engine = await this.#start();
    const enough = AbortSignal.timeout(endMs);
    for (let open = this.#stories; open.length > 0 && !enough.aborted;) {
      await this.#goOnWith(open);
      open = this.#stories.filter(({ isOver }) => !isOver);
      if (open.length > 0) await pause(500);
    }
    for (const { isOver, order, payment } of this.#stories)
      if (!isOver) this.#witness.wrong.push(`${order.reference} (${payment?.id}) did not come to its end`);
    await this.#providers.settled();
    const payments = await this.#witness.read(this.#stories);
    const books = this.#providers.books();
    this.#witness.wrong.push(...(await this.#publisher.check()), ...booksDiffer(payments, books));
    await this.#witness.findStrangers(this.#stories);
    const invoices = await this.#witness.checkInvoices(this.#stories, payments, enough);
    const trail = await trailWrong(
      this.#clerk,
      await this.#witness.read(this.#stories),
      this.#publisher.published,
      enough,
    );
    this.#witness.wrong.push(...trail.wrong);
    await this.#witness.repeat(this.#chance.some(this.#stories, repeatsAtEnd));
    await engine.stop();
    return {
      kills: this.#kills,
      killsAtStart: this.#killsAtStart,
      requests: this.#wire.asked,
      cutOff: this.#wire.cutOff,
      payments: payments.length,
      paid: payments.filter(({ captured }) => captured.amount > 0).length,
      refunds: payments.flatMap(({ refunds }) => refunds).length,
      invoices,
      revisions: this.#publisher.published.length,
      repeats: this.#witness.repeats,
      charges: books.length,
      refundsBooked: books.flatMap(({ refunds }) => refunds).length,
      restartsMs: this.#restartsMs,
      auditRows: trail.rows,
      wrong: this.#witness.wrong,
    };
  }

  async #start(): Promise<EngineProcess> {
    if (this.#kills > 0 && this.#chance.isTrue(0.1)) {
      await this.#program.startAndKill(this.#env, this.#chance.between(0, 1_200));
      this.#killsAtStart++;
    }
    const engine = await this.#program.start(this.#env);
    if (this.#kills > 0) this.#restartsMs.push(engine.readyAfterMs);
    return engine;
  }

  /** One shopper after the other: first those who were interrupted, then new ones. */
  async #shop(isKilled: { value: boolean }, interrupted: Story[]): Promise<void> {
    while (!isKilled.value) {
      const story = interrupted.shift() ?? newStory(this.#chance, this.#stories.length + 1);
      if (!this.#stories.includes(story)) this.#stories.push(story);
      await this.#tolerate(() => goOn(this.#wire, story), story);
    }
  }

  /** An operator at the console, who does one thing after the other. */
  async #again(work: () => Promise<void>, isKilled: { value: boolean }): Promise<void> {
    while (!isKilled.value) {
      await this.#tolerate(work);
      await pause(20);
    }
  }

  /** A cut is what a kill is; anything else is wrong. */
  async #tolerate(work: () => Promise<unknown>, story?: Story): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof CutOff) return;
      if (!(error instanceof Surprise)) throw error;
      this.#witness.wrong.push(`${story?.order.reference ?? 'publishing'} (${story?.payment?.id}): ${error.message}`);
      if (story) story.isOver = true;
    }
  }

  async #goOnWith(stories: readonly Story[]): Promise<void> {
    const queue = [...stories];
    const shopper = async () => {
      for (let story = queue.shift(); story; story = queue.shift()) {
        const current = story;
        await this.#tolerate(() => goOn(this.#wire, current), current);
      }
    };
    await Promise.all(Array.from({ length: shoppers }, shopper));
  }

  /** After a restart: what was acknowledged is there, once and whole, and is answered as before. */
  async #check(): Promise<void> {
    const latest = this.#stories.slice(-looks);
    const earlier = this.#chance.some(this.#stories.slice(0, -looks), looks);
    await this.#witness.read([...earlier, ...latest]);
    await this.#witness.readInvoices(this.#stories);
    await this.#witness.repeat(this.#chance.some(latest, repeats));
    this.#witness.wrong.push(...(await this.#publisher.check()), ...(await chainWrong(this.#clerk)));
  }
}
