import { input, inputOf, may, newRouter, type HubRouter } from '../http/index.ts';
import { previewDecision } from './decision-preview.ts';
import type { PaymentDependencies } from './dependencies.ts';
import { aboutPayments } from './descriptions.ts';

/** What the merchant's systems ask before there is a payment. */
export function decisionRoutes(deps: PaymentDependencies): HubRouter {
  const router = newRouter();
  router.post(
    '/v1/decisions',
    may('payments.create'),
    aboutPayments.preview,
    input('decision-request'),
    async (ctx) => {
      ctx.body = await previewDecision(deps, inputOf(ctx, 'decision-request'));
    },
  );
  return router;
}
