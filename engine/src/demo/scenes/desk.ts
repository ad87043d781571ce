import { inviteDemoPeople } from '../../first-start.ts';
import { needed, type Scene } from '../stage.ts';
import { all, by, of, paid } from './wishes.ts';
import type { When } from '../working-days.ts';

const columns = ['state', 'createdAt', 'reference', 'total', 'method', 'provider', 'channel', 'type'];

/** A view of the list of payments as somebody saves it. */
const view = (name: string, isShared: boolean, query: object, period?: string) => ({
  ...{ name, isShared, query, columns },
  ...(period && { period }),
});

/** What people do at their desks beside money: notes, views, a wrong password, a look at who bought. */
export const deskScenes = (when: When): Scene[] => [
  {
    name: 'a mistyped password',
    at: when(6, '08:52'),
    async play({ office }) {
      await office('marco').signIn('demo-marko');
      await office('marco').signIn();
    },
  },
  {
    name: 'others look in',
    at: when(4, '09:02'),
    async play({ office }) {
      for (const name of ['luca', 'sara', 'francesca']) {
        await office(name).signIn();
        await office(name).signOut();
      }
    },
  },
  {
    name: 'notes',
    at: when(2, '09:15'),
    async play({ office, past, at, key }) {
      const texts = [
        'The shopper called: the parcel went to the neighbour, all is well.',
        'Wants the invoice to name the department; asked for its code.',
        'Second order with the same card today, checked by phone: both are wanted.',
      ];
      const payments = past.find(at, texts.length, all(paid, of('rosmarino')));
      for (const [index, { _id }] of payments.entries())
        needed('note', await office('marco').post(`/v1/payments/${_id}/notes`, key(), { text: texts[index] }));
      const { _id } = past.one(at, all(paid, by('paypal')));
      const body = { text: 'PayPal asked for proof of delivery; the signed note is with Marco.' };
      needed('note', await office('giulia').post(`/v1/payments/${_id}/notes`, key(), body));
    },
  },
  {
    name: 'saved views',
    at: when(2, '10:00'),
    async play({ office, key }) {
      const views = [
        ['marco', view('My refunds of the week', false, { state: ['refunded', 'partially_refunded'] }, 'last_7_days')],
        ['marco', view('Nordlicht · DE + AT', true, { brand: ['nordlicht'], country: ['DE', 'AT'] })],
        ['giulia', view('Satispay · app', true, { method: ['satispay'], channel: ['app'] }, 'last_30_days')],
        ['giulia', view('Nordlicht > € 100', true, { brand: ['nordlicht'], amountFrom: 100_00, currency: ['EUR'] })],
        ['paola', view('PayPal of the last month', false, { provider: ['paypal'], state: ['paid'] }, 'last_30_days')],
      ] as const;
      for (const [name, body] of views) needed('view', await office(name).post('/v1/payment-views', key(), body));
    },
  },
  {
    name: 'a look at who bought',
    at: when(2, '11:30'),
    async play({ office, past, at, key }) {
      const { _id } = past.one(at, all(paid, of('rosmarino')));
      const body = { reason: 'Sample of the yearly audit, file 14' };
      needed('reveal', await office('andrea').post(`/v1/payments/${_id}/reveals`, key(), body));
    },
  },
  {
    name: 'somebody is asked to join',
    // Invitations last for three days only, and a weekend is long.
    at: new Date(when.until.getTime() - 20 * 3_600_000),
    play: ({ hub, people }) => inviteDemoPeople(hub.app.access, people),
  },
];
