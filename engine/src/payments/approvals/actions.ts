import type { Money } from '@pih/schemas';
import type { Intention } from '../../http/index.ts';
import { cancelPayment, mustBeCancelable } from '../actions/cancel.ts';
import { capturePayment, reserveCapture } from '../actions/captures.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import { earlierAction } from '../record/keys.ts';
import type { Actor, StoredPayment } from '../record/payment.ts';
import { refundOf, refundSum, type Permit } from '../actions/refund-changes.ts';
import { refundPayment } from '../actions/refunds.ts';
import type { ActionName, Requests } from './model.ts';

/** What approvals have to know of an action. */
interface Action<Request> {
  permission: string;
  /** The sum that it would move now; of a cancelation the total. Throws what keeps it from being done. */
  sumOf(payment: StoredPayment, request: Request, now: Date): Money;
  /** Whether a key stands for one that was begun before. */
  isBegun(payment: StoredPayment, intention: Intention, now: Date): boolean;
  /** The same with the very sum that was seen. */
  exactly(request: Request, amount: Money): Request;
  /** Whether it was carried out under a key, however long ago. */
  isDone(payment: StoredPayment, key: string): boolean;
  carryOut(
    deps: PaymentDependencies,
    id: string,
    request: Request,
    intention: Intention,
    actor: Actor,
    permit: Permit,
  ): Promise<StoredPayment>;
}

/** The actions on payments that may need a second person. */
export const actions: { readonly [Name in ActionName]: Action<Requests[Name]> } = {
  refund: {
    permission: 'payments.refund',
    sumOf: refundSum,
    isBegun: (payment, { key }, now) => refundOf(payment, key, now) !== undefined,
    exactly: (request, amount) => ({ ...request, amount }),
    // What failed is not done, and not begun again either: whoever asked is told.
    isDone: ({ refunds }, key) => refunds.some((refund) => refund.key === key && refund.state !== 'failed'),
    carryOut: refundPayment,
  },
  capture: {
    permission: 'payments.capture',
    sumOf: (payment, request, now) => {
      reserveCapture(request, { key: '', fingerprint: '' })(payment, now);
      return request.amount ?? payment.total;
    },
    isBegun: (payment, intention, now) => earlierAction(payment, 'capture', intention, now) !== undefined,
    exactly: (request, amount) => ({ ...request, amount }),
    isDone: ({ state, actions: known = [] }, key) =>
      state !== 'authorized' && known.some((each) => each.what === 'capture' && each.key === key && !each.refused),
    carryOut: (deps, id, request, intention, actor) => capturePayment(deps, id, request, intention, actor),
  },
  cancel: {
    permission: 'payments.cancel',
    sumOf: (payment) => {
      mustBeCancelable(payment);
      return payment.total;
    },
    isBegun: (payment, intention, now) => earlierAction(payment, 'cancel', intention, now) !== undefined,
    exactly: (request) => request,
    isDone: ({ state }) => state === 'canceled',
    carryOut: (deps, id, request, intention, actor) => cancelPayment(deps, id, request, intention, actor),
  },
};
