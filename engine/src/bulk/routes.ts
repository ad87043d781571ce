import {
  input,
  inputOf,
  may,
  mayAlso,
  mustAlso,
  newRouter,
  NotSignedIn,
  whileAsked,
  type HubContext,
  type HubRouter,
} from '../http/index.ts';
import { actions } from './actions/index.ts';
import { aboutBulk } from './descriptions.ts';
import type { StoredPreview } from './model.ts';
import type { Bulk } from './service.ts';

/** @throws NotSignedIn */
function callerOf({ state: { caller } }: HubContext): StoredPreview['by'] {
  if (!caller) throw new NotSignedIn({});
  return { type: caller.type, id: caller.id, name: caller.name };
}

/** One action for many payments. Each needs the permission of the single one. */
export function bulkRoutes(bulk: Bulk): HubRouter {
  const router = newRouter();
  const mayLook = may('payments.read');
  const mayDo = Object.entries(actions).map(([name, { permission }]) =>
    mayAlso({ action: permission, when: `for the action "${name}"` }, (ctx) => {
      return inputOf(ctx, 'bulk-preview-request').action === name;
    }),
  );

  router.post('/v1/bulk/preview', mayLook, aboutBulk.preview, input('bulk-preview-request'), ...mayDo, async (ctx) => {
    const request = inputOf(ctx, 'bulk-preview-request');
    ctx.body = await bulk.preview(ctx.state.viewer, callerOf(ctx), request, whileAsked(ctx));
  });

  router.post('/v1/bulk', mayLook, aboutBulk.start, input('bulk-request'), async (ctx) => {
    const looked = await bulk.looked(inputOf(ctx, 'bulk-request').preview, callerOf(ctx));
    await mustAlso(ctx, actions[looked.action].permission);
    ctx.body = await bulk.start(looked);
    ctx.status = 202;
  });

  return router;
}
