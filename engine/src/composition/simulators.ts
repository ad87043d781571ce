import { createPublicKey, generateKeyPair, randomBytes } from 'node:crypto';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Sandbox } from '../../sandbox/index.ts';
import type { Clock } from '../clock.ts';
import type { Secrets, Snapshot } from '../config/index.ts';
import type { Environment } from '../environment.ts';
import { readDemoPeople } from '../first-start.ts';
import type { HubRouter } from '../http/index.ts';

/** Secrets that the simulators and the demo documents share; made up once per installation. */
const demoSecrets: Record<string, () => string | Promise<string>> = {
  STRIPE_SECRET_KEY: () => `sk_test_${randomBytes(18).toString('hex')}`,
  STRIPE_WEBHOOK_SECRET: () => `whsec_${randomBytes(18).toString('hex')}`,
  PAYPAL_CLIENT_ID: () => `sandbox-${randomBytes(12).toString('hex')}`,
  PAYPAL_CLIENT_SECRET: () => randomBytes(24).toString('hex'),
  PAYPAL_WEBHOOK_ID: () => `WH-${randomBytes(8).toString('hex').toUpperCase()}`,
  SATISPAY_KEY_ID: () => randomBytes(45).toString('hex'),
  SATISPAY_PRIVATE_KEY: rsaPrivateKey,
  SATISPAY_ACTIVATION_CODE: () => randomBytes(3).toString('hex').toUpperCase(),
  SCALAPAY_API_KEY: () => `sandbox${randomBytes(12).toString('hex')}`,
  MOLLIE_API_KEY: () => `test_${randomBytes(15).toString('hex')}`,
  SMS_GATEWAY_KEY: () => randomBytes(20).toString('hex'),
};

/** A key pair as its private half in PEM; the public half follows from it. */
async function rsaPrivateKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

async function demoSecret(secrets: Secrets, name: string): Promise<string> {
  const known = await secrets.read(name);
  if (known) return known;
  const made = (await demoSecrets[name]?.()) ?? randomBytes(24).toString('hex');
  await secrets.write(name, made, { type: 'system', name: 'first start' });
  return made;
}

/** Starts the simulators beside the engine. They are loaded only here, so that production does not even read them. */
export async function startSimulators(
  secrets: Secrets,
  environment: Environment,
  engineUrl: string,
  now: Clock,
): Promise<Sandbox> {
  const { startSandbox } = await import('../../sandbox/index.ts');
  const secret = (name: string) => demoSecret(secrets, name);
  return startSandbox({
    port: environment.sandboxPort,
    host: environment.host,
    now,
    folder: path.join(environment.dataFolder, 'sandbox'),
    stripe: {
      secretKey: await secret('STRIPE_SECRET_KEY'),
      webhookSecret: await secret('STRIPE_WEBHOOK_SECRET'),
      webhookUrl: `${engineUrl}/webhooks/stripe`,
    },
    paypal: {
      clientId: await secret('PAYPAL_CLIENT_ID'),
      clientSecret: await secret('PAYPAL_CLIENT_SECRET'),
      webhookId: await secret('PAYPAL_WEBHOOK_ID'),
      webhookUrl: `${engineUrl}/webhooks/paypal`,
    },
    satispay: {
      keyId: await secret('SATISPAY_KEY_ID'),
      publicKey: createPublicKey(await secret('SATISPAY_PRIVATE_KEY'))
        .export({ type: 'spki', format: 'pem' })
        .toString(),
      activationCode: await secret('SATISPAY_ACTIVATION_CODE'),
    },
    scalapay: {
      apiKey: await secret('SCALAPAY_API_KEY'),
      webhookUrl: `${engineUrl}/webhooks/scalapay`,
    },
    mollie: { apiKey: await secret('MOLLIE_API_KEY') },
    sms: { apiKey: await secret('SMS_GATEWAY_KEY') },
  });
}

/** The shop that the demo organisation sells in. */
export async function demoShop(root: string, engineUrl: string, live: () => Snapshot): Promise<HubRouter> {
  const { demoShopRoutes } = await import('../../sandbox/index.ts');
  const people = await readDemoPeople(path.join(root, 'seeds'));
  return demoShopRoutes({ engineUrl, live, people });
}
