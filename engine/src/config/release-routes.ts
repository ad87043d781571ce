import type { Kind, ReleaseDocument } from '@pih/schemas';
import { input, inputOf, may, newRouter, query, queryOf, type HubContext, type HubRouter } from '../http/index.ts';
import { addressOf } from './address.ts';
import { mayAdminister } from './administering.ts';
import { authorOf } from './author.ts';
import type { Guard } from './model.ts';
import { aboutReleases } from './descriptions.ts';
import { publicationView, releaseView } from './views.ts';
import type { Documents } from './service.ts';

/** How a canary and the payments beside it do. */
export type FiguresOf = (
  kind: Kind,
  canary: { release: string; guard?: Guard | undefined },
) => Promise<NonNullable<ReleaseDocument['figures']> | undefined>;

/** What may be said to a release, and who may say it. */
const answers = {
  approve: 'config.approve',
  refuse: 'config.approve',
  withdraw: 'config.publish',
  promote: 'config.publish',
} as const;

const releaseOf = (ctx: HubContext): string => String((ctx['params'] as { release?: string }).release);

/** Figures count all payments: whoever may read some of them would learn how many others there are. */
const readsAll = async ({ state }: HubContext): Promise<boolean> =>
  (await state.viewer.scope('payments.read')).reach === 'all';

/** Following up what does not happen at once: schedules, canaries, and what waits for a second person. */
export function releaseRoutes(documents: Documents, figuresOf?: FiguresOf): HubRouter {
  const router = newRouter();

  const list = [may('config.read'), aboutReleases.list, query('release-query')] as const;
  router.get('/v1/config-releases', ...list, async (ctx) => {
    const { state = 'open' } = queryOf(ctx, 'release-query');
    ctx.body = { data: (await documents.releases(state)).map(releaseView) };
  });

  router.get('/v1/config/:kind/:id/releases/:release', may('config.read'), aboutReleases.read, async (ctx) => {
    const { kind, id } = addressOf(ctx);
    const { release, document } = await documents.release(kind, id, releaseOf(ctx));
    const figures =
      release.how === 'canary' && release.revision && (await readsAll(ctx))
        ? await figuresOf?.(kind, { release: release.id, guard: release.guard })
        : undefined;
    ctx.body = { ...releaseView({ kind, id, release }), document, ...(figures && { figures }) };
  });

  for (const verb of ['approve', 'refuse', 'withdraw', 'promote'] as const)
    router.post(
      `/v1/config/:kind/:id/releases/:release/${verb}`,
      may(answers[verb]),
      mayAdminister(),
      aboutReleases[verb],
      input('release-answer'),
      async (ctx) => {
        const { kind, id } = addressOf(ctx);
        const { note } = inputOf(ctx, 'release-answer');
        const answer = { kind, id, release: releaseOf(ctx), by: authorOf(ctx), note };
        ctx.body = publicationView(kind, id, await documents[verb](answer));
      },
    );

  return router;
}
