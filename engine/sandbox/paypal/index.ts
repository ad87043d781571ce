import type { Simulator } from '../simulator.ts';
import { openAccount, type PayPalSettings } from './account.ts';
import { adopting } from './adopt.ts';
import { hostedRoutes } from './hosted-routes.ts';
import { apiRoutes, openRoutes } from './routes.ts';
import { createSigner } from './signature.ts';
import { createTokens } from './tokens.ts';

/** PayPal: tokens, orders, payments and signed events on the paths of the REST API, the wallet page at `/checkoutnow`. */
export const paypalSimulator: Simulator<PayPalSettings> = {
  async open(settings, context) {
    const certUrl = `${context.url}/v1/notifications/certs/CERT-SANDBOX`;
    const signer = await createSigner(settings.webhookId, certUrl, context.now);
    const tokens = createTokens(settings, context.now, context.random);
    const account = openAccount(context, signer);
    const { orders, authorizations, captures, refunds } = account;
    context.remember({ orders, authorizations, captures, refunds });
    context.takesOver(adopting(account));
    return [openRoutes(account, signer, tokens), hostedRoutes(account), apiRoutes(account, signer, tokens)];
  },
};
