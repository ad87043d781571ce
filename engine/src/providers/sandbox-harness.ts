import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { parseDocument, type Provider } from '@pih/schemas';
import { startSandbox } from '../../sandbox/index.ts';
import type { RawWebhook } from './connector.ts';
import type { Harness } from './contract.ts';
import { createConnector } from './registry.ts';

const secrets: Record<string, string> = {
  STRIPE_SECRET_KEY: 'sk_test_contract',
  STRIPE_WEBHOOK_SECRET: 'whsec_contract',
  PAYPAL_CLIENT_ID: 'contract-client',
  PAYPAL_CLIENT_SECRET: 'contract-secret',
  PAYPAL_WEBHOOK_ID: '1AB23456CD789012E',
};

/** The provider documents of the demo organisation. */
export const demoDocument = (id: string): Provider =>
  parseDocument(
    'provider',
    JSON.parse(readFileSync(new URL(`../../../seeds/demo/provider/${id}.json`, import.meta.url), 'utf8')),
  );

/**
 * Runs the simulators, a place where their webhooks arrive, and a shopper.
 * @param forms what the shopper's browser posts from the hosted page
 */
export async function sandboxHarness(
  name: 'stripe' | 'paypal',
  forms: { pay: string; decline: string },
): Promise<Harness> {
  const arrived: RawWebhook[] = [];
  const inbox = createServer((request, response) => {
    void buffer(request).then((body) => {
      arrived.push({ headers: request.headers, body, url: request.url ?? '/' });
      response.writeHead(204).end();
    });
  }).listen(0, '127.0.0.1');
  await once(inbox, 'listening');
  const address = inbox.address();
  const webhookUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`;
  const sandbox = await startSandbox({
    port: 0,
    slowAnswerMs: 300,
    settleAfterMs: 20,
    stripe: { secretKey: 'sk_test_contract', webhookSecret: 'whsec_contract', webhookUrl },
    paypal: {
      clientId: 'contract-client',
      clientSecret: 'contract-secret',
      webhookId: '1AB23456CD789012E',
      webhookUrl,
    },
  });
  const submit = async (url: string, body: string): Promise<void> => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await fetch(url, { method: 'POST', body, headers, redirect: 'manual' });
    await answer.body?.cancel();
  };
  return {
    secrets,
    connector: ({ sandboxUrl = sandbox.url, ...changes } = {}) =>
      createConnector(demoDocument(name), {
        secret: (secret) => secrets[secret],
        now: () => new Date(),
        ...(sandboxUrl && { sandboxUrl }),
        ...changes,
      }),
    pay: (url) => submit(url, forms.pay),
    decline: (url) => submit(url, forms.decline),
    async webhooks() {
      await sandbox[name].webhooks.settled();
      return [...arrived];
    },
    async stop() {
      await sandbox.stop();
      inbox.close();
      inbox.closeAllConnections();
    },
  };
}
