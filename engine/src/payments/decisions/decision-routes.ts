import { input, inputOf, may, newRouter, type HubRouter } from '../../http/index.ts';
import { explainedDecision, type EarlierDocuments } from './decision-explained.ts';
import { previewDecision } from './decision-preview.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import { aboutPayments } from '../descriptions.ts';

/** What a cart would be offered, and why a payment was offered what it was. */
export function decisionRoutes(deps: PaymentDependencies, documents: EarlierDocuments): HubRouter {
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
  router.get('/v1/payments/:id/decision', may('payments.read'), aboutPayments.explain, async (ctx) => {
    ctx.body = await explainedDecision(deps, documents, ctx.state.viewer, String(ctx.params['id'] ?? ''));
  });
  return router;
}
