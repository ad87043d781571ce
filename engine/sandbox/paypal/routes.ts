import Router, { type RouterContext } from '@koa/router';
import { readText } from '../request-body.ts';
import { Shelf } from '../shelf.ts';
import type { PayPalAccount } from './account.ts';
import { type Behaviour, behaviourOf } from './behaviours.ts';
import { notAuthenticated, notFound, PayPalFault, wrongMediaType } from './errors.ts';
import { Input } from './input.ts';
import { createOrder, findOrder } from './orders.ts';
import {
  authorizeOrder,
  captureAuthorization,
  captureOrder,
  findAuthorization,
  findCapture,
  voidAuthorization,
} from './payments.ts';
import { findRefund, refundCapture } from './refunds.ts';
import {
  authorizationBody,
  captureBody,
  orderBody,
  orderSummary,
  paidOrderSummary,
  refundBody,
} from './representation.ts';
import type { Signer } from './signature.ts';
import type { Tokens } from './tokens.ts';
import { verifyWebhook } from './verification.ts';

interface Call {
  readonly id: string;
  readonly input: Input;
  readonly body: string;
  readonly requestId: string;
}

/** What an operation answers. Bodies are functions: a repeated request is told how things stand now. */
interface Result {
  readonly status: number;
  readonly full: () => object;
  /** What `Prefer: return=minimal` gets, where that differs; nothing for 204. */
  readonly minimal?: () => object | undefined;
  readonly isLate?: boolean;
}
type Operation = (call: Call) => Result;

const minimalOf = (body: { id?: string; status?: string; links?: unknown }): object => ({
  id: body.id,
  status: body.status,
  links: body.links,
});

/** The Orders, Payments and Webhooks APIs: each operation translated, nothing decided. */
function operationsOf(account: PayPalAccount, signer: Signer): Record<'get' | 'post', Record<string, Operation>> {
  const { url } = account.context;
  const shown = (full: () => object): Result => ({ status: 200, full });
  const isLate = (behaviour: Behaviour, value: string): boolean => behaviourOf(value) === behaviour;

  return {
    get: {
      '/v2/checkout/orders/:id': ({ id }) => {
        const order = findOrder(account, id);
        return shown(() => orderBody(order, url));
      },
      '/v2/payments/authorizations/:id': ({ id }) => {
        const authorization = findAuthorization(account, id);
        return shown(() => authorizationBody(authorization, url));
      },
      '/v2/payments/captures/:id': ({ id }) => {
        const capture = findCapture(account, id);
        return shown(() => captureBody(capture, url));
      },
      '/v2/payments/refunds/:id': ({ id }) => {
        const refund = findRefund(account, id);
        return shown(() => refundBody(refund, url));
      },
    },
    post: {
      '/v2/checkout/orders': ({ input, requestId }) => {
        const order = createOrder(account, input, requestId);
        return {
          status: 201,
          full: () => orderBody(order, url),
          minimal: () => orderSummary(order, url),
          isLate: isLate('creationAnswersLate', order.unit.amount.value),
        };
      },
      '/v2/checkout/orders/:id/capture': ({ id }) => {
        const order = captureOrder(account, findOrder(account, id));
        return {
          status: 201,
          full: () => orderBody(order, url),
          minimal: () => paidOrderSummary(order, url),
          isLate: isLate('captureAnswersLate', order.unit.amount.value),
        };
      },
      '/v2/checkout/orders/:id/authorize': ({ id }) => {
        const order = authorizeOrder(account, findOrder(account, id));
        return { status: 201, full: () => orderBody(order, url), minimal: () => paidOrderSummary(order, url) };
      },
      '/v2/payments/authorizations/:id/capture': ({ id, input }) => {
        const capture = captureAuthorization(account, findAuthorization(account, id), input);
        const full = (): object => captureBody(capture, url);
        const late = isLate('captureAnswersLate', capture.order.unit.amount.value);
        return { status: 201, full, minimal: () => minimalOf(full()), isLate: late };
      },
      '/v2/payments/authorizations/:id/void': ({ id }) => {
        const authorization = voidAuthorization(account, findAuthorization(account, id));
        return { status: 200, full: () => authorizationBody(authorization, url), minimal: () => undefined };
      },
      '/v2/payments/captures/:id/refund': ({ id, input }) => {
        const refund = refundCapture(account, findCapture(account, id), input);
        const full = (): object => refundBody(refund, url);
        return { status: 201, full, minimal: () => minimalOf(full()) };
      },
      '/v1/notifications/verify-webhook-signature': ({ body }) => shown(() => verifyWebhook(signer, body)),
    },
  };
}

