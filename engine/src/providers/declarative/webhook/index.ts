import { createHash } from 'node:crypto';
import type { ConnectorDeps, News, RawWebhook } from '../../connector.ts';
import { ForgedWebhook } from '../../problems.ts';
import { MappingFault } from '../expressions.ts';
import type { Workshop } from '../payments.ts';
import { askingCheck } from './ask-provider.ts';
import { createCertificateKey } from './certificate.ts';
import type { Check, Genuine, WebhookDocument } from './genuine.ts';
import { hmacCheck } from './hmac.ts';
import { jwtCheck } from './jwt.ts';
import { ecdsaCheck, rsaCheck } from './public-key.ts';
import { received, type Received } from './received.ts';
import { sharedTokenCheck } from './shared-token.ts';

export { isSameText } from './shared-token.ts';

/** More than any provider puts into one delivery. */
const mostItems = 100;

/** Verifies what came, over its raw bytes, and only then reads whom it concerns. */
export function createWebhookReader(workshop: Workshop, deps: ConnectorDeps) {
  const { document, declarative, mappings } = workshop;
  const { webhook } = declarative;
  // A provider that the document expects no webhooks from has nothing to say.
  if (!webhook) return () => Promise.resolve([]);
  const check = checkOf(workshop, webhook.verify, deps);
  const forged = () => new ForgedWebhook({ provider: document.id });

  /** The news of one delivery. @throws ForgedWebhook when there should be several and are not */
  const parts = async (whole: Received): Promise<Received[]> => {
    if (webhook.items === undefined) return [whole];
    const found = await mappings.value(webhook.items, contextOf(whole));
    const items: unknown[] = Array.isArray(found) ? found : found === undefined ? [] : [found];
    if (items.length === 0 || items.length > mostItems) throw forged();
    return items.map((item) => ({ ...whole, item }));
  };

  const read = async (part: Received, { claims, proof }: Genuine): Promise<News[]> => {
    const context = { ...contextOf(part), ...(claims && { claims }) };
    const attempt = await mappings.text(webhook.attempt, context);
    const reference = await mappings.text(webhook.reference, context);
    if (!attempt && !reference) return [];
    const id = (await mappings.text(webhook.id, context)) ?? digestOf(part);
    return [{ id, ...(attempt && { attempt }), ...(reference && { reference }), ...(proof && { proof }) }];
  };

  const newsIn = async (raw: RawWebhook): Promise<News[]> => {
    const news: News[] = [];
    for (const part of await parts(received(raw))) {
      const genuine = await check(part);
      if (!genuine) throw forged();
      news.push(...(await read(part, genuine)));
    }
    return news;
  };
  return (raw: RawWebhook): Promise<News[]> =>
    newsIn(raw).catch((fault: unknown) => {
      // What the provider sends has the form that the document reads.
      throw fault instanceof MappingFault ? forged() : fault;
    });
}

function checkOf(workshop: Workshop, verify: WebhookDocument['verify'], deps: ConnectorDeps): Check {
  const needs = { document: workshop.document, deps };
  switch (verify.type) {
    case 'none':
      return () => Promise.resolve({});
    case 'hmac':
    case 'hash':
      return hmacCheck(needs, verify);
    case 'rsa': {
      const nothing = () => Promise.resolve(undefined);
      return rsaCheck(needs, verify, verify.certificate ? createCertificateKey(needs, verify.certificate) : nothing);
    }
    case 'ecdsa':
      return ecdsaCheck(needs, verify);
    case 'jwt':
      return jwtCheck(needs, verify);
    case 'shared-token':
      return sharedTokenCheck(needs, verify);
    case 'ask-provider':
      return askingCheck(workshop, verify);
  }
}

/** What mappings of a webhook can see. */
const contextOf = ({ raw, body, query, item }: Received) => ({
  body,
  query,
  headers: raw.headers,
  method: raw.method ?? 'POST',
  ...(item !== undefined && { item }),
});

/** Names news that has no identifier of its own: the same text is the same news. */
const digestOf = ({ raw: { url = '', body }, item }: Received): string =>
  createHash('sha256')
    .update(url)
    .update('\n')
    .update(item === undefined ? body : JSON.stringify(item))
    .digest('hex');
