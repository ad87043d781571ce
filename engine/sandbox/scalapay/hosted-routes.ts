import Router, { type RouterContext } from '@koa/router';
import { languageFor, leave, sendPage } from '../hosted-page/index.ts';
import { readText } from '../request-body.ts';
import type { ScalapayAccount, ScalapayOrder } from './account.ts';
import { ScalapayFault } from './errors.ts';
import { cancelUrl, closedPage, confirmUrl, planPage, unknownPage } from './hosted-page.ts';
import { answerOrder, findOrder } from './orders.ts';

const isOpen = ({ status }: ScalapayOrder): boolean => status === 'created' || status === 'pending';

/** The page shoppers see, at `/checkout/<token>`. */
export function hostedRoutes(account: ScalapayAccount): Router {
  const router = new Router({ prefix: `${account.context.prefix}/checkout` });

  router.get('/:token', (ctx) => {
    const order = orderFor(ctx, account);
    if (!order) return;
    const language = languageFor(ctx, null);
    sendPage(ctx, isOpen(order) ? planPage(order, language, account.now()) : closedPage(order, language));
  });

  router.post('/:token', async (ctx) => {
    const order = orderFor(ctx, account);
    if (!order) return;
    const outcome = new URLSearchParams(await readText(ctx.req)).get('outcome');
    // A page left open after the order was settled: what was decided stays decided.
    answerOrder(account, order, outcome !== 'decline');
    leave(ctx, isOpen(order) || order.status === 'expired' ? cancelUrl(order) : confirmUrl(order));
  });

  return router;
}

/** The order a page is about; without one the answer is given already. */
function orderFor(ctx: RouterContext, account: ScalapayAccount): ScalapayOrder | undefined {
  try {
    return findOrder(account, ctx.params['token'] ?? '');
  } catch (fault) {
    if (!(fault instanceof ScalapayFault)) throw fault;
    sendPage(ctx, unknownPage(languageFor(ctx, null)), 404);
    return undefined;
  }
}
