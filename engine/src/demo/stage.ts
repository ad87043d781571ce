import type { DemoPeople } from '../first-start.ts';
import type { PastHub } from './past-hub.ts';
import type { Person } from './person.ts';
import type { Past } from './past.ts';

/** Who works in the office of the demo organisation, by their first names in lower case. */
export type Office = (name: string) => Person;

/** What a scene finds when it is played. */
export interface Stage {
  hub: PastHub;
  office: Office;
  people: DemoPeople;
  /** The payments that there were by then. */
  past: Past;
  /** The moment of the scene. */
  at: Date;
  /** Keys of intentions that are the scene's own, one after the other: played again, it does nothing twice. */
  key(): string;
}

/** Something that happened in the office. */
export interface Scene {
  name: string;
  at: Date;
  /** @throws when it did not happen as it should have */
  play(stage: Stage): Promise<unknown>;
}

/** An answer that a scene needs. @throws Error when it is another */
export function needed<Body>(what: string, { status, body }: { status: number; body: Body | undefined }): Body {
  if (status >= 200 && status < 300 && body !== undefined) return body;
  throw new Error(`${what}: ${status} ${JSON.stringify(body)}`);
}
