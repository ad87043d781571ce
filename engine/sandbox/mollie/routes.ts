import { timingSafeEqual } from 'node:crypto';
import Router, { type RouterContext } from '@koa/router';
import { JsonFields } from '../json-fields.ts';
import { readText } from '../request-body.ts';
import { Shelf } from '../shelf.ts';
import type { MollieAccount, MolliePayment } from './account.ts';
import { type Behaviour, behaviourOf } from './behaviours.ts';
import { invalid, MollieFault, notFound, sameKeyOtherBody, unauthorized } from './errors.ts';
import { cancel, capture, findRefund, refund, release } from './money-moves.ts';
import { createPayment, findPayment } from './payments.ts';
import { captureBody, paymentBody, refundBody } from './representation.ts';

interface Call {
  readonly id: string;
  readonly part: string;
  readonly input: JsonFields;
  readonly query: URLSearchParams;
}
interface Answer {
  readonly status: number;
  readonly body: object;
  readonly isLate?: boolean;
}
type Operation = (call: Call) => Answer;

/** The operations on payments: each translated, nothing decided. */
function operationsOf(account: MollieAccount): Record<'get' | 'post' | 'delete', Record<string, Operation>> {
  const { url } = account.context;
  const find = (id: string): MolliePayment => findPayment(account, id);
  const isLate = ({ amount }: MolliePayment, behaviour: Behaviour) => behaviourOf(amount) === behaviour;
  return {
    post: {
      '/payments': ({ input }) => {
        const payment = createPayment(account, input);
        return { status: 201, body: paymentBody(payment, url), isLate: isLate(payment, 'creationAnswersLate') };
      },
      '/payments/:id/captures': ({ id, input }) => {
        const payment = find(id);
        const body = captureBody(payment, capture(account, payment, input), url);
        return { status: 201, body, isLate: isLate(payment, 'captureAnswersLate') };
      },
      '/payments/:id/release-authorization': ({ id }) => {
        release(account, find(id));
        return { status: 202, body: {} };
      },
      '/payments/:id/refunds': ({ id, input }) => {
        const payment = find(id);
        return { status: 201, body: refundBody(payment, refund(account, payment, input), url) };
      },
    },
    get: {
      '/payments/:id': ({ id, query }) => {
        const withRefunds = (query.get('embed') ?? '').split(',').includes('refunds');
        return { status: 200, body: paymentBody(find(id), url, withRefunds) };
      },
      '/payments/:id/refunds/:part': ({ id, part }) => {
        const payment = find(id);
        return { status: 200, body: refundBody(payment, findRefund(payment, part), url) };
      },
    },
    delete: {
      '/payments/:id': ({ id }) => {
        const payment = find(id);
        cancel(account, payment);
        return { status: 200, body: paymentBody(payment, url) };
      },
    },
  };
}

/** The API below /v2, with what Mollie does around every call: the key, idempotency, error shape. */
export function apiRoutes(account: MollieAccount, apiKey: string): Router {
  const router = new Router({ prefix: `${account.context.prefix}/v2` });
  const answered = new Shelf<{ text: string; answer: Answer }>();

  const perform = async (ctx: RouterContext, operation: Operation): Promise<Answer> => {
    const text = await readText(ctx.req);
    const key = ctx.method === 'GET' ? '' : ctx.get('Idempotency-Key');
    const earlier = key === '' ? undefined : answered.get(key);
    if (earlier) {
      if (earlier.text !== text) throw sameKeyOtherBody();
      ctx.set('Idempotent-Replayed', 'true');
      return earlier.answer;
    }
    const { id = '', part = '' } = ctx.params as { id?: string; part?: string };
    const input = JsonFields.parse(text, invalid);
    const answer = operation({ id, part, input, query: new URLSearchParams(ctx.querystring) });
    // Remembered before a slow answer, so that a caller who gave up and asks again learns what happened.
    if (key !== '') answered.put(key, { text, answer });
    if (answer.isLate) await account.context.dawdle();
    return answer;
  };

  const answering = (operation: Operation) => async (ctx: RouterContext) => {
    try {
      if (!isMerchant(ctx, apiKey)) throw unauthorized();
      const { status, body } = await perform(ctx, operation);
      ctx.status = status;
      ctx.body = body;
    } catch (fault) {
      if (!(fault instanceof MollieFault)) throw fault;
      ctx.status = fault.status;
      ctx.body = fault.body;
    }
    ctx.type = 'application/hal+json';
  };

  const { get, post, delete: remove } = operationsOf(account);
  for (const [path, operation] of Object.entries(post)) router.post(path, answering(operation));
  for (const [path, operation] of Object.entries(get)) router.get(path, answering(operation));
  for (const [path, operation] of Object.entries(remove)) router.delete(path, answering(operation));
  router.all(
    '/{*rest}',
    answering(() => {
      throw notFound('resource', 'here');
    }),
  );
  return router;
}

function isMerchant(ctx: RouterContext, apiKey: string): boolean {
  const [given, known] = [Buffer.from(ctx.get('Authorization')), Buffer.from(`Bearer ${apiKey}`)];
  return given.length === known.length && timingSafeEqual(given, known);
}
