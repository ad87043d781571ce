import { input, inputOf, may, newRouter, type HubRouter } from '../../http/index.ts';
import { askingOf, callerOf, keepPrivate } from '../as-operator.ts';
import { manageOperators } from '../roles/keepers.ts';
import type { Matrix } from '../scopes/matrix.ts';
import type { People } from './people.ts';
import { aboutPeople } from './people-descriptions.ts';
import type { Resetting } from './resetting.ts';

const readOperators = 'operators.read';

interface Services {
  people: People;
  resetting: Resetting;
  matrix: Matrix;
}

/** Operators as others see and change them, and who may do what. */
export function peopleRoutes({ people, resetting, matrix }: Services, secureCookies: boolean): HubRouter {
  const router = newRouter();
  keepPrivate(router);

  router.get('/v1/operators', may(readOperators), aboutPeople.list, async (ctx) => {
    ctx.body = { data: await people.list() };
  });

  router.post('/v1/operators', may(manageOperators), aboutPeople.create, input('operator-request'), async (ctx) => {
    ctx.body = await people.create(callerOf(ctx), inputOf(ctx, 'operator-request'));
    ctx.status = 201;
  });

  router.get('/v1/operators/:id', may(readOperators), aboutPeople.read, async (ctx) => {
    ctx.body = await people.read(ctx.params['id'] ?? '');
  });

  router.patch('/v1/operators/:id', may(manageOperators), aboutPeople.change, input('operator-change'), async (ctx) => {
    ctx.body = await people.change(callerOf(ctx), ctx.params['id'] ?? '', inputOf(ctx, 'operator-change'));
  });

  const verbs = {
    disable: [aboutPeople.disable, people.disable],
    enable: [aboutPeople.enable, people.enable],
    unlock: [aboutPeople.unlock, people.unlock],
    'password-reset': [aboutPeople.resetPassword, resetting.ask],
    'remove-second-factor': [aboutPeople.removeFactor, people.removeFactor],
  } as const;
  for (const [verb, [about, act]] of Object.entries(verbs))
    router.post(`/v1/operators/:id/${verb}`, may(manageOperators), about, async (ctx) => {
      await act(callerOf(ctx), ctx.params['id'] ?? '');
      ctx.status = 204;
    });

  router.get('/v1/operators/:id/sessions', may(readOperators), aboutPeople.sessions, async (ctx) => {
    const { token } = askingOf(ctx, secureCookies);
    ctx.body = { data: await people.sessionsOf(ctx.params['id'] ?? '', token) };
  });

  router.delete('/v1/operators/:id/sessions', may(manageOperators), aboutPeople.endSessions, async (ctx) => {
    await people.endSessions(callerOf(ctx), ctx.params['id'] ?? '');
    ctx.status = 204;
  });

  router.delete('/v1/operators/:id/sessions/:session', may(manageOperators), aboutPeople.endSession, async (ctx) => {
    await people.endSessions(callerOf(ctx), ctx.params['id'] ?? '', ctx.params['session'] ?? '');
    ctx.status = 204;
  });

  router.get('/v1/operators/:id/sign-ins', may(readOperators), aboutPeople.signIns, async (ctx) => {
    ctx.body = { data: await people.signInsOf(ctx.params['id'] ?? '') };
  });

  router.get('/v1/operators/:id/permissions', may(readOperators), aboutPeople.permissions, async (ctx) => {
    ctx.body = await matrix.of(ctx.params['id'] ?? '');
  });

  router.get('/v1/permissions', may(readOperators), aboutPeople.matrix, async (ctx) => {
    ctx.body = await matrix.all();
  });

  return router;
}
