import Router, { type RouterContext } from '@koa/router';
import { languageFor, leave, sendPage } from '../hosted-page/index.ts';
import { readText } from '../request-body.ts';
import type { SatispayAccount, SatispayPayment } from './account.ts';
import { SatispayFault } from './errors.ts';
import { closedPage, confirmPage, staysPage, unknownPage } from './hosted-page.ts';
import { answerPayment, findPayment } from './payments.ts';

/** The page shoppers see, at `/pay/<payment id>`: the app, as far as a browser can show it. */
export function hostedRoutes(account: SatispayAccount): Router {
  const router = new Router({ prefix: `${account.context.prefix}/pay` });

  router.get('/:id', (ctx) => {
    const payment = paymentFor(ctx, account);
    if (!payment) return;
    const language = languageFor(ctx, null);
    const isOpen = payment.status === 'PENDING' && !payment.isConfirmed;
    sendPage(ctx, isOpen ? confirmPage(payment, language) : closedPage(payment, language));
  });

  router.post('/:id', async (ctx) => {
    const payment = paymentFor(ctx, account);
    if (!payment) return;
    const outcome = new URLSearchParams(await readText(ctx.req)).get('outcome');
    answerPayment(account, payment, outcome !== 'decline');
    if (payment.redirectUrl === undefined) return sendPage(ctx, staysPage(languageFor(ctx, null)));
    leave(ctx, payment.redirectUrl);
  });

  return router;
}

/** The payment a page is about; without one the answer is given already. */
function paymentFor(ctx: RouterContext, account: SatispayAccount): SatispayPayment | undefined {
  try {
    return findPayment(account, ctx.params['id'] ?? '');
  } catch (fault) {
    if (!(fault instanceof SatispayFault)) throw fault;
    sendPage(ctx, unknownPage(languageFor(ctx, null)), 404);
    return undefined;
  }
}
