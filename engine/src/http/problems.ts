import { problem, ProblemError } from '@pih/schemas';
import type { Logger } from 'pino';
import type { HubMiddleware } from './context.ts';
import { HungUp } from './hung-up.ts';

export const NotFound = problem<{ path: string }>({
  type: 'not-found',
  status: 404,
  title: 'There is nothing here',
  detail: ({ path }) => `${path} does not exist. Check the address and its version.`,
});

export const MethodNotAllowed = problem<{ method: string }>({
  type: 'method-not-allowed',
  status: 405,
  title: 'This address does not take that method',
  detail: ({ method }) => `${method} is not possible here; the Allow header says what is.`,
});

export const Unexpected = problem({
  type: 'unexpected',
  status: 500,
  title: 'Something went wrong on our side',
  detail: () => 'Nothing is lost. Try again; if it keeps happening, report the request id.',
});

/** Errors of Koa itself that a client causes, such as a path that cannot be decoded. */
export const BadRequest = problem<{ why: string }>({
  type: 'bad-request',
  status: 400,
  title: 'The request cannot be understood',
  detail: ({ why }) => why,
});

function asProblem(error: unknown): ProblemError | undefined {
  if (error instanceof ProblemError) return error;
  const { status, expose, message } = error as { status?: unknown; expose?: unknown; message?: unknown };
  if (typeof status === 'number' && status < 500 && expose) return new BadRequest({ why: String(message) });
  return undefined;
}

/** Turns whatever a route throws into problem+json; what nobody foresaw is logged whole and answered without detail. */
export function problems(log: Logger): HubMiddleware {
  return async (ctx, next) => {
    try {
      await next();
      if (ctx.status === 404 && ctx.body == null) throw new NotFound({ path: ctx.path });
      // 501 is what the router says of a method that no route here has; to who asks it is the same.
      if ((ctx.status === 405 || ctx.status === 501) && ctx.body == null)
        throw new MethodNotAllowed({ method: ctx.method });
    } catch (error) {
      // Nobody is there to be answered, and nothing went wrong.
      if (error instanceof HungUp) return;
      const known = asProblem(error);
      if (!known) log.error({ err: error, method: ctx.method }, 'unexpected error');
      const shown = known ?? new Unexpected({});
      ctx.status = shown.status;
      ctx.state.problem = shown.type;
      const retryAfter: unknown = shown.facts['retryAfterSeconds'];
      if (typeof retryAfter === 'number') ctx.set('Retry-After', String(retryAfter));
      ctx.body = JSON.stringify({ ...shown.toJSON(), instance: ctx.state.requestId });
      ctx.type = 'application/problem+json';
    }
  };
}
