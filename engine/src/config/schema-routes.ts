import { bundleOf, isKind, kinds, type Kind } from '@pih/schemas';
import { may, newRouter, type HubRouter } from '../http/index.ts';
import { aboutKindSchema } from './descriptions.ts';
import { KindUnknown } from './problems.ts';

/** Schemas change with the engine only, so each is put together and written once. */
const written = new Map<Kind, string>();

function schemaOf(kind: Kind): string {
  const text = written.get(kind) ?? JSON.stringify(bundleOf(kind));
  written.set(kind, text);
  return text;
}

/** What a document of each kind may hold: forms and editors are made from it, so that a new field needs no front-end code. */
export function schemaRoutes(): HubRouter {
  const router = newRouter();
  router.get('/v1/config-schemas/:kind', may('config.read'), aboutKindSchema, (ctx) => {
    const { kind = '' } = ctx['params'] as { kind?: string };
    if (!isKind(kind)) throw new KindUnknown({ kind, known: kinds });
    ctx.type = 'json';
    ctx.body = schemaOf(kind);
  });
  return router;
}
