import type { BulkPreview, Job } from '@pih/schemas';
import type { PastPayment } from '../past.ts';
import { needed, type Scene, type Stage } from '../stage.ts';
import { all, by, euros, of, paid } from './wishes.ts';
import type { When } from '../working-days.ts';

/**
 * Somebody looks at what an action would do to many payments, and has it done.
 * @param meanwhile what others do between the two
 */
async function inBulk(
  { office, hub, key }: Stage,
  who: string,
  action: string,
  payments: readonly PastPayment[],
  parameters: Record<string, unknown>,
  meanwhile: () => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  const person = office(who);
  const wish = { action, payments: payments.map(({ _id }) => _id), parameters };
  const preview = needed('preview', await person.post<BulkPreview>('/v1/bulk/preview', key(), wish));
  await meanwhile();
  needed('bulk action', await person.post<Job>('/v1/bulk', key(), { preview: preview.id }));
  await hub.idle();
}

const isOver = ({ state }: PastPayment): boolean => state === 'expired' || state === 'canceled';

/** What is done to many payments at once: some of each are refused. */
export const bulkScenes = (when: When): Scene[] => [
  {
    name: 'invoices in bulk',
    at: when(5, '16:10'),
    play: (stage) =>
      inBulk(
        stage,
        'marco',
        'invoice',
        [
          ...stage.past.find(stage.at, 9, all(paid, of('nordlicht'))),
          ...stage.past.find(stage.at, 2, all(isOver, of('nordlicht'))),
        ],
        {},
      ),
  },
  {
    name: 'refunds in bulk',
    at: when(1, '09:40'),
    async play(stage) {
      const { office, past, at, key } = stage;
      const shared = past.one(at, all(paid, of('nordlicht'), by('paypal'), euros(10_00, 200_00)));
      const payments = [
        ...past.find(at, 4, all(paid, of('nordlicht'), by('card', 'paypal'), euros(10_00, 300_00))),
        ...past.find(
          at,
          1,
          all(({ state }) => state === 'refunded', of('nordlicht')),
        ),
        ...past.find(at, 1, all(isOver, of('nordlicht'))),
      ];
      const reason = 'Event moved to another date';
      // The shopper had called Paola as well, and she was faster: that one is refused when its turn comes.
      await inBulk(stage, 'marco', 'refund', [shared, ...payments], { reason }, () =>
        office('paola').post(`/v1/payments/${shared._id}/refunds`, key(), { reason }),
      );
    },
  },
  {
    name: 'a note on many',
    at: when(2, '16:20'),
    play: (stage) =>
      inBulk(stage, 'marco', 'note', stage.past.find(stage.at, 6, all(paid, of('rosmarino'), by('scalapay'))), {
        text: 'Pallet held up at the carrier in Verona: two days late',
      }),
  },
  {
    name: 'two that came too late',
    at: when(3, '15:50'),
    play: (stage) =>
      inBulk(stage, 'paola', 'refund', stage.past.find(stage.at, 2, all(paid, by('satispay'), euros(10_00, 120_00))), {
        percent: 20,
        reason: 'Delivered too late',
      }),
  },
];
