import type { Provider } from '@pih/schemas';
import type { Connector, ConnectorDeps } from './connector.ts';
import { createDeclarativeConnector } from './declarative/index.ts';
import { guardedFetch, openFetch, refusalIn } from './network/outbound.ts';
import { ProviderNotReady } from './problems.ts';
import { resilient } from './resilience/index.ts';
import { createStripeConnector } from './stripe/index.ts';

/** How each kind of connector is made; the schema of provider documents names the same kinds. */
const connectors: Readonly<Record<Provider['connector'], (document: Provider, deps: ConnectorDeps) => Connector>> = {
  stripe: createStripeConnector,
  declarative: createDeclarativeConnector,
};

/**
 * The connector of a valid provider document: it reaches only addresses that it may, its operations end in time, and it
 * leaves a provider alone that has stopped answering.
 *
 * Making one never fails and asks nobody; a secret without a value shows when it is used (`ProviderNotReady`). Keep it as
 * long as the document stays the same: it keeps access tokens, compiled mappings and what it knows of the provider's state.
 */
export function createConnector(document: Provider, deps: ConnectorDeps): Connector {
  const connector = connectors[document.connector](document, {
    ...deps,
    fetch: deps.fetch ?? fetchFor(document, deps),
  });
  return resilient(connector, document, deps);
}

/**
 * The fetch for one document. Where it says "simulator", what runs at `sandboxUrl` is reached wherever that is; every other
 * address, of whatever environment, leads to the public internet or to what the installation allows.
 * @throws (the fetch) ProviderNotReady where an address leads elsewhere; then nothing was sent
 */
export function fetchFor(
  { id, environment }: Pick<Provider, 'id' | 'environment'>,
  { sandboxUrl, allowedAddresses }: Pick<ConnectorDeps, 'sandboxUrl' | 'allowedAddresses'>,
): typeof fetch {
  const guarded = guardedFetch(allowedAddresses);
  return async (input, init) => {
    if (environment === 'simulator' && isAt(sandboxUrl, String(input))) return openFetch()(input, init);
    try {
      return await guarded(input, init);
    } catch (error) {
      const refusal = refusalIn(error);
      if (!refusal) throw error;
      throw new ProviderNotReady({ provider: id, lacks: `${refusal.message}. Correct the address in its document.` });
    }
  };
}

/**
 * Whether an address is one of the simulators' server, as the URL parser reads it: `http://simulators:3001@10.0.0.1/` leads
 * to 10.0.0.1. One with a user name is for the guard, which refuses it.
 */
function isAt(sandboxUrl: string | undefined, address: string): boolean {
  if (sandboxUrl === undefined || !URL.canParse(address)) return false;
  const { origin, username, password } = new URL(address);
  return origin === new URL(sandboxUrl).origin && !username && !password;
}

/** What some providers can do and others cannot. */
export type Ability = 'capture' | 'cancel' | 'refund';
const abilities: readonly Ability[] = ['capture', 'cancel', 'refund'];

/** What can be done at a provider, without its secrets or simulator: pages show no button for anything else. */
export function abilitiesOf(document: Provider): Ability[] {
  const connector = createConnector(document, { secret: () => undefined, now: () => new Date(0) });
  return abilities.filter((ability) => connector[ability] !== undefined);
}
