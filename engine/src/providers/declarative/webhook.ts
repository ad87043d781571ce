import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Provider } from '@pih/schemas';
import type { ConnectorDeps, News, RawWebhook } from '../connector.ts';
import { credential, credentialsOf } from '../credentials.ts';
import { ForgedWebhook, WebhookNotChecked } from '../problems.ts';
import { WireFault } from '../wire.ts';
import { CredentialsRefused } from './auth.ts';
import { MappingFault } from './expressions.ts';
import type { Workshop } from './payments.ts';

type WebhookDocument = NonNullable<NonNullable<Provider['declarative']>['webhook']>;
type Verification<Type> = Extract<WebhookDocument['verify'], { type: Type }>;
type Check = (raw: RawWebhook) => Promise<boolean>;

/** Verifies what came, over its raw bytes, and only then reads whom it concerns. */
export function createWebhookReader(workshop: Workshop, deps: ConnectorDeps) {
  const { document, declarative, mappings } = workshop;
  const { webhook } = declarative;
  // A provider that the document expects no webhooks from has nothing to say.
  if (!webhook) return () => Promise.resolve([]);
  const isGenuine = checkOf(workshop, webhook.verify, deps);

  return async (raw: RawWebhook): Promise<News[]> => {
    if (!(await isGenuine(raw))) throw new ForgedWebhook({ provider: document.id });
    const context = { ...contentOf(raw), headers: raw.headers };
    const attempt = await mappings.text(webhook.attempt, context);
    const reference = await mappings.text(webhook.reference, context);
    if (!attempt && !reference) return [];
    const id = (await mappings.text(webhook.id, context)) ?? digestOf(raw);
    return [{ id, ...(attempt && { attempt }), ...(reference && { reference }) }];
  };
}

function checkOf(workshop: Workshop, verify: WebhookDocument['verify'], deps: ConnectorDeps): Check {
  switch (verify.type) {
    case 'none':
      return () => Promise.resolve(true);
    case 'hmac':
      return hmacCheck(workshop.document, verify, deps);
    case 'ask-provider':
      return askingCheck(workshop, verify);
  }
}

/** RFC 2104 over `signed`, where {body} is the raw body and {header.name} a header of the webhook. */
function hmacCheck(document: Provider, verify: Verification<'hmac'>, deps: ConnectorDeps): Check {
  return async ({ headers, body }) => {
    const key = credential(document, await credentialsOf(document, deps), verify.credential);
    const hmac = createHmac(verify.algorithm, key);
    for (const part of verify.signed.split(/(\{[^{}]+\})/)) {
      const header = /^\{header\.(.+)\}$/.exec(part)?.[1];
      hmac.update(part === '{body}' ? body : header ? textOf(headers[header.toLowerCase()]) : part);
    }
    const given = Buffer.from(textOf(headers[verify.header.toLowerCase()]).trim(), verify.encoding);
    const expected = hmac.digest();
    return given.length === expected.length && timingSafeEqual(given, expected);
  };
}

/** The provider is asked whether it sent this; the received text stands in the question as it came. */
function askingCheck({ document, mappings, call }: Workshop, verify: Verification<'ask-provider'>): Check {
  return async ({ headers, body }) => {
    const rawBody = jsonTextOf(body);
    // Spliced into the question, anything but one whole JSON value could add members of its own to it.
    if (rawBody === undefined) return false;
    try {
      const answer = await call(verify.request, { headers, rawBody });
      // The provider finds the question malformed: what came has not the parts of a genuine webhook.
      if (answer.status === 400 || answer.status === 422) return false;
      if (answer.status >= 400) throw new WebhookNotChecked({ provider: document.id });
      return (await mappings.value(verify.genuine, { response: answer.body })) === true;
    } catch (fault) {
      const isUnanswered = [WireFault, CredentialsRefused, MappingFault].some((kind) => fault instanceof kind);
      throw isUnanswered ? new WebhookNotChecked({ provider: document.id }) : fault;
    }
  };
}

/** The text of a body that is one JSON value in UTF-8. */
function jsonTextOf(body: Buffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    JSON.parse(text);
    return text;
  } catch {
    return undefined; // not UTF-8 or not JSON, which no provider sends
  }
}

/** What mappings of a verified webhook can see: its body (JSON or a form) and its query. */
function contentOf({ headers, body, url }: RawWebhook) {
  const text = body.toString('utf8');
  const isForm = textOf(headers['content-type']).startsWith('application/x-www-form-urlencoded');
  const query = Object.fromEntries(new URL(url ?? '/', 'http://localhost').searchParams);
  return { body: isForm ? Object.fromEntries(new URLSearchParams(text)) : parsed(text), query };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // some providers only call an address; the query says the rest
  }
}

const textOf = (header: string | string[] | undefined): string =>
  Array.isArray(header) ? header.join(',') : (header ?? '');

/** Names news that has no identifier of its own: the same text is the same news. */
const digestOf = ({ body, url = '' }: RawWebhook): string =>
  createHash('sha256').update(url).update('\n').update(body).digest('hex');
