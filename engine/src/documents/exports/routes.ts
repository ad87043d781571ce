import { InvalidInput } from '@pih/schemas';
import { described, Forbidden, input, inputOf, may, newRouter, NotSignedIn, type HubRouter } from '../../http/index.ts';
import { TooManyJobs } from '../../jobs/index.ts';
import type { Exports } from './exports.ts';

const about = described({
  chapter: 'Jobs',
  name: 'startExport',
  summary: 'Export a list of payments as CSV or XLSX',
  more:
    'The file is written in the background and kept for seven days. It shows the payments that your roles let you export, ' +
    'with what they mask in part only.',
  success: { status: 202, body: 'job' },
  problems: [InvalidInput, TooManyJobs, Forbidden],
});

export function exportRoutes(exports: Exports): HubRouter {
  const router = newRouter();
  router.post('/v1/exports', may('payments.export'), about, input('export-request'), async (ctx) => {
    const { caller } = ctx.state;
    if (!caller) throw new NotSignedIn({});
    const { type, id, name } = caller;
    ctx.body = await exports.begin(inputOf(ctx, 'export-request'), { type, id, name });
    ctx.status = 202;
  });
  return router;
}
