import type { Simulator } from '../simulator.ts';
import { openAccount, type SmsSettings } from './account.ts';
import { pageRoutes } from './page.ts';
import { apiRoutes } from './routes.ts';

/** A gateway for text messages: `POST /v1/messages` with a key, and a page that shows what the telephones received. */
export const smsGateway: Simulator<SmsSettings> = {
  open(settings, context) {
    const account = openAccount(context);
    context.remember({ texts: account.texts, keys: account.keys });
    return [apiRoutes(account, settings.apiKey), pageRoutes(account)];
  },
};
