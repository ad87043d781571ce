import Router, { type RouterContext } from '@koa/router';
import { JsonFields } from '../json-fields.ts';
import { readBytes } from '../request-body.ts';
import { Shelf } from '../shelf.ts';
import type { SatispayAccount, SatispayPayment } from './account.ts';
import { type Behaviour, behaviourOf } from './behaviours.ts';
import { invalid, notAuthenticated, notFound, SatispayFault } from './errors.ts';
import { createPayment, findPayment, listPayments, updatePayment } from './payments.ts';
import { paymentBody } from './representation.ts';
import { complaintAbout, readAuthorization, signedText, type SignedRequest } from './signature.ts';

interface Call {
  readonly id: string;
  readonly input: JsonFields;
  readonly query: URLSearchParams;
}
interface Answer {
  readonly body: object;
  readonly isLate?: boolean;
}
type Operation = (call: Call) => Answer;

/** The operations on payments: each translated, nothing decided. */
function operationsOf(account: SatispayAccount): Record<'get' | 'post' | 'put', Record<string, Operation>> {
  const { url } = account.context;
  const shown = (payment: SatispayPayment): Answer => ({ body: paymentBody(payment, url) });
  const late = (behaviour: Behaviour, payment: SatispayPayment, amount: number): Answer => ({
    ...shown(payment),
    isLate: !payment.parent && behaviourOf(amount) === behaviour,
  });
  return {
    post: {
      '/payments': ({ input }) => {
        const payment = createPayment(account, input);
        return late('creationAnswersLate', payment, payment.amount);
      },
    },
    get: {
      '/payments': ({ query }) => {
        const { hasMore, payments } = listPayments(account, query);
        return { body: { has_more: hasMore, data: payments.map((payment) => paymentBody(payment, url)) } };
      },
      '/payments/:id': ({ id }) => shown(findPayment(account, id)),
    },
    put: {
      '/payments/:id': ({ id, input }) => {
        const payment = findPayment(account, id);
        const held = payment.amount;
        return late('captureAnswersLate', updatePayment(account, payment, input), held);
      },
    },
  };
}

/** The API below /g_business/v1, with what Satispay does around every call: signature, idempotency, error shape. */
export function apiRoutes(account: SatispayAccount): Router {
  const router = new Router({ prefix: `${account.context.prefix}/g_business/v1` });
  const answered = new Shelf<Answer>();

  const perform = async (ctx: RouterContext, operation: Operation, body: Buffer): Promise<void> => {
    const key = ctx.method === 'POST' ? ctx.get('Idempotency-Key') : '';
    const earlier = key === '' ? undefined : answered.get(key);
    if (earlier) return void (ctx.body = earlier.body);
    const input = JsonFields.parse(body.toString(), invalid);
    const answer = operation({ id: ctx.params['id'] ?? '', input, query: new URLSearchParams(ctx.querystring) });
    // Remembered before a slow answer, so that a caller who gave up and asks again learns what happened.
    if (key !== '') answered.put(key, answer);
    if (answer.isLate) await account.context.dawdle();
    ctx.body = answer.body;
  };
  const signed = (operation: Operation) => (ctx: RouterContext) =>
    refusing(ctx, account, async () => {
      const body = await readBytes(ctx.req);
      const complaint = complaintAbout(asSent(ctx, body), account.keys.of, account.now());
      if (complaint !== undefined) throw notAuthenticated(complaint);
      await perform(ctx, operation, body);
    });

  const { get, post, put } = operationsOf(account);
  for (const [path, operation] of Object.entries(post)) router.post(path, signed(operation));
  for (const [path, operation] of Object.entries(get)) router.get(path, signed(operation));
  for (const [path, operation] of Object.entries(put)) router.put(path, signed(operation));
  // The one call without a signature: it brings the key that later ones are signed with.
  router.post('/authentication_keys', (ctx) =>
    refusing(ctx, account, async () => {
      const body = await readBytes(ctx.req);
      ctx.body = account.keys.activate(JsonFields.parse(body.toString(), invalid));
    }),
  );
  router.all('/{*rest}', signed(nothingHere));
  return router;
}

/** Tells whoever integrates what was understood of their signature; the sandbox of Satispay has it too. */
export function signatureTest(account: SatispayAccount): Router {
  const router = new Router({ prefix: account.context.prefix });
  router.post('/wally-services/protocol/tests/signature', async (ctx) => {
    const request = asSent(ctx, await readBytes(ctx.req));
    const { keyId, algorithm, headers = '', signature } = readAuthorization(ctx.get('Authorization')) ?? {};
    const complaint = complaintAbout(request, account.keys.of, account.now());
    ctx.body = {
      signature: {
        key_id: keyId ?? null,
        algorithm: algorithm ?? null,
        headers: headers.split(' '),
        signature: signature ?? null,
        valid: complaint === undefined,
      },
      signed_string: signedText(headers.toLowerCase().split(' '), request) ?? null,
    };
  });
  return router;
}

const asSent = (ctx: RouterContext, body: Buffer): SignedRequest => ({
  method: ctx.method,
  target: ctx.originalUrl,
  headers: ctx.headers,
  body,
});

async function refusing(ctx: RouterContext, { context }: SatispayAccount, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (fault) {
    if (!(fault instanceof SatispayFault)) throw fault;
    ctx.status = fault.status;
    ctx.body = { code: fault.code, message: fault.message, wlt: context.random() };
  }
}

const nothingHere = (): never => {
  throw notFound('Resource');
};
