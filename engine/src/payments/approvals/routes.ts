import { input, inputOf, may, newRouter, query, queryOf, type HubContext, type HubRouter } from '../../http/index.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import type { Actor } from '../record/payment.ts';
import { visiblePayment } from '../sight/visible.ts';
import type { Answer } from './answer.ts';
import type { ActionApprovals } from './approvals.ts';
import { aboutApprovals } from './descriptions.ts';
import { approvalFor, listApprovals } from './list.ts';
import type { StoredApproval } from './model.ts';

const idOf = (ctx: HubContext): string => String((ctx['params'] as { id?: string }).id ?? '');

function actorOf({ state: { caller } }: HubContext): Actor {
  return caller ? { type: caller.type, id: caller.id, name: caller.name } : { type: 'system' };
}

const answerOf = (ctx: HubContext): Answer => ({
  viewer: ctx.state.viewer,
  id: idOf(ctx),
  by: actorOf(ctx),
  note: inputOf(ctx, 'approval-request').note,
});

/** Requests for a second person: listed and answered. */
export function approvalRoutes(approvals: ActionApprovals, deps: PaymentDependencies): HubRouter {
  const router = newRouter();

  const answer = async (ctx: HubContext, approval: StoredApproval): Promise<void> => {
    const { viewer } = ctx.state;
    const payment = await visiblePayment(deps, viewer, approval.payment);
    ctx.body = await approvalFor(approvals, deps, viewer, approval, payment);
  };

  router.get('/v1/approvals', may('payments.read'), aboutApprovals.list, query('approval-query'), async (ctx) => {
    ctx.set('Cache-Control', 'no-store');
    ctx.body = await listApprovals(approvals, deps, ctx.state.viewer, queryOf(ctx, 'approval-query'));
  });

  router.post(
    '/v1/approvals/:id/approve',
    may('payments.approve'),
    aboutApprovals.approve,
    input('approval-request'),
    async (ctx) => {
      await answer(ctx, await approvals.approve(answerOf(ctx)));
    },
  );

  router.post(
    '/v1/approvals/:id/decline',
    may('payments.approve'),
    aboutApprovals.decline,
    input('approval-request'),
    async (ctx) => {
      await answer(ctx, await approvals.decline(answerOf(ctx)));
    },
  );

  // Whoever asked may take it back as long as they may see the payment.
  router.post(
    '/v1/approvals/:id/withdraw',
    may('payments.read'),
    aboutApprovals.withdraw,
    input('approval-request'),
    async (ctx) => {
      await answer(ctx, await approvals.withdraw(answerOf(ctx)));
    },
  );

  return router;
}
