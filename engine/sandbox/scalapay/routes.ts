import { timingSafeEqual } from 'node:crypto';
import Router, { type RouterContext } from '@koa/router';
import { JsonFields } from '../json-fields.ts';
import { readText } from '../request-body.ts';
import { Shelf } from '../shelf.ts';
import type { ScalapayAccount, ScalapayOrder } from './account.ts';
import { behaviourOf } from './behaviours.ts';
import { inProgress, invalid, nothingHere, ScalapayFault } from './errors.ts';
import { money } from './money.ts';
import { createOrder, findOrder, findReferences, nameOrder } from './orders.ts';
import { capture, delay, refund, release } from './payments.ts';
import { createdBody, detailsOf, orderBody, referenceBody } from './representation.ts';

interface Call {
  readonly token: string;
  readonly input: JsonFields;
  readonly query: URLSearchParams;
}
interface Answer {
  readonly body: object;
  /** The order whose operation takes longer than a caller waits: until then no other may touch it. */
  readonly late?: ScalapayOrder;
}
type Operation = (call: Call) => Answer;

/** The online API: each operation translated, nothing decided. */
function operationsOf(account: ScalapayAccount, isBusy: (token: string) => boolean) {
  const { url } = account.context;
  const changing = (token: string): ScalapayOrder => {
    const order = findOrder(account, token);
    if (isBusy(token)) throw inProgress();
    return order;
  };
  const post: Record<string, Operation> = {
    '/v2/orders': ({ input }) => {
      const order = createOrder(account, input);
      const isLate = behaviourOf(order.total) === 'creationAnswersLate';
      return { body: createdBody(order, url), ...(isLate && { late: order }) };
    },
    '/v2/orders/:token': ({ token, input }) => {
      const { reference, processorReference } = nameOrder(changing(token), input);
      return { body: { token, merchantReference: reference, merchantProcessorReference: processorReference } };
    },
    '/v2/payments/capture': ({ input }) => {
      const order = changing(input.requiredText('token'));
      const status = capture(account, order, input);
      const body = {
        token: order.token,
        status,
        totalAmount: money(order.captured || order.total),
        orderDetails: detailsOf(order),
        ...(status === 'APPROVED' && { capturedAt: account.now().toISOString() }),
      };
      return { body, ...(behaviourOf(order.total) === 'captureAnswersLate' && { late: order }) };
    },
    '/v2/payments/:token/delay': ({ token, input }) => {
      const order = changing(token);
      const authorizationExpiryAt = delay(account, order, input).toISOString();
      const totalAmount = money(order.total);
      return {
        body: { token, status: 'AUTHORIZED', authorizationExpiryAt, totalAmount, orderDetails: detailsOf(order) },
      };
    },
    '/v2/payments/:token/void': ({ token, input }) => {
      const order = changing(token);
      release(order, input);
      return { body: { token, merchantReference: order.reference, voidedAt: account.now().toISOString() } };
    },
    '/v2/payments/:token/refund': ({ token, input }) => {
      const order = changing(token);
      const made = refund(account, order, input);
      const body = {
        token,
        amount: money(made.amount),
        merchantReference: order.reference,
        merchantRefundReference: made.reference,
        refundToken: made.token,
        refundedAt: account.now().toISOString(),
      };
      return { body };
    },
  };
  const get: Record<string, Operation> = {
    '/v2/payments/references': ({ query }) => ({ body: findReferences(account, query).map(referenceBody) }),
    '/v2/payments/:token': ({ token }) => ({ body: orderBody(findOrder(account, token, 422)) }),
  };
  return { post, get };
}

/** The routes of the API, with what Scalapay does around every one: the key, idempotency, error shape. */
export function apiRoutes(account: ScalapayAccount, apiKey: string): Router {
  const router = new Router({ prefix: account.context.prefix });
  const answered = new Shelf<Answer>();
  const busy = new Set<string>();

  const perform = async (ctx: RouterContext, operation: Operation): Promise<object> => {
    const text = await readText(ctx.req);
    const key = ctx.method === 'POST' ? ctx.get('Idempotency-Key') : '';
    const earlier = key === '' ? undefined : answered.get(key);
    if (earlier) {
      ctx.set('Request-Idempotency', 'true');
      return earlier.body;
    }
    const input = JsonFields.parse(text, invalid);
    const answer = operation({ token: ctx.params['token'] ?? '', input, query: new URLSearchParams(ctx.querystring) });
    // Remembered before a slow answer, so that a caller who gave up and asks again learns what happened.
    if (key !== '') answered.put(key, answer);
    const { late, body } = answer;
    if (late) {
      busy.add(late.token);
      await account.context.dawdle();
      busy.delete(late.token);
    }
    return body;
  };

  const answer = async (ctx: RouterContext, operation: Operation): Promise<void> => {
    try {
      if (!isMerchant(ctx, apiKey)) return;
      ctx.body = await perform(ctx, operation);
    } catch (fault) {
      if (!(fault instanceof ScalapayFault)) throw fault;
      const errorId = `error-${account.context.random().toLowerCase()}`;
      ctx.status = fault.status;
      ctx.body = { errorCode: fault.code, errorId, message: fault.detail, httpStatusCode: fault.status };
    }
  };

  const { post, get } = operationsOf(account, (token) => busy.has(token));
  for (const [path, operation] of Object.entries(post)) router.post(path, (ctx) => answer(ctx, operation));
  for (const [path, operation] of Object.entries(get)) router.get(path, (ctx) => answer(ctx, operation));
  router.all(['/v1/{*rest}', '/v2/{*rest}'], (ctx) =>
    answer(ctx, () => {
      throw nothingHere();
    }),
  );
  return router;
}

/** A wrong key is answered with a bare JSON text, not with an error object. */
function isMerchant(ctx: RouterContext, apiKey: string): boolean {
  const [given, right] = [Buffer.from(ctx.get('Authorization')), Buffer.from(`Bearer ${apiKey}`)];
  if (given.length === right.length && timingSafeEqual(given, right)) return true;
  ctx.status = 401;
  ctx.type = 'json';
  ctx.body = '"Unauthorized"';
  return false;
}
