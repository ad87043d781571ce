import path from 'node:path';
import { smtpServerOf, type SmtpServer } from './messaging/index.ts';
import { addressRanges } from './providers/index.ts';

/** Every variable that the engine reads, with what it is for. The README and docker-compose.yml name no other. */
export const variables = {
  NODE_ENV: '"production" switches the simulators, the demo organisation and its logins off for good',
  HOST: 'address to listen on; 127.0.0.1, or 0.0.0.0 in production',
  PORT: 'port to listen on; 3000',
  SANDBOX_PORT: 'port of the provider simulators; the one after PORT',
  SANDBOX_URL:
    'provider simulators that run elsewhere, shared by several engines, instead of its own; not in production',
  PUBLIC_URL: 'where shoppers and operators reach the engine; http://localhost:PORT',
  TRUST_PROXY: '"true" when a proxy in front sets X-Forwarded-For and X-Forwarded-Proto',
  DATA_FOLDER: 'where the embedded store keeps its files; ./data',
  DEMO_PAYMENTS: 'how many payments a new demo organisation begins with; 1500',
  MONGODB_URI: 'MongoDB (a replica set); without it the embedded store is used',
  MASTER_KEY: '32 bytes in base64 that secrets are encrypted with; required in production',
  ADMIN_EMAIL: 'first operator of a new production installation',
  ADMIN_PASSWORD: 'password of that operator, 12 characters or more',
  ALLOWED_PRIVATE_ADDRESSES:
    'private addresses that providers may have, such as payment terminals in the shop: 192.168.7.0/24, 10.1.2.3; none',
  SMTP_URL: 'mail server, such as smtp://user:password@mail.example:587; without it mail stays in the local outbox',
  RATE_LIMIT_ADDRESS:
    'requests a minute from one network address without a key or session, shoppers and webhooks; 30000',
  RATE_LIMIT_KEY: 'requests a minute with one API key, or by one operator; 30000',
  RATE_LIMIT_CHECKOUT: 'requests a minute about one payment by its shopper; 600',
  LOG_LEVEL: 'trace, debug, info, warn, error or silent; info in production, warn otherwise',
} as const;

export type Variable = keyof typeof variables;

export interface Environment {
  isProduction: boolean;
  host: string;
  port: number;
  sandboxPort: number;
  /** Simulators that run elsewhere; the engine then starts none. */
  sandboxUrl?: string;
  /** Absent: http://localhost with the port that was bound. */
  publicUrl?: string;
  trustProxy: boolean;
  dataFolder: string;
  mongodbUri?: string;
  /** How many payments a new demo organisation begins with; none in production. */
  demoPayments: number;
  masterKey?: Buffer;
  admin?: { email: string; password: string };
  /** Addresses and ranges outside the public internet that provider documents may name. */
  allowedAddresses?: string[];
  /** Absent: mail stays in the local outbox. */
  smtp?: SmtpServer;
  /** Requests a minute. */
  rateLimits: { address: number; caller: number; checkout: number };
  logLevel: string;
}

/** A variable is missing or wrong; the message says which and what to do. */
export class WrongEnvironment extends Error {
  override name = 'WrongEnvironment';
}

function portOf(name: Variable, text: string | undefined, otherwise: number): number {
  if (!text) return otherwise;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535)
    throw new WrongEnvironment(`${name} must be a port from 0 to 65535; it is "${text}".`);
  return Number(text);
}

function perMinuteOf(name: Variable, text: string | undefined, otherwise: number): number {
  if (!text) return otherwise;
  if (!/^[1-9]\d{0,6}$/.test(text))
    throw new WrongEnvironment(`${name} must be a number of requests from 1 to 9999999; it is "${text}".`);
  return Number(text);
}

function demoPaymentsOf(text: string | undefined, isProduction: boolean): number {
  if (isProduction) return 0;
  if (!text) return 1_500;
  if (!/^\d{1,7}$/.test(text))
    throw new WrongEnvironment(`DEMO_PAYMENTS must be a number of payments from 0 to 9999999; it is "${text}".`);
  return Number(text);
}

function masterKeyOf(text: string | undefined): Buffer | undefined {
  if (!text) return undefined;
  const key = Buffer.from(text, 'base64');
  if (key.length !== 32)
    throw new WrongEnvironment('MASTER_KEY must be 32 bytes in base64. Make one with: openssl rand -base64 32');
  return key;
}

