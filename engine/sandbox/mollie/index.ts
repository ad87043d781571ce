import type { Simulator } from '../simulator.ts';
import { openAccount, type MollieSettings } from './account.ts';
import { adopting } from './adopt.ts';
import { hostedRoutes } from './hosted-routes.ts';
import { sweepPayments } from './payments.ts';
import { apiRoutes } from './routes.ts';

/** Mollie: payments, captures and refunds below `/v2`, webhooks that say only an id, and the hosted page at `/checkout/<id>`. */
export const mollieSimulator: Simulator<MollieSettings> = {
  open({ apiKey }, context) {
    const account = openAccount(context);
    context.remember({ payments: account.payments });
    context.takesOver(adopting(account));
    context.regularly(() => sweepPayments(account));
    return [apiRoutes(account, apiKey), hostedRoutes(account)];
  },
};
