import { type HubRouter, input, inputOf, may, newRouter, query, queryOf, whileAsked } from '../http/index.ts';
import { addressOf } from './address.ts';
import { mayAdminister } from './administering.ts';
import { authorOf } from './author.ts';
import { aboutDocuments, aboutSecrets } from './descriptions.ts';
import { titleOf } from './desk.ts';
import type { ReleaseState, Revision, StoredDocument } from './model.ts';
import { RevisionNotFound, SecretInEnvironment, SecretNameInvalid } from './problems.ts';
import type { Secrets } from './secrets.ts';
import type { Documents } from './service.ts';
import { eventView, publicationView, releaseView } from './views.ts';

const listed = (stored: StoredDocument) => {
  const { kind, id, published, draft, canary, releases, archived } = stored;
  const inState = (...states: ReleaseState[]) => releases.filter(({ state }) => states.includes(state)).length;
  return {
    kind,
    id,
    title: titleOf(draft?.document ?? published?.document, id),
    revision: published?.revision ?? null,
    publishedAt: published?.at ?? null,
    publishedBy: published?.by ?? null,
    draftVersion: draft?.version ?? null,
    draftBy: draft?.by ?? null,
    draftAt: draft?.at ?? null,
    canary: canary && { percent: canary.percent },
    scheduled: inState('scheduled', 'live'),
    awaitingApproval: inState('awaiting_approval'),
    archived: archived !== null,
  };
};

const withoutDocument = ({ revision, note, at, by, how, release }: Omit<Revision, 'document'>) => ({
  revision,
  note,
  at,
  by,
  how,
  ...(release !== undefined && { release }),
});

/** Reading, editing and publishing documents. */
export function configRoutes(documents: Documents): HubRouter {
  const router = newRouter();

  const list = [may('config.read'), aboutDocuments.list, query('document-query')] as const;
  router.get('/v1/config/:kind', ...list, async (ctx) => {
    const all = await documents.list(addressOf(ctx).kind);
    const withArchived = queryOf(ctx, 'document-query').archived === 'true';
    ctx.body = { data: all.filter(({ archived }) => withArchived || !archived).map(listed) };
  });

  router.get('/v1/config/:kind/:id', may('config.read'), aboutDocuments.read, async (ctx) => {
    const { kind, id } = addressOf(ctx);
    const { published, draft, releases, archived } = await documents.read(kind, id);
    ctx.body = {
      kind,
      id,
      published: published && { ...withoutDocument(published), document: published.document },
      draft,
      releases: releases.map((release) => releaseView({ kind, id, release })),
      archived,
    };
  });

  router.put(
    '/v1/config/:kind/:id/draft',
    may('config.edit'),
    mayAdminister(),
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
  const discard = [may('config.edit'), mayAdminister(), aboutDocuments.discardDraft, query('draft-query')] as const;
  router.delete('/v1/config/:kind/:id/draft', ...discard, async (ctx) => {
    const { kind, id } = addressOf(ctx);
    await documents.discardDraft(kind, id, queryOf(ctx, 'draft-query').version, authorOf(ctx));
    ctx.status = 204;
  });

  router.post(
    '/v1/config/:kind/:id/validate',
    may('config.read'),
    aboutDocuments.check,
    input('draft-request'),
    async (ctx) => {
      const { kind, id } = addressOf(ctx);
      ctx.body = await documents.examine(kind, id, inputOf(ctx, 'draft-request').document, whileAsked(ctx));
    },
  );

  router.post(
    '/v1/config/:kind/:id/publish',
    may('config.publish'),
    mayAdminister(),
    aboutDocuments.publish,
    input('publish-request'),
    async (ctx) => {
      const { kind, id } = addressOf(ctx);
      const { version, note, ...going } = inputOf(ctx, 'publish-request');
      ctx.body = publicationView(kind, id, await documents.publish(kind, id, version, note, authorOf(ctx), going));
    },
  );

  router.post(
    '/v1/config/:kind/:id/rollback',
    may('config.publish'),
    mayAdminister(),
    aboutDocuments.rollBack,
    input('rollback-request'),
    async (ctx) => {
      const { kind, id } = addressOf(ctx);
      const { revision, note } = inputOf(ctx, 'rollback-request');
      ctx.body = publicationView(kind, id, await documents.rollback(kind, id, revision, note, authorOf(ctx)));
    },
  );

  for (const verb of ['archive', 'restore'] as const)
    router.post(
      `/v1/config/:kind/:id/${verb}`,
      may('config.publish'),
      mayAdminister(),
      aboutDocuments[verb],
      input('archive-request'),
      async (ctx) => {
        const { kind, id } = addressOf(ctx);
        const { note } = inputOf(ctx, 'archive-request');
        ctx.body = publicationView(kind, id, await documents[verb](kind, id, note, authorOf(ctx)));
      },
    );

  router.post(
    '/v1/config/:kind/:id/needs',
    may('config.read'),
    aboutDocuments.needs,
    input('needs-request'),
    async (ctx) => {
      const { kind, id } = addressOf(ctx);
      const { how, revision } = inputOf(ctx, 'needs-request');
      ctx.body = await documents.needs(kind, id, how, authorOf(ctx), revision);
    },
  );

  router.get('/v1/config/:kind/:id/history', may('config.read'), aboutDocuments.history, async (ctx) => {
    const { kind, id } = addressOf(ctx);
    ctx.body = { data: (await documents.history(kind, id)).map(eventView) };
  });

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
