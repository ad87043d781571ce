import type { JobItem, JobItemQuery } from '@pih/schemas';
import type { Viewer } from '../http/index.ts';
import type { Items, StoredJob } from '../jobs/index.ts';
import { concealing, type PaymentDependencies } from '../payments/index.ts';
import type { BulkItems } from './items.ts';
import type { ItemState, StoredItem } from './model.ts';

const pageSize = 50;

/** What was begun is under way, here or at the provider. */
const shownState = (state: ItemState): JobItem['state'] => (state === 'begun' ? 'under_way' : state);
const storedStates = (states: readonly JobItem['state'][]): ItemState[] =>
  states.flatMap((state): ItemState[] => (state === 'under_way' ? ['under_way', 'begun'] : [state]));

function itemView(item: StoredItem, reference: string | undefined): JobItem {
  const { place, payment, state, amount, because, approval, at } = item;
  return {
    place,
    payment,
    ...(reference !== undefined && { reference }),
    state: shownState(state),
    ...(amount && { amount }),
    ...(because && { because }),
    ...(approval && { approval }),
    ...(at && { at: at.toISOString() }),
  };
}

/**
 * Rows as somebody may see them: those of payments outside of what they may read now are left out, and what their roles mask
 * is concealed.
 */
export async function seen(
  { payments }: Pick<PaymentDependencies, 'payments'>,
  viewer: Viewer,
  items: readonly StoredItem[],
): Promise<JobItem[]> {
  const scope = await viewer.scope('payments.read');
  const among = { _id: { $in: items.map(({ payment }) => payment) } };
  const filter = scope.filter ? { $and: [among, scope.filter] } : among;
  const found = await payments.find(filter, { _id: 1 }, items.length, ['events', 'decision']);
  const byId = new Map(found.map((payment) => [payment._id, payment]));
  return items.flatMap((item) => {
    const payment = byId.get(item.payment);
    if (!payment) return scope.reach === 'all' ? [itemView(item, undefined)] : [];
    return [concealing(payment.shopper, viewer.masked)(itemView(item, payment.reference))];
  });
}

/** One page of what became of the payments of a job. */
export async function itemsPage(
  deps: Pick<PaymentDependencies, 'payments'>,
  items: BulkItems,
  { _id }: StoredJob,
  viewer: Viewer,
  { state = [], limit = pageSize, cursor }: JobItemQuery,
): Promise<Items> {
  const found = await items.page(_id, storedStates(state), Number(cursor ?? 0), limit + 1);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    data: await seen(deps, viewer, page),
    nextCursor: found.length > limit && last ? String(last.place) : null,
  };
}
