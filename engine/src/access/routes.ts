import { CsrfTokenMissing, input, inputOf, may, newRouter, NotSignedIn, open, type HubRouter } from '../http/index.ts';
import { endedCookie, sessionCookie, sessionTokenOf } from './cookie.ts';
import type { AccessService } from './service.ts';
import { sessionLifetimeMs } from './sessions.ts';

export function accessRoutes(service: AccessService, secureCookies: boolean): HubRouter {
  const router = newRouter();
  // Answers with tokens, keys or names are for the caller alone.
  router.use(async (ctx, next) => {
    ctx.set('Cache-Control', 'no-store');
    await next();
  });

  router.post('/v1/session', open('whoever signs in is nobody yet'), input('sign-in'), async (ctx) => {
    const from = { address: ctx.ip, token: sessionTokenOf(ctx.req.headers) };
    const { token, session } = await service.signIn(inputOf(ctx, 'sign-in'), from);
    ctx.append('Set-Cookie', sessionCookie(token, sessionLifetimeMs, secureCookies));
    ctx.body = session;
  });

  router.get('/v1/session', open('says only what the session of the cookie is, or that there is none'), async (ctx) => {
    ctx.body = await service.session(sessionTokenOf(ctx.req.headers));
  });

  router.delete(
    '/v1/session',
    open('ends only the session of the cookie, and asks for its token as every change does'),
    async (ctx) => {
      if (ctx.state.csrfMissing) throw new CsrfTokenMissing({});
      await service.signOut(sessionTokenOf(ctx.req.headers));
      ctx.append('Set-Cookie', endedCookie(secureCookies));
      ctx.status = 204;
    },
  );

  router.get('/v1/api-keys', may('keys.manage'), async (ctx) => {
    ctx.body = { data: await service.listApiKeys() };
  });

  router.post('/v1/api-keys', may('keys.manage'), input('api-key-request'), async (ctx) => {
    if (!ctx.state.caller) throw new NotSignedIn({});
    ctx.body = await service.createApiKeyFor(ctx.state.caller, inputOf(ctx, 'api-key-request'));
    ctx.status = 201;
  });

  router.delete('/v1/api-keys/:id', may('keys.manage'), async (ctx) => {
    await service.revokeApiKey(ctx.params['id'] ?? '');
    ctx.status = 204;
  });

  router.get('/v1/operators', may('operators.read'), async (ctx) => {
    ctx.body = { data: await service.listOperators() };
  });

  return router;
}
