import type { Simulator } from '../simulator.ts';
import { openAccount, type ScalapaySettings } from './account.ts';
import { adopting } from './adopt.ts';
import { hostedRoutes } from './hosted-routes.ts';
import { sweepOrders } from './orders.ts';
import { apiRoutes } from './routes.ts';

/** Scalapay: orders, captures and refunds below `/v2`, signed webhooks, and the instalment plan at `/checkout/<token>`. */
export const scalapaySimulator: Simulator<ScalapaySettings> = {
  open(settings, context) {
    const account = openAccount(settings, context);
    context.remember({ orders: account.orders });
    context.takesOver(adopting(account));
    context.regularly(() => sweepOrders(account));
    return [apiRoutes(account, settings.apiKey), hostedRoutes(account)];
  },
};
