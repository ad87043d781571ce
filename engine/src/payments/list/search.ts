import { isId } from '@pih/schemas';
import type { Filter } from '../../http/index.ts';
import type { PaymentRepository } from '../record/repository.ts';
import { within, type Period } from './birth.ts';
import { laneByBirth, laneOfIds, type Lane } from './lane.ts';

/** Looks payments up by what other rooms keep about them, such as the number of an invoice. */
export type LookElsewhere = (text: string) => Promise<readonly string[]>;

/** How many payments one meaning of a text may lead to, before it is taken for too broad to be looked up. */
export const mostMeant = 500;

/** Shorter beginnings mean half of everything. */
const shortestBeginning = 3;

const laneByIndex = (index: string, filter: Filter): Lane => ({ index, filter, isByBirth: false });

/** Everything that begins with a text: code points end at U+10FFFF. */
const beginning = (path: 'reference' | 'shopper.email', text: string): Lane =>
  laneByIndex(`${path}_1__id_-1`, { [path]: { $gte: text, $lt: `${text}\u{10ffff}` } });

function meaningsOfId(text: string): Lane[] | undefined {
  if (isId('payment', text)) return [laneOfIds([text])];
  if (isId('attempt', text)) return [laneByIndex('attempts.id_1', { 'attempts.id': text })];
  if (isId('refund', text)) return [laneByIndex('refunds.id_1', { 'refunds.id': text })];
  return undefined;
}

/** What a text may mean that somebody has typed into the search: each is a short stretch of an index. */
export function meaningsOf(text: string, masksEmail: boolean): Lane[] {
  const ids = meaningsOfId(text);
  if (ids) return ids;
  const email = text.toLowerCase();
  const mayBegin = text.length >= shortestBeginning;
  return [
    mayBegin ? beginning('reference', text) : laneByBirth('reference', [text]),
    laneByIndex('attempts.reference_1', { 'attempts.reference': text }),
    laneByIndex('refunds.reference_1', { 'refunds.reference': text }),
    ...(masksEmail || !mayBegin
      ? []
      : [isWhole(email) ? laneByBirth('shopper.email', [email]) : beginning('shopper.email', email)]),
  ];
}

/** Whose payments are meant: an e-mail address, or the merchant's own identifier of a shopper. */
export const meaningsOfCustomer = (text: string): Lane[] => [
  laneByBirth('shopper.email', [text.toLowerCase()]),
  laneByBirth('shopper.reference', [text]),
];

const isWhole = (email: string): boolean => /^[^@\s]+@[^@\s]+\.[a-z]{2,}$/.test(email);

/**
 * The lane that leads to whatever a text may mean. What its meanings lead to is looked up first, in their indexes alone;
 * where one leads to too many, the text becomes a condition like any other.
 */
export async function laneOfMeanings(
  payments: PaymentRepository,
  meanings: readonly Lane[],
  period: Period,
  elsewhere: readonly string[] = [],
): Promise<{ condition: Filter; lane?: Lane }> {
  const found = await Promise.all(
    meanings.map(async (lane) => {
      const filter = lane.isByBirth ? { $and: [lane.filter, ...within(period)] } : lane.filter;
      return {
        lane,
        ids: await payments.idsBy(lane.index, filter, mostMeant + 1, lane.isByBirth ? { _id: period.order } : {}),
      };
    }),
  );
  const leading = found.filter(({ ids }) => ids.length > 0);
  const [only] = leading;
  const ids = [...new Set([...elsewhere, ...leading.flatMap((each) => each.ids)])];
  if (leading.every((each) => each.ids.length <= mostMeant)) {
    const lane = laneOfIds(ids);
    return { condition: lane.filter, lane };
  }
  if (only && leading.length === 1 && elsewhere.length === 0)
    return { condition: only.lane.filter, ...(only.lane.isByBirth && { lane: only.lane }) };
  const others = elsewhere.length ? [laneOfIds(elsewhere).filter] : [];
  return { condition: { $or: [...leading.map(({ lane }) => lane.filter), ...others] } };
}
