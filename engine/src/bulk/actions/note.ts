import { addNote, mustAct } from '../../payments/index.ts';
import { done, needed, type BulkAction } from './action.ts';

export const note: BulkAction = {
  permission: 'payments.note',

  faults: (parameters) => needed(parameters, 'text'),

  async rehearse(_deps, { viewer, payment }) {
    await mustAct(viewer, 'payments.note', payment);
    return payment.total;
  },

  async perform({ payments }, { viewer, payment, parameters: { text = '' }, intention, actor, begunAt }) {
    await mustAct(viewer, 'payments.note', payment);
    // Begun long ago, so that the payment itself would take the key for a new one: it stands there all the same.
    const isThere = payment.events.some(
      ({ type, at, data, actor: { id } }) =>
        type === 'note.added' && begunAt && at >= begunAt && id === actor.id && data?.['text'] === text.trim(),
    );
    if (!isThere) await addNote(payments, payment._id, { text }, intention, actor);
    return done;
  },
};
