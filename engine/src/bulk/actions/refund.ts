import type { Money, RefundRequest } from '@pih/schemas';
import { permitFor, rehearseRefund, type StoredPayment } from '../../payments/index.ts';
import type { Parameters } from '../model.ts';
import { done, type BulkAction } from './action.ts';

/** A part of a sum in whole minor units; half a unit is rounded up. Exact for every sum that JSON can carry. */
const percentOf = (amount: number, percent: number): number => Number((BigInt(amount) * BigInt(percent) + 50n) / 100n);

const sumOf = ({ captured, total: { currency } }: StoredPayment, { amount, percent }: Parameters): Money | undefined =>
  percent === undefined ? amount : { amount: percentOf(captured, percent), currency };

const requestOf = (amount: Money | undefined, { reason }: Parameters): RefundRequest => ({
  ...(amount && { amount }),
  ...(reason !== undefined && { reason }),
});

export const refund: BulkAction = {
  permission: 'payments.refund',

  faults: ({ amount, percent }) =>
    amount && percent !== undefined
      ? [{ path: '/parameters/percent', rule: 'not', message: 'goes without an amount beside it' }]
      : [],

  async rehearse({ payments }, { viewer, payment, parameters }) {
    const permit = await permitFor(viewer, 'payments.refund');
    return rehearseRefund(payments, payment, requestOf(sumOf(payment, parameters), parameters), permit);
  },

  needsApproval: ({ money }, { actor, payment, parameters }, amount, ahead) =>
    money.needed(actor, 'refund', payment, requestOf(amount, parameters), ahead),

  async perform({ money }, { viewer, payment, parameters, amount, intention, actor }) {
    const { key } = intention;
    // Begun long ago, so that the payment itself would take the key for a new one: it was done all the same.
    const earlier = payment.refunds.find((each) => each.key === key && each.state === 'succeeded');
    if (earlier) return done;
    const answer = await money.refund(viewer, payment._id, requestOf(amount, parameters), intention, actor);
    if ('approval' in answer) return { state: 'needs_approval', approval: answer.approval.id };
    const made = answer.payment.refunds.find((each) => each.key === key);
    return made?.state === 'pending' ? { state: 'under_way' } : done;
  },
};
