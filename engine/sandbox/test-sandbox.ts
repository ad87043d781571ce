import { generateKeyPairSync } from 'node:crypto';
import { type Listener, startListener } from './listener.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from './server.ts';

/** A sandbox with a clock that a test turns, and an ear for its events. For tests only. */
export interface TestSandbox {
  readonly sandbox: Sandbox;
  readonly listener: Listener;
  readonly clock: { now: Date; pass(ms: number): void };
  /** Posts a hosted page's form as a browser does; redirects are answered, not followed. */
  submit(url: string, fields: Record<string, string>): Promise<Response>;
  stop(): Promise<void>;
}

export const secrets = {
  stripe: { secretKey: 'sk_test_sandbox', webhookSecret: 'whsec_sandbox' },
  paypal: { clientId: 'client', clientSecret: 'secret', webhookId: 'WEBHOOK1' },
  // The public sandbox key of Scalapay.
  scalapay: { apiKey: 'qhtfs87hjnc12kkos' },
  mollie: { apiKey: 'test_sandbox' },
  sms: { apiKey: 'sms-key-of-the-tests' },
};

// Small, because it guards nothing and every test file makes one.
const pair = generateKeyPairSync('rsa', {
  modulusLength: 1024,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
/** The shop's key pair at Satispay. */
export const satispayKeys = { keyId: 'key-of-the-tests', activationCode: 'ABC123', ...pair };

export async function aTestSandbox(options: Partial<SandboxOptions> = {}): Promise<TestSandbox> {
  const listener = await startListener();
  const clock = {
    now: new Date('2026-01-31T12:00:00Z'),
    pass(ms: number) {
      this.now = new Date(this.now.getTime() + ms);
    },
  };
  const sandbox = await startSandbox({
    port: 0,
    now: () => clock.now,
    settleAfterMs: 0,
    webhookRetryDelaysMs: [0, 0],
    stripe: { ...secrets.stripe, webhookUrl: listener.url },
    paypal: { ...secrets.paypal, webhookUrl: () => listener.url },
    satispay: satispayKeys,
    scalapay: { ...secrets.scalapay, webhookUrl: listener.url },
    mollie: secrets.mollie,
    sms: secrets.sms,
    ...options,
  });
  return {
    sandbox,
    listener,
    clock,
    submit: (url, fields) => fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' }),
    async stop() {
      await sandbox.stop();
      await listener.stop();
    },
  };
}
