import { Readable } from 'node:stream';
import { may, newRouter, query, queryOf, type HubContext, type HubRouter } from '../http/index.ts';
import { aboutJobs } from './descriptions.ts';
import type { Jobs } from './service.ts';
import type { Wish } from './store.ts';

const idOf = (ctx: HubContext): string => String((ctx['params'] as { id?: string }).id ?? '');

const wishes: readonly Wish[] = ['pause', 'resume', 'cancel', 'retry-failed'];

/** What people do with jobs that they have started themselves; others' are not shown. */
export function jobRoutes(jobs: Jobs): HubRouter {
  const router = newRouter();
  // A job is about payments; each thing that it does asks for its own permission.
  const mayLook = may('payments.read');

  router.get('/v1/jobs', mayLook, aboutJobs.list, query('job-query'), async (ctx) => {
    ctx.body = await jobs.list(ctx.state.viewer, queryOf(ctx, 'job-query'));
  });

  router.get('/v1/jobs/:id', mayLook, aboutJobs.read, async (ctx) => {
    ctx.body = await jobs.read(idOf(ctx), ctx.state.viewer);
  });

  router.get('/v1/jobs/:id/items', mayLook, aboutJobs.items, query('job-item-query'), async (ctx) => {
    ctx.body = await jobs.items(idOf(ctx), ctx.state.viewer, queryOf(ctx, 'job-item-query'));
  });

  router.get('/v1/jobs/:id/file', mayLook, aboutJobs.file, query('job-file-query'), async (ctx) => {
    const language =
      queryOf(ctx, 'job-file-query').language ?? (ctx.acceptsLanguages('en', 'it') === 'it' ? 'it' : 'en');
    const { name, type, size, bytes } = await jobs.file(idOf(ctx), ctx.state.viewer, language);
    ctx.attachment(name);
    ctx.type = type;
    if (size !== undefined) ctx.length = size;
    ctx.body = Readable.from(bytes, { objectMode: false });
  });

  for (const wish of wishes)
    router.post(`/v1/jobs/:id/${wish}`, mayLook, aboutJobs[wish], async (ctx) => {
      ctx.body = await jobs.wish(idOf(ctx), wish, ctx.state.viewer);
    });

  return router;
}
