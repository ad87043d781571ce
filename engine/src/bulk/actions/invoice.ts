import { mustAct } from '../../payments/index.ts';
import { AlreadyInvoiced } from '../problems.ts';
import { done, type BulkAction } from './action.ts';

export const invoice: BulkAction = {
  permission: 'invoices.issue',

  faults: () => [],

  async rehearse({ invoices }, { viewer, payment }) {
    await mustAct(viewer, 'invoices.issue', payment);
    if ((await invoices.ofPayment(payment._id)).length > 0) throw new AlreadyInvoiced({});
    await invoices.rehearse(payment);
    return payment.total;
  },

  // A payment has one invoice, however often it is asked for.
  async perform({ invoices }, { viewer, payment, actor }) {
    await mustAct(viewer, 'invoices.issue', payment);
    await invoices.issue(payment._id, actor);
    return done;
  },
};
