import Router from '@koa/router';
import { readText } from '../request-body.ts';
import type { Director } from './director.ts';
import { ScenarioRefused } from './scenario.ts';

/** The switch: GET shows what plays and how often each rule was followed, PUT plays a scenario, DELETE ends it. */
export function scenarioRoutes(director: Director): Router {
  const router = new Router();
  router.get('/scenario', (ctx) => {
    ctx.body = { scenario: director.scenario ?? null, played: director.played };
  });
  router.put('/scenario', async (ctx) => {
    try {
      director.play(JSON.parse(await readText(ctx.req)));
      ctx.status = 204;
    } catch (error) {
      if (!(error instanceof ScenarioRefused) && !(error instanceof SyntaxError)) throw error;
      ctx.status = 422;
      ctx.body = {
        title: 'This is no scenario',
        detail: error.message,
        ...(error instanceof ScenarioRefused && { errors: error.errors }),
      };
    }
  });
  router.delete('/scenario', (ctx) => {
    director.play(undefined);
    ctx.status = 204;
  });
  return router;
}
