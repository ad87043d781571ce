import { isKind, kinds, type Kind } from '@pih/schemas';
import { input, inputOf, may, newRouter, query, queryOf, type HubContext, type HubRouter } from '../http/index.ts';
import { aboutDocuments, aboutSecrets } from './descriptions.ts';
import type { Author, Revision, StoredDocument } from './model.ts';
import { KindUnknown, RevisionNotFound, SecretInEnvironment, SecretNameInvalid } from './problems.ts';
import type { Secrets } from './secrets.ts';
import type { Documents } from './service.ts';

const authorOf = (ctx: HubContext): Author => {
  const { caller } = ctx.state;
  return caller ? { type: caller.type, id: caller.id, name: caller.name } : { type: 'system' };
};

function addressOf(ctx: HubContext): { kind: Kind; id: string } {
  const { kind = '', id = '' } = ctx['params'] as { kind?: string; id?: string };
  if (!isKind(kind)) throw new KindUnknown({ kind, known: kinds });
  return { kind, id };
}

/** A draft may be anything yet, its title too. */
function titleOf({ id, published, draft }: StoredDocument): string {
  const { title } = (draft?.document ?? published?.document ?? {}) as { title?: unknown };
  return typeof title === 'string' ? title : id;
}

const listed = (stored: StoredDocument) => ({
  kind: stored.kind,
  id: stored.id,
  title: titleOf(stored),
  revision: stored.published?.revision ?? null,
  publishedAt: stored.published?.at ?? null,
  publishedBy: stored.published?.by ?? null,
  draftVersion: stored.draft?.version ?? null,
});

const withoutDocument = ({ revision, note, at, by }: Omit<Revision, 'document'>) => ({ revision, note, at, by });

/** Reading, editing and publishing documents. */
export function configRoutes(documents: Documents): HubRouter {
  const router = newRouter();

  router.get('/v1/config/:kind', may('config.read'), aboutDocuments.list, async (ctx) => {
    ctx.body = { data: (await documents.list(addressOf(ctx).kind)).map(listed) };
  });

  router.get('/v1/config/:kind/:id', may('config.read'), aboutDocuments.read, async (ctx) => {
    const { kind, id } = addressOf(ctx);
    const { published, draft } = await documents.read(kind, id);
    ctx.body = {
      kind,
      id,
      published: published && { ...withoutDocument(published), document: published.document },
      draft,
    };
  });

  router.put(
    '/v1/config/:kind/:id/draft',
    may('config.edit'),
    aboutDocuments.saveDraft,
    input('draft-request'),
    async (ctx) => {
      const { kind, id } = addressOf(ctx);
      const { document, version } = inputOf(ctx, 'draft-request');
      const draft = await documents.saveDraft(kind, id, document, version, authorOf(ctx));
      ctx.body = { version: draft.version };
    },
  );

  // The version stands in the query: a body would be unusual for DELETE.
  const discard = [may('config.edit'), aboutDocuments.discardDraft, query('draft-query')] as const;
  router.delete('/v1/config/:kind/:id/draft', ...discard, async (ctx) => {
    const { kind, id } = addressOf(ctx);
    await documents.discardDraft(kind, id, queryOf(ctx, 'draft-query').version);
    ctx.status = 204;
  });

  router.post(
    '/v1/config/:kind/:id/validate',
    may('config.read'),
    aboutDocuments.check,
    input('draft-request'),
    async (ctx) => {
      const { kind, id } = addressOf(ctx);
      ctx.body = { errors: await documents.check(kind, id, inputOf(ctx, 'draft-request').document) };
    },
  );

  router.post(
    '/v1/config/:kind/:id/publish',
    may('config.publish'),
    aboutDocuments.publish,
    input('publish-request'),
    async (ctx) => {
      const { kind, id } = addressOf(ctx);
      const { version, note } = inputOf(ctx, 'publish-request');
      ctx.body = withoutDocument(await documents.publish(kind, id, version, note, authorOf(ctx)));
    },
  );

  router.post(
    '/v1/config/:kind/:id/rollback',
    may('config.publish'),
    aboutDocuments.rollBack,
    input('rollback-request'),
    async (ctx) => {
      const { kind, id } = addressOf(ctx);
      const { revision, note } = inputOf(ctx, 'rollback-request');
      ctx.body = withoutDocument(await documents.rollback(kind, id, revision, note, authorOf(ctx)));
    },
  );

  router.get('/v1/config/:kind/:id/revisions', may('config.read'), aboutDocuments.revisions, async (ctx) => {
    const { kind, id } = addressOf(ctx);
    ctx.body = { data: (await documents.revisions(kind, id)).map(withoutDocument) };
  });

  router.get('/v1/config/:kind/:id/revisions/:revision', may('config.read'), aboutDocuments.revision, async (ctx) => {
    const { kind, id } = addressOf(ctx);
    const text = String((ctx['params'] as { revision?: string }).revision);
    const revision = /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0;
    if (!revision) throw new RevisionNotFound({ kind, id, revision });
    const found = await documents.revision(kind, id, revision);
    ctx.body = { ...withoutDocument(found), document: found.document };
  });

  return router;
}

/** Listing and writing secrets; nothing here ever answers a value. */
export function secretRoutes(secrets: Secrets, named: () => Iterable<string>): HubRouter {
  const router = newRouter();

  router.get('/v1/secrets', may('config.read'), aboutSecrets.list, async (ctx) => {
    ctx.body = { data: await secrets.list(named()) };
  });

  router.put('/v1/secrets/:name', may('secrets.write'), aboutSecrets.write, input('secret-request'), async (ctx) => {
    const { name = '' } = ctx['params'] as { name?: string };
    if (!/^[A-Z][A-Z0-9_]{0,79}$/.test(name)) throw new SecretNameInvalid({ name });
    if (secrets.isFixed(name)) throw new SecretInEnvironment({ name });
    await secrets.write(name, inputOf(ctx, 'secret-request').value, authorOf(ctx));
    ctx.status = 204;
  });

  return router;
}