function urlOf(name: Variable, text: string | undefined): string | undefined {
  if (!text) return undefined;
  if (!URL.canParse(text) || !/^https?:/.test(text))
    throw new WrongEnvironment(`${name} must be a complete http or https address; it is "${text}".`);
  return text.replace(/\/+$/, '');
}

function smtpOf(text: string | undefined): SmtpServer | undefined {
  if (!text) return undefined;
  const server = smtpServerOf(text);
  // The address holds a password, so it is not repeated.
  if (!server) throw new WrongEnvironment('SMTP_URL must be an address such as smtp://user:password@mail.example:587.');
  return server;
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'];

function logLevelOf(text: string | undefined, otherwise: string): string {
  if (!text) return otherwise;
  if (!logLevels.includes(text))
    throw new WrongEnvironment(`LOG_LEVEL must be one of ${logLevels.join(', ')}; it is "${text}".`);
  return text;
}

function allowedAddressesOf(text: string | undefined): string[] {
  try {
    return addressRanges(text ?? '');
  } catch (error) {
    const why = error instanceof Error ? error.message : 'it cannot be read';
    throw new WrongEnvironment(`ALLOWED_PRIVATE_ADDRESSES must be addresses or ranges, by commas: ${why}.`);
  }
}

const secretPrefix = 'SECRET_';

/**
 * The secrets that documents may name, by the name they have there: SECRET_STRIPE_SECRET_KEY is STRIPE_SECRET_KEY. No other
 * variable can be named: otherwise whoever may publish a provider could have the machine's credentials sent to themselves.
 */
export const secretsIn = (env: Record<string, string | undefined>): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(env)
      .filter(([name]) => name.startsWith(secretPrefix))
      .map(([name, value]) => [name.slice(secretPrefix.length), value]),
  );

/** Reads the environment. @throws WrongEnvironment */
export function readEnvironment(env: Partial<Record<Variable, string>>, folder = process.cwd()): Environment {
  const isProduction = env.NODE_ENV === 'production';
  const port = portOf('PORT', env.PORT, 3000);
  const publicUrl = urlOf('PUBLIC_URL', env.PUBLIC_URL);
  const sandboxUrl = urlOf('SANDBOX_URL', env.SANDBOX_URL);
  const masterKey = masterKeyOf(env.MASTER_KEY);
  if (isProduction && !masterKey)
    throw new WrongEnvironment('MASTER_KEY is missing. Make one with: openssl rand -base64 32');
  if (isProduction && sandboxUrl)
    throw new WrongEnvironment('SANDBOX_URL is set, but there are no simulators in production. Take it away.');
  // Links and return addresses would lead shoppers to their own machine.
  if (isProduction && !publicUrl)
    throw new WrongEnvironment(
      'PUBLIC_URL is missing. Set it to where shoppers reach the hub, such as https://pay.example.com',
    );
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = env;
  const allowedAddresses = allowedAddressesOf(env.ALLOWED_PRIVATE_ADDRESSES);
  const smtp = smtpOf(env.SMTP_URL);
  return {
    isProduction,
    host: env.HOST || (isProduction ? '0.0.0.0' : '127.0.0.1'),
    port,
    sandboxPort: portOf('SANDBOX_PORT', env.SANDBOX_PORT, port === 0 ? 0 : port + 1),
    ...(sandboxUrl && { sandboxUrl }),
    ...(publicUrl && { publicUrl }),
    trustProxy: env.TRUST_PROXY === 'true',
    dataFolder: path.resolve(folder, env.DATA_FOLDER || 'data'),
    demoPayments: demoPaymentsOf(env.DEMO_PAYMENTS, isProduction),
    ...(env.MONGODB_URI && { mongodbUri: env.MONGODB_URI }),
    ...(masterKey && { masterKey }),
    ...(email && password && { admin: { email, password } }),
    ...(allowedAddresses.length > 0 && { allowedAddresses }),
    ...(smtp && { smtp }),
    rateLimits: {
      address: perMinuteOf('RATE_LIMIT_ADDRESS', env.RATE_LIMIT_ADDRESS, 30_000),
      caller: perMinuteOf('RATE_LIMIT_KEY', env.RATE_LIMIT_KEY, 30_000),
      checkout: perMinuteOf('RATE_LIMIT_CHECKOUT', env.RATE_LIMIT_CHECKOUT, 600),
    },
    logLevel: logLevelOf(env.LOG_LEVEL, isProduction ? 'info' : 'warn'),
  };
}
