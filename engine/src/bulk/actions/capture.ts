import { mustAct, rehearseCapture } from '../../payments/index.ts';
import { done, type BulkAction } from './action.ts';

export const capture: BulkAction = {
  permission: 'payments.capture',

  faults: () => [],

  async rehearse({ payments }, { viewer, payment }) {
    await mustAct(viewer, 'payments.capture', payment);
    return rehearseCapture(payments, payment, {});
  },

  needsApproval: ({ money }, { actor, payment }, amount) => money.needed(actor, 'capture', payment, { amount }),

  async perform({ money }, { viewer, payment, amount, intention, actor }) {
    const answer = await money.capture(viewer, payment._id, { amount }, intention, actor);
    return 'approval' in answer ? { state: 'needs_approval', approval: answer.approval.id } : done;
  },
};
