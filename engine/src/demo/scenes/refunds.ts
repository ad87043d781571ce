import type { ApprovalAnswer } from '@pih/schemas';
import { needed, type Scene, type Stage } from '../stage.ts';
import { all, by, euros, paid } from './wishes.ts';
import type { When } from '../working-days.ts';

/** What the demo's rules let nobody give back alone. */
const large = euros(500_01);

/** Marco asks for a refund that needs a second person. @returns the id of what waits */
async function asks({ office, past, at, key }: Stage, reason: string): Promise<string> {
  const { _id } = past.one(at, all(paid, large));
  const answer = await office('marco').post<ApprovalAnswer>(`/v1/payments/${_id}/refunds`, key(), { reason });
  if (answer.status !== 202) throw new Error(`A refund of this size was to wait, and was answered ${answer.status}`);
  return needed('refund', answer).approval.id;
}

/** What Paola gives back by herself, and what Marco may not. */
export const refundScenes = (when: When): Scene[] => [
  {
    name: 'a refund in full',
    at: when(5, '10:20'),
    async play({ office, past, at, key }) {
      const { _id } = past.one(at, all(paid, by('satispay'), euros(20_00, 200_00)));
      const body = { reason: 'Returned within 14 days' };
      needed('refund', await office('paola').post(`/v1/payments/${_id}/refunds`, key(), body));
    },
  },
  {
    name: 'a refund in part',
    at: when(4, '11:40'),
    async play({ office, past, at, key }) {
      const { _id } = past.one(at, all(paid, by('paypal'), euros(40_00, 200_00)));
      const body = { amount: { amount: 15_00, currency: 'EUR' }, reason: 'Delivered too late' };
      needed('refund', await office('paola').post(`/v1/payments/${_id}/refunds`, key(), body));
    },
  },
  {
    name: 'a large refund, approved',
    at: when(4, '15:10'),
    async play(stage) {
      const { office, hub, key } = stage;
      const id = await asks(stage, 'The whole order came back');
      hub.clock.set(new Date(stage.at.getTime() + 52 * 60_000));
      const body = { note: 'The parcel is back in the warehouse' };
      needed('approval', await office('giulia').post(`/v1/approvals/${id}/approve`, key(), body));
    },
  },
  {
    name: 'a large refund, declined',
    at: when(3, '10:15'),
    async play(stage) {
      const { office, hub, key } = stage;
      const id = await asks(stage, 'The shopper wants a discount afterwards');
      hub.clock.set(new Date(stage.at.getTime() + 85 * 60_000));
      const body = { note: 'Not the whole sum: offer 10 % instead' };
      needed('approval', await office('elena').post(`/v1/approvals/${id}/decline`, key(), body));
    },
  },
  {
    name: 'a large refund that waits',
    at: when(1, '16:45'),
    play: (stage) => asks(stage, 'Returned within 14 days, seal unbroken'),
  },
];
