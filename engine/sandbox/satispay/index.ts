import type { Simulator } from '../simulator.ts';
import { openAccount, type SatispaySettings } from './account.ts';
import { adopting } from './adopt.ts';
import { hostedRoutes } from './hosted-routes.ts';
import { sweepPayments } from './payments.ts';
import { apiRoutes, signatureTest } from './routes.ts';

/** Satispay: signed calls below `/g_business/v1`, unsigned callbacks, and the app's confirmation at `/pay/<id>`. */
export const satispaySimulator: Simulator<SatispaySettings> = {
  open(settings, context) {
    const account = openAccount(settings, context);
    context.remember({ payments: account.payments, keys: account.keys.shelf });
    context.takesOver(adopting(account));
    context.regularly(() => sweepPayments(account));
    return [apiRoutes(account), signatureTest(account), hostedRoutes(account)];
  },
};
