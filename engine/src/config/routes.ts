import { InvalidInput, isKind, kinds, type Kind } from '@pih/schemas';
import { input, inputOf, may, newRouter, type HubContext, type HubRouter } from '../http/index.ts';
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

const listed = ({ kind, id, published, draft }: StoredDocument) => ({
  kind,
  id,
  title: ((draft?.document ?? published?.document) as { title?: string } | undefined)?.title ?? id,
  revision: published?.revision ?? null,
  publishedAt: published?.at ?? null,
  publishedBy: published?.by ?? null,
  draftVersion: draft?.version ?? null,
});

const withoutDocument = ({ revision, note, at, by }: Omit<Revision, 'document'>) => ({ revision, note, at, by });

/** Which version of a draft is meant, from the query; a body would be unusual for DELETE. @throws InvalidInput */
function versionOf(ctx: HubContext): number {
  const text = String(ctx.query['version'] ?? '');
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const error = {
    path: '/version',
    rule: 'required',
    message: 'must be the version of the draft that you saw',
    value: text,
  };
  throw new InvalidInput({ what: 'The draft cannot be thrown away', errors: [error] });
}

/** Reading, editing and publishing documents. */
export function configRoutes(documents: Documents): HubRouter {
  const router = newRouter();

  router.get('/v1/config/:kind', may('config.read'), async (ctx) => {
    ctx.body = { data: (await documents.list(addressOf(ctx).kind)).map(listed) };
  });

  router.get('/v1/config/:kind/:id', may('config.read'), async (ctx) => {
    const { kind, id } = addressOf(ctx);
    const { published, draft } = await documents.read(kind, id);
    ctx.body = {
      kind,
      id,
      published: published && { ...withoutDocument(published), document: published.document },
      draft,
    };
  });

  router.put('/v1/config/:kind/:id/draft', may('config.edit'), input('draft-request'), async (ctx) => {
    const { kind, id } = addressOf(ctx);
    const { document, version } = inputOf(ctx, 'draft-request');
    const draft = await documents.saveDraft(kind, id, document, version, authorOf(ctx));
    ctx.body = { version: draft.version };
  });

  router.delete('/v1/config/:kind/:id/draft', may('config.edit'), async (ctx) => {
    const { kind, id } = addressOf(ctx);
    await documents.discardDraft(kind, id, versionOf(ctx));
    ctx.status = 204;
  });

  router.post('/v1/config/:kind/:id/validate', may('config.read'), input('draft-request'), async (ctx) => {
    const { kind, id } = addressOf(ctx);
    ctx.body = { errors: await documents.check(kind, id, inputOf(ctx, 'draft-request').document) };
  });

  router.post('/v1/config/:kind/:id/publish', may('config.publish'), input('publish-request'), async (ctx) => {
    const { kind, id } = addressOf(ctx);
    const { version, note } = inputOf(ctx, 'publish-request');
    ctx.body = withoutDocument(await documents.publish(kind, id, version, note, authorOf(ctx)));
  });

  router.post('/v1/config/:kind/:id/rollback', may('config.publish'), input('rollback-request'), async (ctx) => {
    const { kind, id } = addressOf(ctx);
    const { revision, note } = inputOf(ctx, 'rollback-request');
    ctx.body = withoutDocument(await documents.rollback(kind, id, revision, note, authorOf(ctx)));
  });

  router.get('/v1/config/:kind/:id/revisions', may('config.read'), async (ctx) => {
    const { kind, id } = addressOf(ctx);
    ctx.body = { data: (await documents.revisions(kind, id)).map(withoutDocument) };
  });

  router.get('/v1/config/:kind/:id/revisions/:revision', may('config.read'), async (ctx) => {
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

  router.get('/v1/secrets', may('config.read'), async (ctx) => {
    ctx.body = { data: await secrets.list(named()) };
  });

  router.put('/v1/secrets/:name', may('secrets.write'), input('secret-request'), async (ctx) => {
    const { name = '' } = ctx['params'] as { name?: string };
    if (!/^[A-Z][A-Z0-9_]{0,79}$/.test(name)) throw new SecretNameInvalid({ name });
    if (secrets.isFixed(name)) throw new SecretInEnvironment({ name });
    await secrets.write(name, inputOf(ctx, 'secret-request').value, authorOf(ctx));
    ctx.status = 204;
  });

  return router;
}
