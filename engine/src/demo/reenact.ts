import type { Logger } from 'pino';
import type { Sandbox } from '../../sandbox/index.ts';
import type { DemoPeople } from '../first-start.ts';
import type { StoredPayment } from '../payments/index.ts';
import { FollowUps } from './follow-ups.ts';
import type { PastHub } from './past-hub.ts';
import { Past } from './past.ts';
import { Person } from './person.ts';
import { scenes } from './scenes/index.ts';
import type { Office, Scene } from './stage.ts';
import { demoTraffic } from './traffic.ts';
import { workingDays } from './working-days.ts';

const day = 24 * 3_600_000;

/** How far back the past of a new demo organisation reaches. */
const demoDays = 60;

/** When the demo organisation was set up: shortly before its first payment. */
export const foundedAt = (until: Date): Date => new Date(until.getTime() - (demoDays + 1) * day);

/** How far it has come, in words for whoever started the engine. */
export type Tell = (progress: { payments: number } | { scene: number; of: number }) => void;

export interface Reenactment {
  hub: PastHub;
  sandbox: Pick<Sandbox, 'adopt'> | undefined;
  people: DemoPeople;
  /** The folder of the whole project. */
  root: string;
  payments: number;
  /** When the past ends. */
  until: Date;
  tell?: Tell | undefined;
  log: Logger;
  signal: AbortSignal;
}

/**
 * Gives a new demo organisation its past: the payments of its shops, what its people did about them, and all that follows
 * from both. Done again from the same moment it adds only what is missing.
 * @returns whether it came to its end; not when it was told to stop
 */
export async function reenact(wish: Reenactment): Promise<boolean> {
  const { hub, sandbox, root, until, tell, signal } = wish;
  const past = new Past();
  const followUps = new FollowUps(hub, until);
  let written = 0;
  const planted = (payments: readonly StoredPayment[]): void => {
    past.add(payments);
    followUps.add(payments);
    tell?.({ payments: (written += payments.length) });
    signal.throwIfAborted();
  };
  try {
    const { access, payments } = hub.app;
    const shops = { access, payments: { ...payments, now: () => until }, sandbox, root };
    await demoTraffic(shops, { payments: wish.payments, days: demoDays, tell: planted });
    await play(wish, past, followUps);
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}

/** Plays what happened in the office in its order, each scene after all that had happened by then. */
async function play(wish: Reenactment, past: Past, followUps: FollowUps): Promise<void> {
  const { hub, until, people, log, tell, signal } = wish;
  const when = workingDays(until, hub.app.live.current.settings.timeZone);
  const office = officeOf(hub, people);
  const played = scenes(when).sort((one, other) => one.at.getTime() - other.at.getTime());
  for (const [index, scene] of played.entries()) {
    signal.throwIfAborted();
    tell?.({ scene: index + 1, of: played.length });
    await followUps.upTo(scene.at);
    hub.clock.set(scene.at);
    let intentions = 0;
    const key = () => `demo:${nameOf(scene)}:${++intentions}`;
    // One that does not come off leaves a gap, and nothing else.
    await scene.play({ hub, office, people, past, at: scene.at, key }).catch((error: unknown) => {
      log.warn({ err: error, scene: scene.name }, 'a scene of the demo’s past did not come off');
    });
    await hub.idle();
  }
  signal.throwIfAborted();
  await followUps.upTo(until);
  await hub.idle();
}

const nameOf = ({ name }: Scene): string => name.replaceAll(/[^a-z]+/g, '-');

/** Everybody by their first name, each at their own browser. */
function officeOf({ url }: PastHub, { operators }: DemoPeople): Office {
  const known = new Map(
    operators.map(({ name, email, password }, seat) => [
      name.split(' ')[0]?.toLowerCase(),
      new Person({ url, email, password, seat }),
    ]),
  );
  return (name) => {
    const person = known.get(name);
    if (!person) throw new Error(`Nobody in the office is called "${name}"`);
    return person;
  };
}
