import type { Caller, Viewer } from '../../http/index.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import type { Actor } from '../record/payment.ts';
import type { Turns } from '../record/turns.ts';
import type { MakersOf } from './four-eyes.ts';
import type { ActionName, Requests, StoredApproval, Unsaid } from './model.ts';
import type { ApprovalRequests } from './requests.ts';
import type { Tally } from './tally.ts';

/** What every verb about approvals works with. */
export interface ApprovalDesk {
  deps: PaymentDependencies;
  requests: ApprovalRequests;
  tally: Tally;
  /** Of those who ask: the refunds that one person asks for at once are judged one after the other. */
  turns: Turns;
  /** Somebody with the roles that they hold now; undefined when they have no access any more. */
  viewerOf: (who: Pick<Caller, 'type' | 'id'>) => Promise<Viewer | undefined>;
  makersOf: MakersOf;
}

export const isCallerType = (type: Actor['type']): type is Caller['type'] => type === 'operator' || type === 'api_key';

/** Whether an action counts among the refunds of a person today; systems are no person. */
export const isCounted = (action: ActionName, { type }: Actor): boolean => action === 'refund' && type === 'operator';

/** What was said with a request; captures are asked for without a word. */
export const reasonOf = (request: Requests[keyof Requests]): string | undefined =>
  'reason' in request ? request.reason : undefined;

/** What the payment's history says of a request. */
export const remark = (
  type: Unsaid['type'],
  actor: Actor,
  { _id, action, amount }: Pick<StoredApproval, '_id' | 'action' | 'amount'>,
  more: Record<string, unknown> = {},
): Unsaid => ({ type, actor, data: { approval: _id, action, amount, ...more } });
