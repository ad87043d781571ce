import Router, { type RouterContext } from '@koa/router';
import { languageFor, leave, sendPage } from '../hosted-page/index.ts';
import { readText } from '../request-body.ts';
import type { SessionRecord, StripeAccount } from './account.ts';
import { StripeFault } from './errors.ts';
import { cardIn, type CardForm, decliningCard, type FieldProblem, prefilledForm, readForm } from './hosted-form.ts';
import { closedPage, payingPage, successUrl, unknownPage } from './hosted-page.ts';
import { findSession } from './sessions.ts';
import { submitCard } from './shopper.ts';

/** The pages shoppers see, at `/pay/<session id>`. */
export function hostedRoutes(account: StripeAccount): Router {
  const router = new Router({ prefix: `${account.context.prefix}/pay` });

  router.get('/:id', (ctx) => {
    const record = sessionFor(ctx, account);
    if (record) show(ctx, account, record, prefilledForm);
  });

  router.post('/:id', async (ctx) => {
    const record = sessionFor(ctx, account);
    if (!record) return;
    const { wantsDecline, form } = readForm(await readText(ctx.req));
    // A second press of the button, or a page left open: what was decided stays decided.
    if (record.session.status !== 'open') return leaveClosed(ctx, record);
    const read = wantsDecline ? { card: decliningCard } : cardIn(form, account.context.now());
    if ('problems' in read) return show(ctx, account, record, form, read.problems);
    const outcome = submitCard(account, record, read.card);
    // Relative to this page's address, so that it holds behind a proxy too.
    leave(ctx, outcome.kind === 'approved' ? successUrl(record.session) : record.session.id);
  });

  return router;
}

/** The session a page is about; without one the answer is given already. */
function sessionFor(ctx: RouterContext, account: StripeAccount): SessionRecord | undefined {
  try {
    return findSession(account, ctx.params['id'] ?? '');
  } catch (fault) {
    if (!(fault instanceof StripeFault)) throw fault;
    sendPage(ctx, unknownPage(languageFor(ctx, null)), 404);
    return undefined;
  }
}

function show(
  ctx: RouterContext,
  account: StripeAccount,
  record: SessionRecord,
  form: CardForm,
  problems: FieldProblem[] = [],
): void {
  const language = languageFor(ctx, record.session.locale);
  if (record.session.status !== 'open') return sendPage(ctx, closedPage(record, language));
  const intent = record.intentId === undefined ? undefined : account.intents.get(record.intentId);
  const decline = problems.length === 0 ? (intent?.last_payment_error ?? null) : null;
  sendPage(ctx, payingPage(record, language, { form, problems, decline }), problems.length > 0 ? 422 : 200);
}

function leaveClosed(ctx: RouterContext, { session }: SessionRecord): void {
  leave(ctx, session.status === 'complete' ? successUrl(session) : session.id);
}
