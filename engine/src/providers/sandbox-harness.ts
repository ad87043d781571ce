import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { parseDocument, type Provider } from '@pih/schemas';
import { startSandbox, type Sandbox } from '../../sandbox/index.ts';
import type { RawWebhook } from './connector.ts';
import type { Harness } from './contract.ts';
import { createConnector } from './registry.ts';

/** An RSA key as Satispay wants it. */
const shopKey = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

const secrets: Record<string, string> = {
  STRIPE_SECRET_KEY: 'sk_test_contract',
  STRIPE_WEBHOOK_SECRET: 'whsec_contract',
  PAYPAL_CLIENT_ID: 'contract-client',
  PAYPAL_CLIENT_SECRET: 'contract-secret',
  PAYPAL_WEBHOOK_ID: '1AB23456CD789012E',
  SATISPAY_KEY_ID: 'contract-key',
  SATISPAY_PRIVATE_KEY: shopKey.privateKey,
  SCALAPAY_API_KEY: 'contract-scalapay-key',
  MOLLIE_API_KEY: 'test_contract',
};

/** The provider documents of the demo organisation. */
export const demoDocument = (id: string): Provider =>
  parseDocument(
    'provider',
    JSON.parse(readFileSync(new URL(`../../../seeds/demo/provider/${id}.json`, import.meta.url), 'utf8')),
  );

/** A provider that a simulator plays. */
export type ProviderName = Exclude<keyof Sandbox, 'url' | 'play' | 'adopt' | 'played' | 'stop'>;

/**
 * Runs the simulators, a place where their webhooks arrive, and a shopper.
 * @param forms what the shopper's browser posts from the hosted page
 */
export async function sandboxHarness(
  name: ProviderName,
  forms: { pay: string; decline: string } = { pay: '', decline: '' },
): Promise<Harness & { sandbox: Sandbox }> {
  const arrived: RawWebhook[] = [];
  const inbox = createServer((request, response) => {
    void buffer(request).then((body) => {
      const { headers, method = 'POST', url = '/' } = request;
      arrived.push({ headers, method, body, url });
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
    satispay: { keyId: 'contract-key', publicKey: shopKey.publicKey, activationCode: 'CNTRCT' },
    scalapay: { apiKey: 'contract-scalapay-key', webhookUrl },
    mollie: { apiKey: 'test_contract' },
  });
  const submit = async (url: string, body: string): Promise<void> => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await fetch(url, { method: 'POST', body, headers, redirect: 'manual' });
    await answer.body?.cancel();
  };
  return {
    sandbox,
    secrets,
    webhookUrl,
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
