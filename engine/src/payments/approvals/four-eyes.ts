import type { Approval } from '@pih/schemas';
import type { Caller, Viewer } from '../../http/index.ts';
import { permitFor } from '../sight/visible.ts';
import type { Actor, StoredPayment } from '../record/payment.ts';
import { actions } from './actions.ts';
import type { StoredApproval } from './model.ts';

export type WhyNot = NonNullable<Approval['cannot']>;

/** Ids of those who made somebody's access, and of those who made theirs, and so on. */
export type MakersOf = (who: Pick<Caller, 'type' | 'id'>) => Promise<readonly string[]>;

const madeBy = async (makersOf: MakersOf, { type, id }: Actor): Promise<readonly string[]> =>
  id !== undefined && (type === 'operator' || type === 'api_key') ? makersOf({ type, id }) : [];

/**
 * Why somebody may not approve a request; undefined when they may. Nobody approves what they asked for, nor with an access
 * that they made, nor what was asked with one that they made: whoever makes an access, or sends its invitation, may hold it as
 * well, and those are the same two eyes.
 */
export async function whyNot(
  makersOf: MakersOf,
  viewer: Viewer,
  approval: StoredApproval,
  payment: StoredPayment,
): Promise<WhyNot | undefined> {
  const { caller } = viewer;
  const { askedBy, approvals } = approval;
  if (caller?.type !== 'operator') return 'api_key';
  if (caller.id === askedBy.id) return 'asked';
  const mine = await makersOf(caller);
  if (askedBy.id !== undefined && mine.includes(askedBy.id)) return 'made';
  if ((await madeBy(makersOf, askedBy)).includes(caller.id)) return 'made';
  if (approvals.some(({ by }) => by.id === caller.id)) return 'twice';
  return (await reaches(viewer, approval, payment)) ? undefined : 'limit';
}

/** Whether somebody may approve, and do, what a request asks for. */
export async function reaches(
  viewer: Viewer,
  { action, amount, request }: Pick<StoredApproval, 'action' | 'amount' | 'request'>,
  payment: StoredPayment,
): Promise<boolean> {
  const through = 'attempt' in request ? payment.attempts.find(({ id }) => id === request.attempt) : undefined;
  for (const permission of ['payments.approve', actions[action].permission]) {
    const permit = await permitFor(viewer, permission);
    try {
      permit(payment, amount, through);
    } catch {
      return false;
    }
  }
  return true;
}
