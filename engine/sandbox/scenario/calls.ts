import { once } from 'node:events';
import type { Context, Middleware } from 'koa';
import { readText } from '../request-body.ts';
import type { Timers } from '../timers.ts';
import type { Director } from './director.ts';
import type { CallTrouble } from './scenario.ts';

type Next = () => Promise<unknown>;
type Play<Kind extends CallTrouble['kind']> = (
  ctx: Context,
  next: Next,
  trouble: Extract<CallTrouble, { kind: Kind }>,
  timers: Timers,
) => Promise<void>;

/** In front of every simulator: has happen to its calls what the scenario says. */
export function troubleWithCalls(director: Director, timers: Timers): Middleware {
  return async (ctx, next) => {
    const [, simulator = '', ...parts] = ctx.path.split('/');
    const call = { simulator, method: ctx.method, path: `/${parts.join('/')}`, body: () => readText(ctx.req) };
    const trouble = await director.ofCall(call);
    return trouble ? playOut(ctx, next, trouble, timers) : next();
  };
}

const playOut = (ctx: Context, next: Next, trouble: CallTrouble, timers: Timers): Promise<void> =>
  (plays[trouble.kind] as Play<CallTrouble['kind']>)(ctx, next, trouble, timers);

/** How each trouble goes. Where `next` is called, the simulator has done what it was asked, whatever the caller hears. */
const plays: { readonly [Kind in CallTrouble['kind']]: Play<Kind> } = {
  async wait(ctx, next, { ms }, timers) {
    await patiently(ctx, ms, timers);
    await next();
  },
  async fail(ctx, _next, { status = 503 }) {
    ctx.status = status;
    ctx.body = gatewayPage(status);
    ctx.type = 'html';
  },
  async reset(ctx) {
    ctx.respond = false;
    ctx.req.socket.resetAndDestroy();
  },
  async 'lose-answer'(ctx, next, { at = 'start' }) {
    await next();
    const { text, headers } = answerOf(ctx);
    ctx.respond = false;
    const { socket } = ctx.req;
    if (at === 'start') return void socket.destroy();
    ctx.res.writeHead(ctx.status, headers);
    ctx.res.write(text.subarray(0, text.length / 2), () => socket.destroy());
  },
  async 'answer-late'(ctx, next, { ms }, timers) {
    await next();
    await patiently(ctx, ms, timers);
  },
  async dribble(ctx, next, { bytes = 1, everyMs = 200 }, timers) {
    await next();
    const { text, headers } = answerOf(ctx);
    ctx.respond = false;
    ctx.res.writeHead(ctx.status, headers);
    for (let at = 0; at < text.length && !ctx.res.destroyed; at += bytes) {
      ctx.res.write(text.subarray(at, at + bytes));
      await patiently(ctx, everyMs, timers);
    }
    ctx.res.end();
  },
  async 'wrong-type'(ctx, next) {
    await next();
    ctx.status = 200;
    ctx.body = gatewayPage(200);
    ctx.type = 'html';
  },
  async 'cut-json'(ctx, next) {
    await next();
    const { text, headers } = answerOf(ctx);
    ctx.body = text.subarray(0, text.length / 2);
    ctx.type = headers['content-type'];
  },
  async huge(ctx, next, { megabytes = 8 }) {
    await next();
    const { text, headers } = answerOf(ctx);
    // Blanks at its end leave it the same JSON.
    ctx.body = Buffer.concat([text, Buffer.alloc(megabytes * 1_000_000, ' ')]);
    ctx.type = headers['content-type'];
  },
};

/** Waits, unless the caller hangs up or the sandbox stops before. */
async function patiently({ res }: Context, ms: number, timers: Timers): Promise<void> {
  if (!res.destroyed) await Promise.race([timers.wait(ms), once(res, 'close')]);
}

/** What the simulator would have answered. */
function answerOf({ body, response }: Context): {
  text: Buffer;
  headers: { 'content-type': string; 'content-length': string };
} {
  const isText = typeof body === 'string' || Buffer.isBuffer(body);
  const text = Buffer.from(isText ? body : JSON.stringify(body ?? ''));
  const type = response.get('content-type') || 'application/json';
  return { text, headers: { 'content-type': type, 'content-length': String(text.length) } };
}

const gatewayPage = (status: number): string =>
  `<!doctype html><html><head><title>${status}</title></head><body><h1>${status}</h1><p>gateway</p></body></html>`;
