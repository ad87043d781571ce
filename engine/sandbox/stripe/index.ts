import type { Simulator } from '../simulator.ts';
import { openAccount, type StripeSettings } from './account.ts';
import { adopting } from './adopt.ts';
import { hostedRoutes } from './hosted-routes.ts';
import { apiRoutes } from './routes.ts';
import { sweepSessions } from './sessions.ts';

/** Stripe Checkout: sessions, payment intents, refunds and signed events below `/v1`, the hosted page below `/pay`. */
export const stripeSimulator: Simulator<StripeSettings> = {
  open(settings, context) {
    const account = openAccount(settings, context);
    const { sessions, intents, charges, refunds, refundCourses } = account;
    context.remember({ sessions, intents, charges, refunds, refundCourses });
    context.takesOver(adopting(account));
    context.regularly(() => sweepSessions(account));
    return [apiRoutes(account, settings.secretKey), hostedRoutes(account)];
  },
};
