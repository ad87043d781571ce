import {
  CsrfTokenMissing,
  input,
  inputOf,
  may,
  newRouter,
  NotSignedIn,
  open,
  type Caller,
  type HubContext,
  type HubMiddleware,
  type HubRouter,
} from '../http/index.ts';
import { aboutAccess } from './descriptions.ts';
import { endedCookie, sessionCookie, sessionTokenOf } from './cookie.ts';
import { manageOperators } from './disabling.ts';
import type { AccessService } from './service.ts';
import { sessionLifetimeMs } from './sessions.ts';

/** @throws NotSignedIn */
function callerOf({ state: { caller } }: HubContext): Caller {
  if (!caller) throw new NotSignedIn({});
  return caller;
}

/** Lets operators pass who came by their session and prove it; keys have no password. */
const bySession: HubMiddleware = async (ctx, next) => {
  if (callerOf(ctx).type !== 'operator') throw new NotSignedIn({});
  if (ctx.state.csrfMissing) throw new CsrfTokenMissing({});
  await next();
};

export function accessRoutes(service: AccessService, secureCookies: boolean): HubRouter {
  const router = newRouter();
  const tokenOf = ({ req }: HubContext) => sessionTokenOf(req.headers, secureCookies);
  // Answers with tokens, keys or names are for the caller alone.
  router.use(async (ctx, next) => {
    ctx.set('Cache-Control', 'no-store');
    await next();
  });

  router.post(
    '/v1/session',
    open('whoever signs in is nobody yet'),
    aboutAccess.signIn,
    input('sign-in'),
    async (ctx) => {
      const from = { address: ctx.ip, token: tokenOf(ctx) };
      const { token, session } = await service.signIn(inputOf(ctx, 'sign-in'), from);
      ctx.append('Set-Cookie', sessionCookie(token, sessionLifetimeMs, secureCookies));
      ctx.body = session;
    },
  );

  router.get(
    '/v1/session',
    open('says only what the session of the cookie is, or that there is none'),
    aboutAccess.session,
    async (ctx) => {
      ctx.body = await service.session(tokenOf(ctx));
    },
  );

  router.delete(
    '/v1/session',
    open('ends only the session of the cookie, and asks for its token as every change does'),
    aboutAccess.signOut,
    async (ctx) => {
      if (ctx.state.csrfMissing) throw new CsrfTokenMissing({});
      await service.signOut(tokenOf(ctx));
      ctx.append('Set-Cookie', endedCookie(secureCookies));
      ctx.status = 204;
    },
  );

  router.put(
    '/v1/session/password',
    open('needs no role: operators change only their own password, with their session, its token and the password'),
    aboutAccess.changePassword,
    bySession,
    input('password-request'),
    async (ctx) => {
      const token = await service.changePassword(callerOf(ctx), inputOf(ctx, 'password-request'), { address: ctx.ip });
      ctx.append('Set-Cookie', sessionCookie(token, sessionLifetimeMs, secureCookies));
      ctx.status = 204;
    },
  );

  router.get('/v1/api-keys', may('keys.manage'), aboutAccess.listKeys, async (ctx) => {
    ctx.body = { data: await service.listApiKeys() };
  });

  router.post('/v1/api-keys', may('keys.manage'), aboutAccess.createKey, input('api-key-request'), async (ctx) => {
    ctx.body = await service.createApiKeyFor(callerOf(ctx), inputOf(ctx, 'api-key-request'));
    ctx.status = 201;
  });

  router.delete('/v1/api-keys/:id', may('keys.manage'), aboutAccess.revokeKey, async (ctx) => {
    await service.revokeApiKey(ctx.params['id'] ?? '');
    ctx.status = 204;
  });

  router.get('/v1/operators', may('operators.read'), aboutAccess.listOperators, async (ctx) => {
    ctx.body = { data: await service.listOperators() };
  });

  router.post(
    '/v1/operators',
    may(manageOperators),
    aboutAccess.createOperator,
    input('operator-request'),
    async (ctx) => {
      ctx.body = await service.createOperatorFor(callerOf(ctx), inputOf(ctx, 'operator-request'));
      ctx.status = 201;
    },
  );

  router.post('/v1/operators/:id/disable', may(manageOperators), aboutAccess.disable, async (ctx) => {
    await service.disableOperator(callerOf(ctx), ctx.params['id'] ?? '');
    ctx.status = 204;
  });

  router.post('/v1/operators/:id/enable', may(manageOperators), aboutAccess.enable, async (ctx) => {
    await service.enableOperator(callerOf(ctx), ctx.params['id'] ?? '');
    ctx.status = 204;
  });

  return router;
}
