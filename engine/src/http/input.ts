import { problem, parseBody, type ApiBody, type BodyOf } from '@pih/schemas';
import { readBody, BodyBroken } from './body.ts';
import { refuseCardNumbers } from './card-numbers.ts';
import type { HubContext, HubMiddleware } from './context.ts';

export const NotJson = problem<{ contentType: string }>({
  type: 'not-json',
  status: 415,
  title: 'The body must be JSON',
  detail: ({ contentType }) => `Send "Content-Type: application/json"; it was "${contentType || 'absent'}".`,
});

export const BrokenJson = problem<{ why: string }>({
  type: 'broken-json',
  status: 400,
  title: 'The body is not valid JSON',
  detail: ({ why }) => `${why}. Check commas, quotes and brackets, and send it again.`,
});

/** Bodies are orders and documents; the largest document, a flow of 2,000 nodes, stays under this. */
const limits: Partial<Record<ApiBody, number>> = { 'draft-request': 2_000_000 };
const usualLimit = 256_000;

const utf8 = new TextDecoder('utf-8', { fatal: true });

function textOf(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new BodyBroken({ why: 'The body is not UTF-8.' });
  }
}

function jsonOf(bytes: Buffer): unknown {
  const text = textOf(bytes);
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BrokenJson({ why: error instanceof Error ? error.message : 'It cannot be parsed' });
  }
}

/**
 * Reads, parses and validates the body once, at the border; the route finds it with `inputOf`.
 * @throws NotJson, BodyTooLarge, BrokenJson, CardNumber or InvalidInput
 */
export function input(body: ApiBody): HubMiddleware {
  return async (ctx, next) => {
    const empty = !ctx.get('transfer-encoding') && Number(ctx.get('content-length') || 0) === 0;
    if (!empty && !ctx.is('application/json', '+json')) throw new NotJson({ contentType: ctx.get('content-type') });
    const value = jsonOf(await readBody(ctx.req, limits[body] ?? usualLimit));
    refuseCardNumbers(value);
    ctx.state.input = parseBody(body, value);
    await next();
  };
}

/** The validated body of a route that names the same schema in `input`. */
export const inputOf = <B extends ApiBody>(ctx: HubContext, _body: B): BodyOf[B] => ctx.state.input as BodyOf[B];
