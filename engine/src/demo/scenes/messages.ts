import { needed, type Scene } from '../stage.ts';
import { all, of, paid, speaks } from './wishes.ts';
import type { When } from '../working-days.ts';

/** The gateway of the sandbox reaches nobody under a number that ends like this. */
const deadNumber = '+39 347 555 0001';

/** What people had written to shoppers by hand; one of it did not arrive. */
export const messageScenes = (when: When): Scene[] => [
  {
    name: 'a confirmation sent again',
    at: when(1, '10:10'),
    async play({ office, past, at, key }) {
      for (const language of ['it', 'en']) {
        const { _id } = past.one(at, all(paid, of('rosmarino'), speaks(language)));
        const body = { notification: 'paid', language };
        needed('message', await office('marco').post(`/v1/payments/${_id}/messages`, key(), body));
      }
    },
  },
  {
    name: 'a text that reaches nobody',
    at: when(2, '15:05'),
    async play({ office, past, at, key }) {
      const { _id } = past.one(at, all(paid, of('nordlicht'), speaks('it')));
      const body = { notification: 'paid-sms', language: 'it', to: deadNumber };
      needed('message', await office('marco').post(`/v1/payments/${_id}/messages`, key(), body));
    },
  },
];