/** The routes of the API, with what PayPal does around every one: tokens, request ids, `Prefer`, error shape. */
export function apiRoutes(account: PayPalAccount, signer: Signer, tokens: Tokens): Router {
  const router = new Router({ prefix: account.context.prefix });
  const done = new Shelf<Result>();

  const perform = async (ctx: RouterContext, operation: Operation): Promise<void> => {
    if (ctx.method === 'POST' && !ctx.is('application/json')) throw wrongMediaType();
    const body = await readText(ctx.req);
    const requestId = ctx.get('PayPal-Request-Id').slice(0, 108);
    const key = ctx.method === 'POST' && requestId !== '' ? `${ctx.path} ${requestId}` : undefined;
    const earlier = key === undefined ? undefined : done.get(key);
    if (earlier) return send(ctx, { ...earlier, status: 200 });
    const result = operation({ id: ctx.params['id'] ?? '', input: Input.parse(body), body, requestId });
    // Remembered before a slow answer, so that a caller who gave up and asks again learns what happened.
    if (key !== undefined) done.put(key, result);
    if (result.isLate) await account.context.dawdle();
    send(ctx, result);
  };

  const answer = async (ctx: RouterContext, operation: Operation): Promise<void> => {
    const debugId = account.newId().slice(0, 13).toLowerCase();
    ctx.set('Paypal-Debug-Id', debugId);
    try {
      if (!isAuthenticated(ctx, tokens)) return;
      await perform(ctx, operation);
    } catch (fault) {
      if (!(fault instanceof PayPalFault)) throw fault;
      refuse(ctx, fault, debugId);
    }
  };

  const operations = operationsOf(account, signer);
  for (const [path, operation] of Object.entries(operations.post)) router.post(path, (ctx) => answer(ctx, operation));
  for (const [path, operation] of Object.entries(operations.get)) router.get(path, (ctx) => answer(ctx, operation));
  router.all(['/v1/{*rest}', '/v2/{*rest}'], (ctx) => answer(ctx, nothingHere));
  return router;
}

/** The two things that need no token: getting one, and the key that events are signed with. */
export function openRoutes(account: PayPalAccount, signer: Signer, tokens: Tokens): Router {
  const router = new Router({ prefix: account.context.prefix });

  router.post('/v1/oauth2/token', async (ctx) => {
    const grant = new URLSearchParams(await readText(ctx.req)).get('grant_type');
    const issued = tokens.issue(ctx.get('Authorization'));
    if (!issued) {
      ctx.status = 401;
      ctx.body = { error: 'invalid_client', error_description: 'Client Authentication failed' };
    } else if (grant !== 'client_credentials') {
      ctx.status = 400;
      ctx.body = { error: 'unsupported_grant_type', error_description: 'Grant Type is NULL or not supported' };
    } else {
      const scope = 'https://uri.paypal.com/services/payments/payment/authcapture openid';
      ctx.body = { scope, ...issued, token_type: 'Bearer', app_id: 'APP-SANDBOX', nonce: account.context.random() };
    }
  });

  router.get('/v1/notifications/certs/:name', (ctx) => {
    ctx.type = 'application/x-pem-file';
    ctx.body = signer.publicKey;
  });

  return router;
}

const nothingHere = (): never => {
  throw notFound();
};

/** Without a token PayPal answers in its own error shape, with a wrong or old one in OAuth's. */
function isAuthenticated(ctx: RouterContext, tokens: Tokens): boolean {
  const authorization = ctx.get('Authorization');
  if (authorization === '') throw notAuthenticated();
  if (tokens.accepts(authorization)) return true;
  ctx.status = 401;
  ctx.set('WWW-Authenticate', 'Bearer error="invalid_token"');
  ctx.body = { error: 'invalid_token', error_description: 'The token passed in was not found in the system' };
  return false;
}

function send(ctx: RouterContext, { status, full, minimal }: Result): void {
  const wantsAll = minimal === undefined || /\breturn=representation\b/.test(ctx.get('Prefer'));
  const body = wantsAll ? full() : minimal();
  ctx.status = body === undefined ? 204 : status;
  if (body !== undefined) ctx.body = body;
}

function refuse(ctx: RouterContext, fault: PayPalFault, debugId: string): void {
  ctx.status = fault.status;
  const help = `https://developer.paypal.com/api/rest/reference/orders/v2/errors/#${fault.details[0]?.issue ?? fault.title}`;
  ctx.body = {
    name: fault.title,
    message: fault.message,
    debug_id: debugId,
    ...(fault.details.length > 0 && { details: fault.details }),
    links: [
      { href: help, rel: 'information_link', method: 'GET' },
      ...(fault.payerLink === undefined ? [] : [{ href: fault.payerLink, rel: 'redirect', method: 'GET' }]),
    ],
  };
}
