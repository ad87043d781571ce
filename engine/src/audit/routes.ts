import type { AuditEntry as AuditEntryView, AuditExportQuery, AuditQuery, AuditVerifyQuery } from '@pih/schemas';
import { newId } from '@pih/schemas';
import type { Clock } from '../clock.ts';
import { may, newRouter, query, queryOf, type HubContext, type HubRouter } from '../http/index.ts';
import type { PaymentDependencies } from '../payments/index.ts';
import type { Head } from './chain.ts';
import { csvOf } from './csv.ts';
import { aboutAudit } from './descriptions.ts';
import type { AuditActor } from './entry.ts';
import { listRows } from './list.ts';
import type { AuditModels } from './model.ts';
import { sightOf } from './sight.ts';
import type { Trail } from './trail.ts';
import type { Verification } from './verify.ts';
import { verificationView } from './views.ts';

export interface AuditRouteDependencies {
  models: AuditModels;
  trail: Trail;
  payments: Pick<PaymentDependencies, 'payments'>;
  verify: (about: { last?: number | undefined; seen?: Head | undefined }) => Promise<Verification>;
  now: Clock;
}

function actorOf({ state: { caller } }: HubContext): AuditActor {
  return caller ? { type: caller.type, id: caller.id, name: caller.name } : { type: 'system' };
}

/** "1024:9f86…" */
function seenIn({ seen }: AuditVerifyQuery): Head | undefined {
  const [sequence, hash] = seen?.split(':') ?? [];
  return sequence === undefined || hash === undefined ? undefined : { sequence: Number(sequence), hash };
}

/** Larger pages than people look at. */
const exportPage = 100;

/** What was done: listed, exported, verified. */
export function auditRoutes({ models, trail, payments, verify, now }: AuditRouteDependencies): HubRouter {
  const router = newRouter();

  router.get('/v1/audit', may('audit.read'), aboutAudit.list, query('audit-query'), async (ctx) => {
    ctx.set('Cache-Control', 'no-store');
    ctx.body = await listRows(models, queryOf(ctx, 'audit-query'), sightOf(payments, ctx.state.viewer));
  });

  async function* all(ctx: HubContext, asked: AuditExportQuery): AsyncGenerator<AuditEntryView> {
    const sight = sightOf(payments, ctx.state.viewer);
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const page: AuditQuery = { ...asked, limit: exportPage, ...(cursor !== undefined && { cursor }) };
      const { data, nextCursor } = await listRows(models, page, sight);
      yield* data;
      cursor = nextCursor;
    }
  }

  router.get('/v1/audit/export', may('audit.export'), aboutAudit.export, query('audit-export-query'), async (ctx) => {
    const asked = queryOf(ctx, 'audit-export-query');
    const at = now();
    // Rows that come from now on are not in it, and its own row neither.
    const until = asked.to !== undefined && new Date(asked.to) < at ? asked.to : at.toISOString();
    const id = newId('export', at);
    const target = { kind: 'audit', id };
    await trail.record(id, { at, actor: actorOf(ctx), action: 'audit.exported', target, after: { ...asked } });
    ctx.set('Cache-Control', 'no-store');
    ctx.type = 'text/csv; charset=utf-8';
    ctx.set('Content-Disposition', `attachment; filename="audit-${until.slice(0, 10)}.csv"`);
    ctx.body = csvOf(all(ctx, { ...asked, to: until }));
  });

  router.get('/v1/audit/verify', may('audit.read'), aboutAudit.verify, query('audit-verify-query'), async (ctx) => {
    const asked = queryOf(ctx, 'audit-verify-query');
    ctx.set('Cache-Control', 'no-store');
    ctx.body = verificationView(await verify({ last: asked.last, seen: seenIn(asked) }), now());
  });

  return router;
}
