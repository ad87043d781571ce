import {
  CsrfTokenMissing,
  NotSignedIn,
  type Caller,
  type HubContext,
  type HubMiddleware,
  type HubRouter,
} from '../http/index.ts';
import { sessionTokenOf } from './signing-in/cookie.ts';
import { agentOf } from './signing-in/from.ts';
import type { Asking } from './signing-in/signing-in.ts';

/** Who asks. @throws NotSignedIn */
export function callerOf({ state: { caller } }: HubContext): Caller {
  if (!caller) throw new NotSignedIn({});
  return caller;
}

/** Lets operators pass who came by their session and, where something changes, prove it; keys have no account of their own. */
export const bySession: HubMiddleware = async (ctx, next) => {
  if (callerOf(ctx).type !== 'operator') throw new NotSignedIn({});
  if (ctx.state.csrfMissing) throw new CsrfTokenMissing({});
  await next();
};

/** Answers with tokens, keys or names are for the caller alone. */
export function keepPrivate(router: HubRouter): void {
  router.use(async (ctx, next) => {
    ctx.set('Cache-Control', 'no-store');
    await next();
  });
}

/** Where a request comes from, and the session of its cookie. */
export const askingOf = ({ ip, req }: HubContext, secure: boolean): Asking => ({
  address: ip,
  userAgent: agentOf(req.headers['user-agent'] ?? ''),
  token: sessionTokenOf(req.headers, secure),
});
