import { Shelf } from '../shelf.ts';
import type { SimulatorContext, SimulatorSettings } from '../simulator.ts';

export interface SmsSettings extends SimulatorSettings {
  readonly apiKey: string;
}

/** A text as a telephone would have received it. */
export interface Sms {
  readonly id: string;
  /** E.164, with its plus. */
  readonly to: string;
  readonly from: string;
  readonly body: string;
  /** How many messages the network makes of it. */
  readonly parts: number;
  /** The caller's own name for it. */
  readonly clientReference: string | undefined;
  readonly at: Date;
}

/** An answer that was given under a key, to be given again. */
export interface Answered {
  readonly fingerprint: string;
  readonly id: string;
}

export interface SmsAccount {
  readonly texts: Shelf<Sms>;
  readonly keys: Shelf<Answered>;
  /** How often a recipient that is out of order at first was tried. */
  readonly tries: Map<string, number>;
  readonly context: SimulatorContext;
}

export const openAccount = (context: SimulatorContext): SmsAccount => ({
  texts: new Shelf(2_000),
  keys: new Shelf(),
  tries: new Map(),
  context,
});
