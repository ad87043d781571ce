import { toAdminister } from '@pih/schemas';
import { input, inputOf, may, mayAlso, newRouter, type HubRouter } from '../../http/index.ts';
import { authorOf } from '../author.ts';
import type { Snapshot } from '../snapshot.ts';
import { aboutTransfer } from './descriptions.ts';
import { exported } from './export.ts';
import type { Imports } from './imports.ts';

/** Moving a whole configuration between installations. */
export function transferRoutes(imports: Imports, live: () => Snapshot): HubRouter {
  const router = newRouter();

  router.get('/v1/config-export', may('config.read'), aboutTransfer.export, (ctx) => {
    ctx.body = { documents: exported(live()) };
  });

  router.post(
    '/v1/config-import',
    may('config.read'),
    aboutTransfer.import,
    input('import-request'),
    mayAlso(
      { action: 'config.publish', when: 'unless it is a dry run' },
      (ctx) => inputOf(ctx, 'import-request').dryRun !== true,
    ),
    async (ctx) => {
      const { documents, note, dryRun = false, revisions } = inputOf(ctx, 'import-request');
      ctx.body = await imports.take(documents, {
        ...{ note, by: authorOf(ctx), dryRun, mayAdminister: await ctx.state.can(toAdminister) },
        ...(revisions && { revisions }),
      });
    },
  );

  return router;
}
