import Router, { type RouterContext } from '@koa/router';
import { readText } from '../request-body.ts';
import { apiVersion, type Cause, type SessionRecord, type StripeAccount } from './account.ts';
import { complaintAboutKey } from './authentication.ts';
import { behaviourOf } from './behaviours.ts';
import { invalid, noSuch, StripeFault } from './errors.ts';
import { expand } from './expansion.ts';
import { decodeForm, type FormFields } from './form.ts';
import { type Answer, createIdempotency } from './idempotency.ts';
import { listPage } from './lists.ts';
import { Parameters } from './parameters.ts';
import { cancelIntent, captureIntent, findIntent } from './payment-intents.ts';
import { createRefund, findCharge, findRefund } from './refunds.ts';
import { createSession, expireSession, findSession } from './sessions.ts';

interface Call {
  readonly id: string;
  readonly given: Parameters;
  readonly cause: Cause;
}
/** What an operation answers, and whether the answer is to come too late. */
type Result = object | { late: object };
type Operation = (account: StripeAccount, call: Call) => Result;

/** The API below `/v1`: each operation translated, nothing decided. */
const operations: Record<'get' | 'post', Record<string, Operation>> = {
  post: {
    '/checkout/sessions': (account, { given }) => {
      const { session } = createSession(account, given);
      return lateWhen('creationAnswersLate', session.amount_total ?? 0, session);
    },
    '/checkout/sessions/:id/expire': (account, { id, cause }) =>
      expireSession(account, findSession(account, id), cause).session,
    '/payment_intents/:id/capture': (account, { id, given, cause }) =>
      captureIntent(account, findIntent(account, id), given, cause),
    '/payment_intents/:id/cancel': (account, { id, given, cause }) =>
      cancelIntent(account, findIntent(account, id), given, cause),
    '/refunds': (account, { given, cause }) => {
      const refund = createRefund(account, given, cause);
      const charge = findCharge(account, String(refund.charge), 'charge');
      return lateWhen('refundAnswersLate', charge.amount, refund);
    },
  },
  get: {
    '/checkout/sessions': (account, { given }) => {
      given.allow(['expand', 'limit', 'payment_intent', 'starting_after', 'status']);
      const wanted = filterBy(given, 'payment_intent', 'status');
      const sessions = account.sessions.newestFirst().map((record: SessionRecord) => record.session);
      return listPage('/v1/checkout/sessions', sessions.filter(wanted), given);
    },
    '/checkout/sessions/:id': (account, { id }) => findSession(account, id).session,
    '/payment_intents/:id': (account, { id }) => findIntent(account, id),
    '/charges/:id': (account, { id }) => findCharge(account, id, 'id'),
    '/refunds': (account, { given }) => {
      given.allow(['charge', 'expand', 'limit', 'payment_intent', 'starting_after']);
      const wanted = filterBy(given, 'payment_intent', 'charge');
      return listPage('/v1/refunds', account.refunds.newestFirst().filter(wanted), given);
    },
    '/refunds/:id': (account, { id }) => findRefund(account, id),
    '/events/:id': (account, { id }) => {
      const event = account.events.get(id);
      if (!event) throw noSuch('event', id, 'id');
      return event;
    },
  },
};

/** The routes of the API, with what Stripe does around every one: authentication, request ids, error shape, idempotency. */
export function apiRoutes(account: StripeAccount, secretKey: string): Router {
  const router = new Router({ prefix: `${account.context.prefix}/v1` });
  const once = createIdempotency();

  const answer = async (ctx: RouterContext, operation: Operation): Promise<void> => {
    const requestId = account.newId('req');
    ctx.set({ 'Request-Id': requestId, 'Stripe-Version': ctx.get('Stripe-Version') || apiVersion });
    try {
      authenticate(ctx, secretKey);
      const body = await readText(ctx.req);
      const key = ctx.method === 'POST' ? ctx.get('Idempotency-Key') : '';
      const carryOut = (): Promise<Answer> =>
        perform(account, ctx, operation, body, { requestId, idempotencyKey: key || null });
      if (key === '') return send(ctx, await carryOut());
      ctx.set('Idempotency-Key', key);
      const replay = await once(key, `${ctx.method} ${ctx.path} ${body}`, requestId, carryOut);
      if (replay.originalRequestId !== undefined) {
        ctx.set({ 'Idempotent-Replayed': 'true', 'Original-Request': replay.originalRequestId });
      }
      send(ctx, replay.answer);
    } catch (fault) {
      send(ctx, refusal(fault));
    }
  };

  for (const [path, operation] of Object.entries(operations.post)) router.post(path, (ctx) => answer(ctx, operation));
  for (const [path, operation] of Object.entries(operations.get)) router.get(path, (ctx) => answer(ctx, operation));
  router.all('/{*rest}', (ctx) => answer(ctx, unknownOperation(ctx)));
  return router;
}

async function perform(
  account: StripeAccount,
  ctx: RouterContext,
  operation: Operation,
  body: string,
  cause: Cause,
): Promise<Answer> {
  try {
    const given = new Parameters(fieldsOf(ctx.method === 'GET' ? ctx.querystring : body));
    const result = operation(account, { id: ctx.params['id'] ?? '', given, cause });
    const isLate = 'late' in result;
    const object = expand(account, isLate ? result.late : result, given.texts('expand'));
    if (isLate) await account.context.dawdle();
    return { status: 200, body: object };
  } catch (fault) {
    return refusal(fault);
  }
}

function fieldsOf(text: string): FormFields {
  try {
    return decodeForm(text);
  } catch (error) {
    if (error instanceof RangeError) throw invalid(error.message);
    throw error;
  }
}

function authenticate(ctx: RouterContext, secretKey: string): void {
  const refusalMessage = complaintAboutKey(ctx.get('Authorization'), secretKey);
  if (refusalMessage !== undefined) {
    ctx.set('WWW-Authenticate', 'Bearer realm="Stripe"');
    throw new StripeFault(401, { type: 'invalid_request_error', message: refusalMessage });
  }
}

function refusal(fault: unknown): Answer {
  if (fault instanceof StripeFault) return { status: fault.status, body: { error: fault.error } };
  throw fault;
}

function send(ctx: RouterContext, { status, body }: Answer): void {
  ctx.status = status;
  ctx.body = body;
}

const lateWhen = (behaviour: ReturnType<typeof behaviourOf>, amount: number, answer: object): Result =>
  behaviourOf(amount) === behaviour ? { late: answer } : answer;

function filterBy<Key extends string>(given: Parameters, ...keys: Key[]) {
  const wanted = keys.flatMap((key) => (given.has(key) ? [[key, given.requiredText(key)] as const] : []));
  return (thing: { [K in Key]?: unknown }): boolean => wanted.every(([key, value]) => thing[key] === value);
}

const unknownOperation = (ctx: RouterContext) => (): never => {
  const path = ctx.path.slice(ctx.path.indexOf('/v1'));
  throw new StripeFault(404, {
    type: 'invalid_request_error',
    message: `Unrecognized request URL (${ctx.method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
  });
};
