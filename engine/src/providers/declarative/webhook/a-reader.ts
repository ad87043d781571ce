import type { RawWebhook } from '../../connector.ts';
import { aDocument } from '../a-document.ts';
import { createDeclarativeConnector } from '../connector.ts';
import type { WebhookDocument } from './genuine.ts';

interface Given {
  credentials?: Readonly<Record<string, string>>;
  now?: Date | (() => Date);
  fetch?: typeof fetch;
}

/** For tests: what reads the webhooks of a document; each credential is a secret. */
export function aReader(webhook: WebhookDocument, { credentials = {}, now = new Date(), fetch }: Given = {}) {
  const references = Object.keys(credentials).map((name) => [name, { $secret: name.toUpperCase() }] as const);
  const values = Object.fromEntries(Object.entries(credentials).map(([name, value]) => [name.toUpperCase(), value]));
  const document = aDocument('http://localhost', {
    webhook,
    auth: { type: 'header', credential: 'key' },
    credentials: { key: 'k', ...Object.fromEntries(references) },
  });
  return createDeclarativeConnector(document, {
    secret: (name) => values[name],
    now: typeof now === 'function' ? now : () => now,
    ...(fetch && { fetch }),
  }).readWebhook;
}

/** For tests: a webhook as it comes in. */
export const raw = (body: string | Buffer, headers: Record<string, string> = {}, url = '/'): RawWebhook => ({
  body: Buffer.from(body),
  headers,
  url,
});
