import { problem } from '@pih/schemas';
import type { HubContext, HubMiddleware } from './context.ts';
import type { Limit } from './viewer.ts';

export const NotSignedIn = problem({
  type: 'not-signed-in',
  status: 401,
  title: 'Nobody is signed in',
  detail: () => 'Sign in to the console, or send an API key as "Authorization: Bearer pihk_…".',
});

/** `limit` is for who reads the answer, `where` for a page that says it in the language of its reader. */
export const Forbidden = problem<{ action: string; limit?: string; where?: Limit['where'] }>({
  type: 'forbidden',
  status: 403,
  title: 'Your roles do not allow this',
  detail: ({ action, limit }) =>
    limit === undefined
      ? `This needs the permission "${action}". Ask an administrator to add it to one of your roles.`
      : `Your roles allow "${action}" ${limit}. Ask somebody whose roles allow more.`,
});

export const CsrfTokenMissing = problem({
  type: 'csrf-token-missing',
  status: 403,
  title: 'The request does not prove that it comes from the console',
  detail: () => 'Send the csrfToken of your session as the header X-CSRF-Token.',
});

export const SecondFactorNeeded = problem({
  type: 'second-factor-needed',
  status: 403,
  title: 'Your roles need a second factor',
  detail: () => 'Set it up in your account; nothing else works before.',
});

/** How access to a route is decided; each route has exactly one. */
export type Decision = { action: string } | { open: string };

const decided = new WeakMap<object, Decision>();

/** Lets a request pass when the caller's roles allow the action. */
export function may(action: string): HubMiddleware {
  const middleware: HubMiddleware = async (ctx, next) => {
    if (!ctx.state.caller) throw new NotSignedIn({});
    if (ctx.state.csrfMissing) throw new CsrfTokenMissing({});
    if (ctx.state.secondFactorMissing) throw new SecondFactorNeeded({});
    if (!(await ctx.state.can(action))) throw new Forbidden({ action });
    await next();
  };
  decided.set(middleware, { action });
  return middleware;
}

/** Stands behind `may`: what some of its requests need besides. */
export interface Further {
  action: string;
  /** Which requests, for people: "Needs … as well, for roles". */
  when: string;
}

const further = new WeakMap<object, Further>();

/** Lets a request on that `may` has let in; where `applies`, only when the caller's roles allow one action more. */
export function mayAlso(more: Further, applies: (ctx: HubContext) => boolean): HubMiddleware {
  const middleware: HubMiddleware = async (ctx, next) => {
    if (applies(ctx)) await mustAlso(ctx, more.action);
    await next();
  };
  further.set(middleware, more);
  return middleware;
}

/** @throws Forbidden naming the action when the caller's roles do not allow it */
export async function mustAlso({ state }: HubContext, action: string): Promise<void> {
  if (!(await state.can(action))) throw new Forbidden({ action });
}

/** What a middleware asks for besides; undefined for one that asks nothing. */
export const furtherOf = (middleware: object): Further | undefined => further.get(middleware);

/** Lets anybody pass, and says why that is right. */
export function open(why: string): HubMiddleware {
  const middleware: HubMiddleware = (_ctx, next) => next();
  decided.set(middleware, { open: why });
  return middleware;
}

/** How access is decided by this middleware; undefined for one that decides nothing. A test walks all routes with it. */
export const decisionOf = (middleware: object): Decision | undefined => decided.get(middleware);
