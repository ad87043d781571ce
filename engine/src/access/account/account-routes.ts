import { input, inputOf, newRouter, open, type HubRouter } from '../../http/index.ts';
import { aboutAccount } from './account-descriptions.ts';
import { askingOf, bySession, callerOf, keepPrivate } from '../as-operator.ts';
import type { OwnAccount } from './own-account.ts';
import type { People } from '../people/people.ts';

const own = open('needs no role: operators see and change only their own account, with their session and its token');

/** What operators do with their own account. */
export function accountRoutes(account: OwnAccount, people: People, secureCookies: boolean): HubRouter {
  const router = newRouter();
  keepPrivate(router);

  router.get('/v1/account', own, aboutAccount.read, bySession, async (ctx) => {
    ctx.body = await account.read(callerOf(ctx));
  });

  router.patch('/v1/account', own, aboutAccount.change, bySession, input('account-change'), async (ctx) => {
    const caller = callerOf(ctx);
    await account.rename(caller, inputOf(ctx, 'account-change').name);
    ctx.body = await account.read(caller);
  });

  router.get('/v1/account/sessions', own, aboutAccount.sessions, bySession, async (ctx) => {
    ctx.body = { data: await account.sessions(callerOf(ctx), askingOf(ctx, secureCookies).token) };
  });

  router.delete('/v1/account/sessions', own, aboutAccount.endOtherSessions, bySession, async (ctx) => {
    await account.endOtherSessions(callerOf(ctx), askingOf(ctx, secureCookies).token ?? '');
    ctx.status = 204;
  });

  router.delete('/v1/account/sessions/:session', own, aboutAccount.endSession, bySession, async (ctx) => {
    await account.endSession(callerOf(ctx), ctx.params['session'] ?? '');
    ctx.status = 204;
  });

  router.get('/v1/account/sign-ins', own, aboutAccount.signIns, bySession, async (ctx) => {
    ctx.body = { data: await people.signInsOf(callerOf(ctx).id) };
  });

  router.post(
    '/v1/account/second-factor',
    own,
    aboutAccount.offerFactor,
    bySession,
    input('password-proof'),
    async (ctx) => {
      const { password } = inputOf(ctx, 'password-proof');
      ctx.body = await account.offerFactor(callerOf(ctx), password, askingOf(ctx, secureCookies));
    },
  );

  router.post(
    '/v1/account/second-factor/confirm',
    own,
    aboutAccount.confirmFactor,
    bySession,
    input('second-factor-code'),
    async (ctx) => {
      const { code } = inputOf(ctx, 'second-factor-code');
      const token = askingOf(ctx, secureCookies).token ?? '';
      ctx.body = { codes: await account.confirmFactor(callerOf(ctx), code, token) };
    },
  );

  router.post(
    '/v1/account/second-factor/recovery-codes',
    own,
    aboutAccount.renewRecoveryCodes,
    bySession,
    input('password-proof'),
    async (ctx) => {
      const { password } = inputOf(ctx, 'password-proof');
      const from = askingOf(ctx, secureCookies);
      ctx.body = { codes: await account.renewRecoveryCodes(callerOf(ctx), password, from) };
    },
  );

  router.post(
    '/v1/account/second-factor/remove',
    own,
    aboutAccount.removeFactor,
    bySession,
    input('password-proof'),
    async (ctx) => {
      const { password } = inputOf(ctx, 'password-proof');
      await account.removeFactor(callerOf(ctx), password, askingOf(ctx, secureCookies));
      ctx.status = 204;
    },
  );

  return router;
}
