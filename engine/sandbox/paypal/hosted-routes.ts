import Router, { type RouterContext } from '@koa/router';
import { languageFor, leave, sendPage } from '../hosted-page/index.ts';
import { readText } from '../request-body.ts';
import type { Order, PayPalAccount } from './account.ts';
import { PayPalFault } from './errors.ts';
import { approvalPage, approvedPage, closedPage, returnUrl, unknownPage } from './hosted-page.ts';
import { approveOrder, findOrder } from './orders.ts';

/** The page shoppers see, at `/checkoutnow?token=<order id>`. */
export function hostedRoutes(account: PayPalAccount): Router {
  const router = new Router({ prefix: account.context.prefix });

  router.get('/checkoutnow', (ctx) => {
    const order = orderFor(ctx, account);
    if (!order) return;
    const language = languageFor(ctx, order.experience.locale);
    sendPage(ctx, order.status === 'COMPLETED' ? closedPage(order, language) : approvalPage(order, language));
  });

  router.post('/checkoutnow', async (ctx) => {
    const order = orderFor(ctx, account);
    if (!order) return;
    const outcome = new URLSearchParams(await readText(ctx.req)).get('outcome');
    // A page left open after the money was taken: what was decided stays decided.
    if (order.status !== 'COMPLETED') approveOrder(account, order, outcome === 'decline');
    const next = returnUrl(order);
    if (next === undefined) return sendPage(ctx, approvedPage(languageFor(ctx, order.experience.locale)));
    leave(ctx, next);
  });

  return router;
}

/** The order a page is about; without one the answer is given already. */
function orderFor(ctx: RouterContext, account: PayPalAccount): Order | undefined {
  try {
    return findOrder(account, new URLSearchParams(ctx.querystring).get('token') ?? '');
  } catch (fault) {
    if (!(fault instanceof PayPalFault)) throw fault;
    sendPage(ctx, unknownPage(languageFor(ctx, null)), 404);
    return undefined;
  }
}
