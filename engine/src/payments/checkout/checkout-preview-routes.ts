import { input, inputOf, may, newRouter, type HubRouter } from '../../http/index.ts';
import { previewCheckout } from './checkout-preview.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import { aboutPayments } from '../descriptions.ts';

/** How the page of a checkout would look before anybody publishes it. */
export function checkoutPreviewRoutes(deps: PaymentDependencies): HubRouter {
  const router = newRouter();
  router.post(
    '/v1/checkouts/preview',
    may('config.read'),
    aboutPayments.previewPage,
    input('checkout-preview-request'),
    async (ctx) => {
      ctx.body = await previewCheckout(deps, inputOf(ctx, 'checkout-preview-request'));
    },
  );
  return router;
}
