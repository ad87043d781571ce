import {
  CsrfTokenMissing,
  input,
  inputOf,
  may,
  newRouter,
  open,
  type HubContext,
  type HubRouter,
} from '../http/index.ts';
import { askingOf, bySession, callerOf, keepPrivate } from './as-operator.ts';
import { endedCookie, sessionCookie, sessionTokenOf } from './signing-in/cookie.ts';
import { aboutAccess } from './descriptions.ts';
import type { OwnAccount } from './account/own-account.ts';
import type { AccessService } from './service.ts';
import { sessionLifetimeMs } from './signing-in/sessions.ts';
import type { Entered, SigningIn } from './signing-in/signing-in.ts';

interface Services {
  access: AccessService;
  signingIn: SigningIn;
  account: OwnAccount;
}

/** Gives the browser its session. */
export function enterWith(ctx: HubContext, { token, session }: Entered, secureCookies: boolean): void {
  ctx.append('Set-Cookie', sessionCookie(token, sessionLifetimeMs, secureCookies));
  ctx.body = session;
}

/** The session of the browser, and the keys of systems. */
export function accessRoutes({ access, signingIn, account }: Services, secureCookies: boolean): HubRouter {
  const router = newRouter();
  const tokenOf = ({ req }: HubContext) => sessionTokenOf(req.headers, secureCookies);
  keepPrivate(router);

  router.post(
    '/v1/session',
    open('whoever signs in is nobody yet'),
    aboutAccess.signIn,
    input('sign-in'),
    async (ctx) => {
      const outcome = await signingIn.signIn(inputOf(ctx, 'sign-in'), askingOf(ctx, secureCookies));
      if ('session' in outcome) return enterWith(ctx, outcome, secureCookies);
      ctx.status = 202;
      ctx.body = outcome;
    },
  );

  router.post(
    '/v1/session/second-factor',
    open('whoever signs in is nobody yet'),
    aboutAccess.prove,
    input('second-factor-sign-in'),
    async (ctx) => {
      const proof = inputOf(ctx, 'second-factor-sign-in');
      enterWith(ctx, await signingIn.prove(proof, askingOf(ctx, secureCookies)), secureCookies);
    },
  );

  router.get(
    '/v1/session',
    open('says only what the session of the cookie is, or that there is none'),
    aboutAccess.session,
    async (ctx) => {
      ctx.body = await access.session(tokenOf(ctx));
    },
  );

  router.delete(
    '/v1/session',
    open('ends only the session of the cookie, and asks for its token as every change does'),
    aboutAccess.signOut,
    async (ctx) => {
      if (ctx.state.csrfMissing) throw new CsrfTokenMissing({});
      await access.signOut(tokenOf(ctx), ctx.state.caller);
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
      const request = inputOf(ctx, 'password-request');
      const token = await account.changePassword(callerOf(ctx), request, askingOf(ctx, secureCookies));
      ctx.append('Set-Cookie', sessionCookie(token, sessionLifetimeMs, secureCookies));
      ctx.status = 204;
    },
  );

  router.get('/v1/api-keys', may('keys.manage'), aboutAccess.listKeys, async (ctx) => {
    ctx.body = { data: await access.listApiKeys() };
  });

  router.post('/v1/api-keys', may('keys.manage'), aboutAccess.createKey, input('api-key-request'), async (ctx) => {
    ctx.body = await access.createApiKeyFor(callerOf(ctx), inputOf(ctx, 'api-key-request'));
    ctx.status = 201;
  });

  router.delete('/v1/api-keys/:id', may('keys.manage'), aboutAccess.revokeKey, async (ctx) => {
    await access.revokeApiKey(callerOf(ctx), ctx.params['id'] ?? '');
    ctx.status = 204;
  });

  return router;
}
