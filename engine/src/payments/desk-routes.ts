import { input, inputOf, may, newRouter, query, queryOf, type HubContext, type HubRouter } from '../http/index.ts';
import type { PaymentDependencies } from './dependencies.ts';
import { aboutDesk } from './desk-descriptions.ts';
import { acknowledge, askNow, listInbox } from './inbox/index.ts';
import { intended, intentionOf } from './actions/intention.ts';
import { countPayments, listPayments } from './list/index.ts';
import { addNote } from './actions/notes.ts';
import type { Actor, StoredPayment } from './record/payment.ts';
import { sensible, sightOf } from './sight/sight.ts';
import { mustAct, summaryFor, viewFor, visiblePayment } from './sight/visible.ts';
import { webhookView } from './webhook-log/index.ts';

const param = (ctx: HubContext, name: string): string =>
  String((ctx['params'] as Record<string, string | undefined>)[name] ?? '');

function actorOf({ state: { caller } }: HubContext): Actor {
  return caller ? { type: caller.type, id: caller.id, name: caller.name } : { type: 'system' };
}

/** What operators find payments by and do beside moving money: the list, the inbox, notes. Stands before /v1/payments/:id. */
export function deskRoutes(deps: PaymentDependencies): HubRouter {
  const router = newRouter();

  /** The payment that a request is about, which its caller may do something with. */
  const acted = async (ctx: HubContext, action: string): Promise<StoredPayment> => {
    const { viewer } = ctx.state;
    const payment = await visiblePayment(deps, viewer, param(ctx, 'id'));
    await mustAct(viewer, action, payment);
    return payment;
  };

  router.get('/v1/payments', may('payments.read'), aboutDesk.list, query('payment-query'), async (ctx) => {
    const asked = sensible(queryOf(ctx, 'payment-query'));
    const show = (payment: Parameters<typeof summaryFor>[1]) => summaryFor(ctx.state.viewer, payment);
    ctx.body = await listPayments(deps.payments, asked, await sightOf(deps, ctx.state.viewer), show);
  });

  router.get('/v1/payments/count', may('payments.read'), aboutDesk.count, query('payment-query'), async (ctx) => {
    ctx.body = await countPayments(
      deps.payments,
      sensible(queryOf(ctx, 'payment-query')),
      await sightOf(deps, ctx.state.viewer),
    );
  });

  router.get('/v1/payments/attention', may('payments.read'), aboutDesk.inbox, query('attention-query'), async (ctx) => {
    const { scope } = await sightOf(deps, ctx.state.viewer);
    const show = (payment: Parameters<typeof summaryFor>[1]) => summaryFor(ctx.state.viewer, payment);
    ctx.body = await listInbox(deps.payments, queryOf(ctx, 'attention-query'), scope, show);
  });

  router.get('/v1/payments/:id/webhooks', may('payments.read'), aboutDesk.webhooks, async (ctx) => {
    const { viewer } = ctx.state;
    const payment = await visiblePayment(deps, viewer, param(ctx, 'id'));
    const received = await deps.webhookLog.of(payment._id);
    ctx.body = { data: received.map((webhook) => webhookView(webhook, viewer.masked.size === 0)) };
  });

  router.post(
    '/v1/payments/:id/notes',
    may('payments.note'),
    aboutDesk.note,
    input('note-request'),
    intended,
    async (ctx) => {
      const { _id: id } = await acted(ctx, 'payments.note');
      const noted = await addNote(deps, id, inputOf(ctx, 'note-request'), intentionOf(ctx), actorOf(ctx));
      ctx.status = 201;
      ctx.body = await viewFor(deps, ctx.state.viewer, noted);
    },
  );

  router.post(
    '/v1/payments/:id/acknowledge',
    may('payments.acknowledge'),
    aboutDesk.acknowledge,
    input('acknowledge-request'),
    intended,
    async (ctx) => {
      const { _id: id } = await acted(ctx, 'payments.acknowledge');
      const request = inputOf(ctx, 'acknowledge-request');
      const seen = await acknowledge(deps, id, request, intentionOf(ctx), actorOf(ctx));
      ctx.body = await viewFor(deps, ctx.state.viewer, seen);
    },
  );

  router.post('/v1/payments/:id/ask', may('payments.ask'), aboutDesk.ask, intended, async (ctx) => {
    const { _id: id } = await acted(ctx, 'payments.ask');
    const asked = await askNow(deps, id, intentionOf(ctx), actorOf(ctx));
    ctx.body = await viewFor(deps, ctx.state.viewer, asked);
  });

  return router;
}
