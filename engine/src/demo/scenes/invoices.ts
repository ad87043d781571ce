import type { InvoiceSummary } from '@pih/schemas';
import type { PastPayment } from '../past.ts';
import { needed, type Scene, type Stage } from '../stage.ts';
import { all, by, euros, isBusiness, of, paid, speaks } from './wishes.ts';
import type { When } from '../working-days.ts';

/** Marco issues the invoices of some payments, one after the other. */
async function issue({ office, key }: Stage, payments: readonly PastPayment[]): Promise<InvoiceSummary[]> {
  const issued: InvoiceSummary[] = [];
  for (const { _id } of payments)
    issued.push(needed('invoice', await office('marco').post<InvoiceSummary>(`/v1/payments/${_id}/invoice`, key())));
  return issued;
}

/** Invoices that shoppers asked for, and what is given back of them. */
export const invoiceScenes = (when: When): Scene[] => [
  {
    name: 'invoices of businesses',
    at: when(6, '09:10'),
    play: (stage) => issue(stage, stage.past.find(stage.at, 4, all(paid, isBusiness, of('rosmarino')))),
  },
  {
    name: 'invoices in both languages',
    at: when(5, '11:25'),
    play: async (stage) => {
      await issue(stage, stage.past.find(stage.at, 3, all(paid, of('rosmarino'), speaks('it'))));
      await issue(stage, stage.past.find(stage.at, 3, all(paid, of('rosmarino'), speaks('en'))));
    },
  },
  {
    name: 'an invoice and its credit note',
    at: when(4, '09:35'),
    play: async (stage) => {
      const { office, past, at, key } = stage;
      const payment = past.one(at, all(paid, by('card'), of('rosmarino'), euros(80_00, 300_00)));
      await issue(stage, [payment]);
      const amount = { amount: Math.round(payment.total.amount / 4), currency: payment.total.currency };
      const body = { amount, reason: 'One item was broken' };
      needed('refund', await office('marco').post(`/v1/payments/${payment._id}/refunds`, key(), body));
    },
  },
  {
    name: 'a ticket that is not needed any more',
    at: when(3, '14:05'),
    play: async (stage) => {
      const { office, past, at, key } = stage;
      const payment = past.one(at, all(paid, by('paypal'), of('nordlicht'), euros(20_00, 200_00)));
      await issue(stage, [payment]);
      const body = { reason: 'Cannot come to the event' };
      needed('refund', await office('paola').post(`/v1/payments/${payment._id}/refunds`, key(), body));
    },
  },
  {
    name: 'an invoice sent again',
    at: when(2, '14:30'),
    play: async (stage) => {
      const { office, past, at, key } = stage;
      const payments = past.find(at, 3, all(paid, of('nordlicht')));
      const [invoice] = await issue(stage, payments);
      if (!invoice) throw new Error('There is no invoice to send');
      const body = { email: 'buchhaltung@lindenhof.example', language: 'en' };
      needed('send', await office('marco').post(`/v1/invoices/${invoice.id}/send`, key(), body));
    },
  },
];
