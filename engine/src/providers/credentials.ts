import type { Provider } from '@pih/schemas';
import type { ConnectorDeps } from './connector.ts';
import { ProviderNotReady } from './problems.ts';

export type Credentials = Readonly<Record<string, string>>;

type Declarative = NonNullable<Provider['declarative']>;

/** What is called as a document describes: a provider, or the gateway of a channel of messages. */
export type Callee = Pick<Provider, 'id' | 'environment' | 'baseUrls' | 'credentials'> & {
  readonly declarative?: Pick<Declarative, 'hosts'>;
};

/** How all its calls are made. */
export type Manner = Pick<Declarative, 'auth' | 'headers' | 'idempotencyHeader' | 'idempotencyFormat'>;

/**
 * The credentials of a provider with their secrets filled in.
 * @throws ProviderNotReady naming the secret that has no value
 */
export async function credentialsOf(document: Callee, { secret }: Pick<ConnectorDeps, 'secret'>) {
  const entries = Object.entries(document.credentials ?? {}).map(async ([name, given]) => {
    if (typeof given === 'string') return [name, given] as const;
    const value = await secret(given.$secret);
    if (value) return [name, value] as const;
    throw new ProviderNotReady({
      provider: document.id,
      secret: given.$secret,
      lacks: `the secret ${given.$secret} has no value. Set it among the secrets or in the environment.`,
    });
  });
  return Object.fromEntries(await Promise.all(entries)) as Credentials;
}

/**
 * One credential by its name in the document.
 * @throws ProviderNotReady when the document has no such credential
 */
export function credential(document: Callee, credentials: Credentials, name: string): string {
  const value = credentials[name];
  if (value !== undefined) return value;
  throw new ProviderNotReady({ provider: document.id, lacks: `its document has no credential "${name}".` });
}

/**
 * The base address of the document's environment, without a slash at the end.
 * @param usual where the document names none
 * @throws ProviderNotReady when there is none, or when it is a simulator's and no simulators run
 */
export function baseUrlOf(document: Callee, sandboxUrl: string | undefined, usual?: string): string {
  const given = document.baseUrls?.[document.environment] ?? (document.environment === 'simulator' ? undefined : usual);
  return resolved(document, given, sandboxUrl, 'base address');
}

/**
 * The address of one of the document's other hosts, without a slash at the end; the base address without a name.
 * @throws ProviderNotReady like `baseUrlOf`
 */
export const hostOf = (document: Callee, sandboxUrl: string | undefined, name?: string): string =>
  name === undefined
    ? baseUrlOf(document, sandboxUrl)
    : resolved(document, addressOf(document, name), sandboxUrl, `address of the host "${name}"`);

/** The other hosts that have an address in the document's environment. */
export function hostsOf(document: Callee, sandboxUrl: string | undefined): Record<string, string> {
  const names = Object.keys(document.declarative?.hosts ?? {});
  const usable = names.filter((name) => {
    const given = addressOf(document, name);
    return given !== undefined && (sandboxUrl !== undefined || !given.includes('{sandbox}'));
  });
  return Object.fromEntries(usable.map((name) => [name, hostOf(document, sandboxUrl, name)]));
}

function addressOf({ declarative, environment }: Callee, name: string): string | undefined {
  const hosts = declarative?.hosts ?? {};
  return Object.hasOwn(hosts, name) ? hosts[name]?.[environment] : undefined;
}

function resolved(document: Callee, given: string | undefined, sandboxUrl: string | undefined, what: string): string {
  const lacks = (what: string) => new ProviderNotReady({ provider: document.id, lacks: what });
  if (given === undefined) throw lacks(`its document has no ${what} for the environment "${document.environment}".`);
  if (!given.includes('{sandbox}')) return withoutSlash(given);
  if (sandboxUrl === undefined)
    throw lacks(
      'it uses the simulator, and simulators do not run in production. Choose the sandbox or live environment.',
    );
  return withoutSlash(given.replace('{sandbox}', withoutSlash(sandboxUrl)));
}

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');
