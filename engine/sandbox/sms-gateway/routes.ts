import { timingSafeEqual } from 'node:crypto';
import Router from '@koa/router';
import { JsonFields } from '../json-fields.ts';
import { readText } from '../request-body.ts';
import type { Sms, SmsAccount } from './account.ts';
import { behaviourOf } from './behaviours.ts';
import { invalid, queueFull, sameKeyOtherBody, SmsFault, unauthorized, unreachable } from './errors.ts';
import { partsOf } from './parts.ts';

const longest = 1_530;

/** What the gateway answers about a text it has taken. */
const receipt = ({ id, to, parts, clientReference }: Sms) => ({
  messageId: id,
  status: 'queued',
  recipient: to,
  parts,
  ...(clientReference !== undefined && { clientReference }),
});

/** The gateway's interface: one call that takes a text. */
export function apiRoutes(account: SmsAccount, apiKey: string): Router {
  const router = new Router({ prefix: `${account.context.prefix}/v1` });
  router.use(async (ctx, next) => {
    try {
      if (!isKey(ctx.get('authorization'), apiKey)) throw unauthorized();
      await next();
    } catch (fault) {
      if (!(fault instanceof SmsFault)) throw fault;
      ctx.status = fault.status;
      ctx.body = fault.body;
    }
  });
  router.post('/messages', async (ctx) => {
    const text = await readText(ctx.req);
    const { status, body, isLate } = take(account, JsonFields.parse(text, invalid), ctx.get('x-request-key'), text);
    if (isLate) await account.context.dawdle();
    ctx.status = status;
    ctx.body = body;
  });
  return router;
}

function isKey(header: string, apiKey: string): boolean {
  const [given, known] = [Buffer.from(header), Buffer.from(`Key ${apiKey}`)];
  return given.length === known.length && timingSafeEqual(given, known);
}

interface Answer {
  status: number;
  body: object;
  isLate?: boolean;
}

function take(account: SmsAccount, input: JsonFields, key: string, fingerprint: string): Answer {
  const known = key ? account.keys.get(key) : undefined;
  if (known && known.fingerprint !== fingerprint) throw sameKeyOtherBody();
  const before = known && account.texts.get(known.id);
  if (before) return { status: 202, body: receipt(before) };

  const to = input.requiredText('to', 20);
  if (!/^\+[1-9]\d{6,14}$/.test(to))
    throw invalid({ path: ['to'], wanted: 'a number such as +390115550100', isMissing: false });
  const body = input.requiredText('body', longest);
  const from = input.requiredText('from', 11);
  const clientReference = input.text('clientReference', 80);

  const behaviour = behaviourOf(to);
  const tries = (account.tries.get(to) ?? 0) + 1;
  account.tries.set(to, tries);
  if (behaviour === 'unreachable') throw unreachable(to);
  if (behaviour === 'busyOnce' && tries === 1) throw queueFull();
  if (behaviour === 'rejectedInBody')
    return { status: 200, body: { status: 'rejected', error: { code: 'blocked', message: `${to} refuses messages` } } };

  const { context, texts, keys } = account;
  const sms: Sms = {
    id: `sms_${context.random()}`,
    to,
    from,
    body,
    parts: partsOf(body),
    clientReference,
    at: context.now(),
  };
  texts.put(sms.id, sms);
  if (key) keys.put(key, { fingerprint, id: sms.id });
  return { status: 202, body: receipt(sms), isLate: behaviour === 'answersLate' };
}
