import type Router from '@koa/router';
import type { Adopt } from './past.ts';
import type { Shelf } from './shelf.ts';
import type { Outbox } from './webhooks.ts';

/**
 * What every simulator is told: where the hub wants to hear about changes. A function, when that is known late only;
 * absent where each payment brings its own address.
 */
export interface SimulatorSettings {
  readonly webhookUrl?: string | (() => string);
}

/** What the sandbox lends a simulator: its place, the clock, chance, its outbox, and time that passes. */
export interface SimulatorContext {
  /** Where the simulator answers, as browsers see it, without a trailing slash: `http://localhost:3001/stripe`. */
  readonly url: string;
  /** The path prefix of the simulator on the sandbox's own port: `/stripe`. */
  readonly prefix: string;
  readonly webhooks: Outbox;
  now(): Date;
  /** A fresh id suffix of letters and digits. */
  random(): string;
  /** Keeps the caller waiting until most clients have given up; cut short when the sandbox stops. */
  dawdle(): Promise<void>;
  /** Does something after the time it takes a provider to settle a pending matter; forgotten when the sandbox stops. */
  later(work: () => void): void;
  /** Keeps what stands on these shelves over a restart, and fills them with what stood there before. */
  remember(shelves: Readonly<Record<string, Shelf<unknown>>>): void;
  /** How the simulator puts on its books what happened before it ran. */
  takesOver(adopt: Adopt): void;
  /** Repeats something now and then until the sandbox stops. */
  regularly(work: () => void): void;
}

/** One provider: given its settings, the routes that speak the provider's wire format and show its hosted pages. */
export interface Simulator<Settings extends SimulatorSettings> {
  open(settings: Settings, context: SimulatorContext): Router[] | Promise<Router[]>;
}
