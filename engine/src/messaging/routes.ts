import { Readable } from 'node:stream';
import { actionTitles, newId } from '@pih/schemas';
import {
  input,
  inputOf,
  may,
  mayAlso,
  newRouter,
  query,
  queryOf,
  type HubContext,
  type HubRouter,
} from '../http/index.ts';
import { intended, intentionOf, maskedIn, mustAct, visiblePayment, type Actor } from '../payments/index.ts';
import type { MessagingDependencies } from './dependencies.ts';
import { aboutMessages } from './descriptions.ts';
import type { Messages } from './messages.ts';
import { draftOf, previewView, tryOut } from './preview.ts';
import { AttachmentNotFound, RecipientMasked } from './problems.ts';
import { testOf } from './test-send.ts';
import { listMessages, messageView, visibleMessage, type Reader } from './visible.ts';

const param = (ctx: HubContext, name: string): string =>
  String((ctx['params'] as Record<string, string | undefined>)[name] ?? '');

function actorOf({ state: { caller } }: HubContext): Actor {
  return caller ? { type: caller.type, id: caller.id, name: caller.name } : { type: 'system' };
}

const readerOf = async ({ state }: HubContext): Promise<Reader> => ({
  viewer: state.viewer,
  seesAccounts: await state.can('operators.manage'),
  async holdsEverything() {
    const scopes = await Promise.all(Object.keys(actionTitles).map((action) => state.viewer.scope(action)));
    return state.viewer.masked.size === 0 && scopes.every(({ reach }) => reach === 'all');
  },
});

/** Otherwise whoever may send what the merchant has written could send anything to anybody, in the name of a brand. */
const mayWrite = mayAlso(
  { action: 'config.edit', when: 'for words that are not published' },
  (ctx) => inputOf(ctx, 'message-test-request').document !== undefined,
);

/** What operators and the merchant's systems do with messages. */
export function messageRoutes(deps: MessagingDependencies, messages: Messages): HubRouter {
  const router = newRouter();

  router.get('/v1/messages', may('messages.read'), aboutMessages.list, query('message-query'), async (ctx) => {
    ctx.body = await listMessages(deps, await readerOf(ctx), queryOf(ctx, 'message-query'));
  });

  router.get('/v1/messages/:id', may('messages.read'), aboutMessages.read, async (ctx) => {
    ctx.body = messageView(await visibleMessage(deps, await readerOf(ctx), param(ctx, 'id')));
  });

  router.get('/v1/messages/:id/attachments/:number', may('messages.read'), aboutMessages.attachment, async (ctx) => {
    const { message, masked } = await visibleMessage(deps, await readerOf(ctx), param(ctx, 'id'));
    const number = param(ctx, 'number');
    const attachment = /^\d{1,2}$/.test(number) ? message.attachments[Number(number)] : undefined;
    if (!attachment || masked.size > 0) throw new AttachmentNotFound({ number });
    await deps.files.about(attachment.file);
    await deps.deeds.record({
      action: 'personal_data.downloaded',
      by: ctx.state.caller,
      target: { kind: 'message', id: message._id, label: attachment.name },
      ...(message.payment && { payment: message.payment.id }),
    });
    ctx.attachment(attachment.name);
    ctx.type = attachment.type;
    ctx.length = attachment.size;
    ctx.body = Readable.from(deps.files.read(attachment.file));
  });

  router.post('/v1/messages/:id/retry', may('messages.send'), aboutMessages.retry, async (ctx) => {
    const shown = await visibleMessage(deps, await readerOf(ctx), param(ctx, 'id'));
    if (shown.payment) await mustAct(ctx.state.viewer, 'messages.send', shown.payment);
    const message = await messages.retry(shown.message, actorOf(ctx));
    ctx.status = 202;
    ctx.body = messageView({ ...shown, message });
  });

  router.post(
    '/v1/payments/:id/messages',
    may('messages.send'),
    aboutMessages.send,
    input('message-request'),
    intended,
    async (ctx) => {
      const { viewer } = ctx.state;
      const payment = await visiblePayment(deps.payments, viewer, param(ctx, 'id'));
      await mustAct(viewer, 'messages.send', payment);
      const { to, language, notification } = inputOf(ctx, 'message-request');
      const masked = await maskedIn({ now: deps.now }, viewer, payment);
      // Otherwise whoever sees less than a message says could have it sent to themselves.
      if (to !== undefined && masked.size > 0) throw new RecipientMasked({});
      const { key, fingerprint } = intentionOf(ctx);
      const by = actorOf(ctx);
      const message = await messages.send({
        payment,
        notification,
        language,
        to,
        by,
        key: `demand:${key}`,
        fingerprint,
      });
      ctx.status = 202;
      ctx.body = messageView({ message, masked, payment });
    },
  );

  router.post(
    '/v1/notifications/preview',
    may('config.read'),
    aboutMessages.preview,
    input('message-preview-request'),
    async (ctx) => {
      const request = inputOf(ctx, 'message-preview-request');
      const draft = draftOf(deps, request);
      ctx.body = previewView(draft, await tryOut(deps, ctx.state.viewer, draft, request));
    },
  );

  router.post(
    '/v1/notifications/test',
    may('messages.send'),
    aboutMessages.test,
    input('message-test-request'),
    mayWrite,
    async (ctx) => {
      const request = inputOf(ctx, 'message-test-request');
      const draft = draftOf(deps, request);
      const tried = await tryOut(deps, ctx.state.viewer, draft, request);
      if (tried.payment) await mustAct(ctx.state.viewer, 'messages.send', tried.payment);
      const test = testOf(draft, tried, request.to);
      const message = await messages.test({ ...test, key: `test:${newId('message', deps.now())}`, by: actorOf(ctx) });
      ctx.status = 202;
      const masked = tried.isMasked ? ctx.state.viewer.masked : new Set<never>();
      ctx.body = messageView({ message, masked, ...(tried.payment && { payment: tried.payment }) });
    },
  );

  return router;
}
