import { mustAct, rehearseCancel } from '../../payments/index.ts';
import type { Parameters } from '../model.ts';
import { done, type BulkAction } from './action.ts';

const requestOf = ({ reason }: Parameters) => ({ ...(reason !== undefined && { reason }) });

export const cancel: BulkAction = {
  permission: 'payments.cancel',

  faults: () => [],

  async rehearse({ payments }, { viewer, payment }) {
    await mustAct(viewer, 'payments.cancel', payment);
    await rehearseCancel(payments, payment);
    return payment.total;
  },

  needsApproval: ({ money }, { actor, payment, parameters }) =>
    money.needed(actor, 'cancel', payment, requestOf(parameters)),

  async perform({ money }, { viewer, payment, parameters, intention, actor }) {
    const answer = await money.cancel(viewer, payment._id, requestOf(parameters), intention, actor);
    return 'approval' in answer ? { state: 'needs_approval', approval: answer.approval.id } : done;
  },
};
