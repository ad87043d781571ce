import { input, inputOf, may, newRouter, open, type HubRouter } from '../../http/index.ts';
import { askingOf, callerOf, keepPrivate } from '../as-operator.ts';
import type { Inviting } from './inviting.ts';
import { manageOperators } from '../roles/keepers.ts';
import { aboutLinks } from './link-descriptions.ts';
import type { PasswordRequests } from '../signing-in/rate-limit.ts';
import type { Resetting } from './resetting.ts';
import { enterWith } from '../routes.ts';
import type { SigningIn } from '../signing-in/signing-in.ts';

interface Services {
  inviting: Inviting;
  resetting: Resetting;
  signingIn: SigningIn;
  passwordRequests: PasswordRequests;
}

const byLink = open('whoever has the link of the mail is the one it was sent to');

/** Invitations and forgotten passwords: what people without a password do by the link of a mail. */
export function linkRoutes(services: Services, secureCookies: boolean): HubRouter {
  const { inviting, resetting, signingIn, passwordRequests } = services;
  const router = newRouter();
  keepPrivate(router);

  router.get('/v1/invitations', may('operators.read'), aboutLinks.listInvitations, async (ctx) => {
    ctx.body = { data: await inviting.list() };
  });

  router.post('/v1/invitations', may(manageOperators), aboutLinks.invite, input('invitation-request'), async (ctx) => {
    ctx.body = await inviting.invite(callerOf(ctx), inputOf(ctx, 'invitation-request'));
    ctx.status = 201;
  });

  router.post('/v1/invitations/:id/renew', may(manageOperators), aboutLinks.renew, async (ctx) => {
    ctx.body = await inviting.renew(callerOf(ctx), ctx.params['id'] ?? '');
  });

  router.delete('/v1/invitations/:id', may(manageOperators), aboutLinks.withdraw, async (ctx) => {
    await inviting.withdraw(callerOf(ctx), ctx.params['id'] ?? '');
    ctx.status = 204;
  });

  router.post('/v1/invitations/look-up', byLink, aboutLinks.lookUp, input('token-request'), async (ctx) => {
    await passwordRequests.attempt(ctx.ip);
    ctx.body = await inviting.look(inputOf(ctx, 'token-request').token);
  });

  router.post('/v1/invitations/accept', byLink, aboutLinks.accept, input('invitation-acceptance'), async (ctx) => {
    await passwordRequests.attempt(ctx.ip);
    const operator = await inviting.accept(inputOf(ctx, 'invitation-acceptance'));
    enterWith(ctx, await signingIn.enter(operator, 'invited', askingOf(ctx, secureCookies)), secureCookies);
    ctx.status = 201;
  });

  router.post(
    '/v1/password-resets',
    open('whoever has forgotten the password is nobody; the answer is the same for everybody'),
    aboutLinks.forgotten,
    input('password-reset-request'),
    async (ctx) => {
      await passwordRequests.attempt(ctx.ip);
      const { email, language = 'en' } = inputOf(ctx, 'password-reset-request');
      resetting.forgotten(email, language);
      ctx.status = 204;
    },
  );

  router.post('/v1/password-resets/look-up', byLink, aboutLinks.lookUpReset, input('token-request'), async (ctx) => {
    await passwordRequests.attempt(ctx.ip);
    ctx.body = await resetting.look(inputOf(ctx, 'token-request').token);
  });

  router.post('/v1/password-resets/complete', byLink, aboutLinks.reset, input('password-reset'), async (ctx) => {
    await passwordRequests.attempt(ctx.ip);
    const { token, password } = inputOf(ctx, 'password-reset');
    await resetting.complete(token, password, askingOf(ctx, secureCookies));
    ctx.status = 204;
  });

  return router;
}
