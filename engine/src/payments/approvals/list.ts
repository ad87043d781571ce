import type { Approval, ApprovalList, ApprovalQuery } from '@pih/schemas';
import type { Viewer } from '../../http/index.ts';
import { concealing } from '../sight/conceal.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import type { StoredPayment } from '../record/payment.ts';
import { factsOf } from '../sight/scope-facts.ts';
import { maskedIn } from '../sight/visible.ts';
import { possible } from './answer.ts';
import type { ActionApprovals } from './approvals.ts';
import type { StoredApproval } from './model.ts';

/** As many requests as one question reads, however few of them somebody may see. */
const mostRead = 300;
/** Counting those that wait stops here. */
const mostCounted = 100;

/** A request as somebody may see it, and what they may do with it. */
export async function approvalFor(
  approvals: ActionApprovals,
  deps: PaymentDependencies,
  viewer: Viewer,
  approval: StoredApproval,
  payment: StoredPayment,
): Promise<Approval> {
  const {
    _id: id,
    action,
    state,
    reference,
    brand,
    amount,
    reason,
    rules,
    approvers,
    askedBy,
    note,
    because,
  } = approval;
  const conceal = concealing(payment.shopper, await maskedIn(deps, viewer, payment));
  return conceal<Approval>({
    id,
    action,
    state,
    payment: { id: payment._id, reference, brand },
    amount,
    ...(reason !== undefined && { reason }),
    rules,
    approvers,
    approvals: approval.approvals.map(({ by, at, ...rest }) => ({ by: shown(by), at: at.toISOString(), ...rest })),
    askedBy: shown(askedBy),
    askedAt: approval.askedAt.toISOString(),
    ...(approval.endedBy && { endedBy: shown(approval.endedBy) }),
    ...(approval.endedAt && { endedAt: approval.endedAt.toISOString() }),
    ...(note !== undefined && { note }),
    ...(because && { because }),
    ...(await possible(approvals.desk, viewer, approval, payment)),
  });
}

/** Only operators and keys ask and answer. */
const shown = ({ type, id, name }: StoredApproval['askedBy']): Approval['askedBy'] => ({
  type: type === 'operator' || type === 'api_key' ? type : 'system',
  ...(id !== undefined && { id }),
  ...(name !== undefined && { name }),
});

/** The payments of requests that somebody may read, by their ids. */
async function paymentsOf(
  { payments }: PaymentDependencies,
  viewer: Viewer,
  found: readonly StoredApproval[],
): Promise<Map<string, StoredPayment>> {
  const ids = [...new Set(found.map(({ payment }) => payment))];
  if (ids.length === 0) return new Map();
  const scope = await viewer.scope('payments.read');
  const read: StoredPayment[] = await payments.find({ _id: { $in: ids } }, { _id: 1 }, ids.length);
  return new Map(read.filter((each) => scope.allows(factsOf(each))).map((each) => [each._id, each]));
}

/** One page of requests about payments that somebody may read, latest first. */
export async function listApprovals(
  approvals: ActionApprovals,
  deps: PaymentDependencies,
  viewer: Viewer,
  { state, payment, limit = 50, cursor }: ApprovalQuery,
): Promise<ApprovalList> {
  const data: Approval[] = [];
  const filter = { ...(state && { state: { $in: state } }), ...(payment && { payment }) };
  let before = cursor;
  for (let left = mostRead; left > 0;) {
    const size = Math.min(limit + 1, left);
    const found = await approvals.desk.requests.find({ ...filter, ...(before && { _id: { $lt: before } }) }, size);
    const visible = await paymentsOf(deps, viewer, found);
    for (const approval of found) {
      if (data.length === limit)
        return { data, nextCursor: before ?? null, waiting: await waiting(approvals, deps, viewer) };
      const about = visible.get(approval.payment);
      if (about) data.push(await approvalFor(approvals, deps, viewer, approval, about));
      before = approval._id;
    }
    if (found.length < size) before = undefined;
    left = found.length < size ? 0 : left - found.length;
  }
  return { data, nextCursor: before ?? null, waiting: await waiting(approvals, deps, viewer) };
}

/** How many requests wait for somebody's answer. */
async function waiting(approvals: ActionApprovals, deps: PaymentDependencies, viewer: Viewer): Promise<number> {
  const found = await approvals.desk.requests.find({ state: 'waiting' }, mostCounted);
  const visible = await paymentsOf(deps, viewer, found);
  let count = 0;
  for (const approval of found) {
    const about = visible.get(approval.payment);
    if (about && (await possible(approvals.desk, viewer, approval, about)).can.some((each) => each === 'approve'))
      count += 1;
  }
  return count;
}
