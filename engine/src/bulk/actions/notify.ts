import { mustAct } from '../../payments/index.ts';
import { done, needed, type BulkAction } from './action.ts';

export const notify: BulkAction = {
  permission: 'messages.send',

  faults: (parameters) => needed(parameters, 'notification'),

  async rehearse({ messages }, { viewer, payment, parameters: { notification = '' } }) {
    await mustAct(viewer, 'messages.send', payment);
    await messages.rehearse(payment, notification);
    return payment.total;
  },

  async perform({ messages }, task) {
    const { viewer, payment, intention, actor: by } = task;
    const { notification = '', language } = task.parameters;
    await mustAct(viewer, 'messages.send', payment);
    // Stored under its key: from then on it goes out by itself, once.
    await messages.send({ payment, notification, language, key: intention.key, by });
    return done;
  },
};
