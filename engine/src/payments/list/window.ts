import type { Filter } from '../../http/index.ts';
import type { PaymentRepository } from '../record/repository.ts';
import { endOfMoment, upTo, within, type Period } from './birth.ts';
import { everyPayment, type Lane } from './lane.ts';

/** What is asked for: all conditions, and the lanes that lead to what meets them. */
export interface Question {
  conditions: Filter[];
  lanes: Lane[];
}

/** A part of the stored payments that is small enough to be looked at one by one. */
export interface Window {
  index: string;
  filter: Filter;
  /** Where it ends, as an id that no payment has; undefined when nothing lies beyond it. */
  last?: string;
}

const together = (filters: readonly Filter[]): Filter => (filters.length ? { $and: filters } : {});

/** A lane that is no longer than may be looked at; the one with the fewest. */
async function shortLane(payments: PaymentRepository, lanes: readonly Lane[], most: number): Promise<Lane | undefined> {
  const sized = await Promise.all(
    lanes
      .filter(({ isByBirth }) => !isByBirth)
      .map(async (lane) => ({
        lane,
        entries: lane.most ?? (await payments.countBy(lane.index, lane.filter, most + 1)),
      })),
  );
  return sized.filter(({ entries }) => entries <= most).sort((a, b) => a.entries - b.entries)[0]?.lane;
}

/**
 * Chooses what one request looks at: never more than `most` stored payments, however many there are, and as far into the
 * period as the best index reaches with that. No statistics are kept: each index is asked where it stands after so many
 * entries from here on, which tells how selective it is in this very stretch of time.
 */
export async function windowOf(
  payments: PaymentRepository,
  { conditions, lanes }: Question,
  period: Period,
  most: number,
): Promise<Window> {
  const whole = (lane: Lane): Window => ({ index: lane.index, filter: together([...conditions, ...within(period)]) });
  const short = await shortLane(payments, lanes, most);
  if (short) return whole(short);
  const byBirth = lanes.filter((lane) => lane.isByBirth);
  const ways = byBirth.length ? byBirth : [everyPayment];
  const [only] = ways;
  // The index says all that is asked: whatever it names is an answer, and nothing is looked at in vain.
  if (
    only &&
    ways.length === 1 &&
    (conditions.length === 0 || (conditions.length === 1 && conditions[0] === only.filter))
  )
    return whole(only);
  const reached = await Promise.all(
    ways.map(async (lane) => {
      const filter = together([lane.filter, ...within(period)].filter((each) => Object.keys(each).length));
      return { lane, last: (await payments.nthBy(lane.index, filter, { _id: period.order }, most))?._id };
    }),
  );
  const isFarther = (a: string, b: string): boolean => (period.order === -1 ? a < b : a > b);
  const best = reached.reduce((far, each) =>
    far.last === undefined || (each.last !== undefined && !isFarther(each.last, far.last)) ? far : each,
  );
  if (best.last === undefined) return whole(best.lane);
  const last = endOfMoment(best.last, period);
  const filter = together([...conditions, ...within(upTo(period, last))]);
  return { index: best.lane.index, filter, last };
}
