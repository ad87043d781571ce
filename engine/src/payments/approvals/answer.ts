import type { Approval } from '@pih/schemas';
import type { Viewer } from '../../http/index.ts';
import type { Actor, StoredPayment } from '../record/payment.ts';
import { visiblePayment } from '../sight/visible.ts';
import { settle } from './carry-out.ts';
import { remark, type ApprovalDesk } from './desk.ts';
import { reaches, whyNot } from './four-eyes.ts';
import type { StoredApproval } from './model.ts';
import { ApprovalEnded, ApprovalNotYours } from './problems.ts';
import type { Changed } from './requests.ts';

/** Whose answer it is, to which request, and what was said with it. */
export interface Answer {
  viewer: Viewer;
  id: string;
  by: Actor;
  note?: string | undefined;
}

/** @throws ApprovalEnded */
function mustWait({ _id: id, state }: StoredApproval): void {
  if (state !== 'waiting') throw new ApprovalEnded({ id, state });
}

const withNote = (note: string | undefined) => (note === undefined ? {} : { note });

/** Changes a request, and does what follows. */
async function answered(
  desk: ApprovalDesk,
  id: string,
  decide: (approval: StoredApproval) => Promise<Changed>,
): Promise<StoredApproval> {
  await settle(desk, await desk.requests.change(id, decide));
  return desk.requests.get(id);
}

/**
 * Says yes to a request. With the last yes that it needs it is done, in the name of whoever asked.
 * @throws ApprovalNotFound, PaymentNotFound, ApprovalEnded, ApprovalNotYours
 */
export function approve(desk: ApprovalDesk, { viewer, id, by, note }: Answer): Promise<StoredApproval> {
  return answered(desk, id, async (approval) => {
    const payment = await visiblePayment(desk.deps, viewer, approval.payment);
    mustWait(approval);
    const because = await whyNot(desk.makersOf, viewer, approval, payment);
    if (because) throw new ApprovalNotYours({ because });
    const yes = { by, at: desk.deps.now(), ...withNote(note) };
    const approvals = [...(await stillValid(desk, approval, payment)), yes];
    const state = approvals.length >= approval.approvers ? 'approved' : 'waiting';
    return { approvals, state, say: remark('approval.given', by, approval, withNote(note)) };
  });
}

/** Who was let go, or lost the right, since they said yes, does not count any more. */
async function stillValid(
  { viewerOf }: ApprovalDesk,
  approval: StoredApproval,
  payment: StoredPayment,
): Promise<StoredApproval['approvals']> {
  const valid: StoredApproval['approvals'] = [];
  for (const each of approval.approvals) {
    const { id } = each.by;
    const viewer = id === undefined ? undefined : await viewerOf({ type: 'operator', id });
    if (viewer && (await reaches(viewer, approval, payment))) valid.push(each);
  }
  return valid;
}

/** Says no to a request; it is over. @throws ApprovalNotFound, PaymentNotFound, ApprovalEnded, ApprovalNotYours */
export function decline(desk: ApprovalDesk, answer: Answer): Promise<StoredApproval> {
  return ended(desk, 'declined', answer, async (approval, payment) => {
    if (!(await reaches(answer.viewer, approval, payment))) throw new ApprovalNotYours({ because: 'limit' });
  });
}

/** Takes a request back. @throws ApprovalNotFound, PaymentNotFound, ApprovalEnded, ApprovalNotYours for that of others */
export function withdraw(desk: ApprovalDesk, answer: Answer): Promise<StoredApproval> {
  return ended(desk, 'withdrawn', answer, async ({ askedBy }) => {
    if (askedBy.id !== answer.by.id) throw new ApprovalNotYours({ because: 'not_asked' });
  });
}

function ended(
  desk: ApprovalDesk,
  state: 'declined' | 'withdrawn',
  { viewer, id, by, note }: Answer,
  mayEnd: (approval: StoredApproval, payment: StoredPayment) => Promise<void>,
): Promise<StoredApproval> {
  return answered(desk, id, async (approval) => {
    await mayEnd(approval, await visiblePayment(desk.deps, viewer, approval.payment));
    mustWait(approval);
    const say = remark(`approval.${state}`, by, approval, withNote(note));
    return { state, endedBy: by, endedAt: desk.deps.now(), ...withNote(note), say };
  });
}

/** What somebody may do with a request, and why they may not approve it. */
export async function possible(
  { makersOf }: ApprovalDesk,
  viewer: Viewer,
  approval: StoredApproval,
  payment: StoredPayment,
): Promise<Pick<Approval, 'can' | 'cannot'>> {
  if (approval.state !== 'waiting') return { can: [] };
  const cannot = await whyNot(makersOf, viewer, approval, payment);
  const isTheirs = approval.askedBy.id === viewer.caller?.id;
  const mayDecline = !isTheirs && (cannot === undefined || (await reaches(viewer, approval, payment)));
  return {
    can: [
      ...(cannot ? [] : (['approve'] as const)),
      ...(mayDecline ? (['decline'] as const) : []),
      ...(isTheirs ? (['withdraw'] as const) : []),
    ],
    ...(cannot && { cannot }),
  };
}
