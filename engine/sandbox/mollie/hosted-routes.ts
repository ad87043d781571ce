import Router, { type RouterContext } from '@koa/router';
import { languageFor, leave, sendPage } from '../hosted-page/index.ts';
import { readText } from '../request-body.ts';
import type { MollieAccount, MolliePayment } from './account.ts';
import { MollieFault } from './errors.ts';
import { closedPage, payingPage, unknownPage } from './hosted-page.ts';
import { endings, endPayment, findPayment } from './payments.ts';

/** The page shoppers see, at `/checkout/<payment id>`. */
export function hostedRoutes(account: MollieAccount): Router {
  const router = new Router({ prefix: `${account.context.prefix}/checkout` });

  router.get('/:id', (ctx) => {
    const payment = paymentFor(ctx, account);
    if (!payment) return;
    const language = languageFor(ctx, payment.locale ?? null);
    sendPage(ctx, payment.status === 'open' ? payingPage(payment, language) : closedPage(payment, language));
  });

  router.post('/:id', async (ctx) => {
    const payment = paymentFor(ctx, account);
    if (!payment) return;
    const outcome = new URLSearchParams(await readText(ctx.req)).get('outcome');
    endPayment(account, payment, endings.find((known) => known === outcome) ?? 'fail');
    leave(ctx, (payment.status === 'canceled' && payment.cancelUrl) || payment.redirectUrl);
  });

  return router;
}

/** The payment a page is about; without one the answer is given already. */
function paymentFor(ctx: RouterContext, account: MollieAccount): MolliePayment | undefined {
  try {
    return findPayment(account, ctx.params['id'] ?? '');
  } catch (fault) {
    if (!(fault instanceof MollieFault)) throw fault;
    sendPage(ctx, unknownPage(languageFor(ctx, null)), 404);
    return undefined;
  }
}
