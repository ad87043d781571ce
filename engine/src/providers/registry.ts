import type { Provider } from '@pih/schemas';
import type { Connector, ConnectorDeps } from './connector.ts';
import { createDeclarativeConnector } from './declarative/index.ts';
import { createStripeConnector } from './stripe/index.ts';

/** How each kind of connector is made; the schema of provider documents names the same kinds. */
const connectors: Readonly<Record<Provider['connector'], (document: Provider, deps: ConnectorDeps) => Connector>> = {
  stripe: createStripeConnector,
  declarative: createDeclarativeConnector,
};

/**
 * The connector of a valid provider document. Making one never fails and asks nobody; a secret without a value shows
 * when it is used (`ProviderNotReady`). Keep it as long as the document stays the same: it keeps access tokens and compiled mappings.
 */
export const createConnector = (document: Provider, deps: ConnectorDeps): Connector =>
  connectors[document.connector](document, deps);

/** What some providers can do and others cannot. */
export type Ability = 'capture' | 'cancel' | 'refund';
const abilities: readonly Ability[] = ['capture', 'cancel', 'refund'];

/** What can be done at a provider, without its secrets or simulator: pages show no button for anything else. */
export function abilitiesOf(document: Provider): Ability[] {
  const connector = createConnector(document, { secret: () => undefined, now: () => new Date(0) });
  return abilities.filter((ability) => connector[ability] !== undefined);
}
