import { ending } from '../actions/cancel.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import type { Actor, StoredPayment } from '../record/payment.ts';
import { afterwards, goesWrongOpen, isAboutOpen, seenTo } from './aftermath.ts';
import { moments } from './calendar.ts';
import { Incidents } from './incidents.ts';
import { hopelessOrder, orderAt } from './orders.ts';
import { Chance, randomNumbers } from './random.ts';
import type { Incident, Shape } from './shape.ts';
import { look, runOut, shop, type Town } from './shopping.ts';
import { Story } from './story.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** What is wanted. */
export interface TrafficWish {
  payments: number;
  /** How many days back it begins; it ends now. */
  days: number;
  /** The same seed gives the same traffic, at the same moment and with the same documents. */
  seed: number;
  /** Who works in the console. */
  operators: readonly Actor[];
}

/** What becomes of an order. @returns whether what was to go wrong with it went wrong */
async function live(town: Town, story: Story, operator: Actor, incident: Incident | undefined): Promise<boolean> {
  const { chance, shape } = town;
  const isCanceled = chance.isLucky(shape.habits.canceledByShop);
  const isAboutPage = incident !== undefined && isAboutOpen(incident) && story.hasTimeFor(5 * day);
  if (incident === 'no_offer') {
    story.wait(chance.between(600, 40_000));
    await look(town, story);
    runOut(story);
    return true;
  }
  if (isAboutPage && (await look(town, story)) && goesWrongOpen(town, story, incident)) return true;
  if (isCanceled && story.hasTimeFor(20 * 60_000)) {
    story.wait(chance.between(60_000, 15 * 60_000));
    const reason = chance.pick(['Ordered twice', 'The shopper changed their mind']);
    story.take(operator, (payment, now) => ending(payment, 'payment.canceled', { reason }, now));
    return false;
  }
  if (await shop(town, story)) return afterwards(town, story, operator, incident);
  if (story.payment.state === 'created') runOut(story);
  return false;
}

/** Payments as a shop has them, oldest first: each with a whole life, told by the room's own rules. */
export async function* traffic(
  deps: PaymentDependencies,
  shape: Shape,
  { payments, days, seed, operators }: TrafficWish,
): AsyncGenerator<StoredPayment> {
  const end = deps.now().getTime();
  const chance = new Chance(randomNumbers(seed));
  const { provider, at, hours, share } = shape.outage;
  const from = end - days * day * (1 - at);
  const town: Town = { deps, shape, chance, outage: { provider, from, to: from + hours * hour, share } };
  const { timeZone } = deps.live().settings;
  const incidents = new Incidents(shape, chance, { payments, days });
  let number = 0;
  for (const moment of moments(shape, chance, { payments, days, end, timeZone })) {
    const order = orderAt(shape, moment, number, chance);
    const incident = incidents.dueAt(number);
    const story = new Story(incident === 'no_offer' ? hopelessOrder(shape, order) : order, end);
    const operator = chance.pick(operators);
    const wentWrong = await live(town, story, operator, incident);
    if (incident && !wentWrong) incidents.putOff(incident, number);
    // Of each kind one is left to whoever looks at the inbox first.
    seenTo(town, story, operator, wentWrong && incident !== undefined && incidents.isLast(incident));
    number++;
    yield story.payment;
  }
}
