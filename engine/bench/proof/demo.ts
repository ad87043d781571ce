import { parseDocument, type Flow, type Provider } from '@pih/schemas';
import { readdirSync, readFileSync } from 'node:fs';
import { knownTo, type Surroundings } from '../../src/rules/index.ts';

const seeds = new URL('../../../seeds/demo/', import.meta.url);

const read = <K extends 'flow' | 'provider' | 'settings' | 'checkout'>(kind: K) =>
  readdirSync(new URL(`${kind}/`, seeds)).map((name) =>
    parseDocument(kind, JSON.parse(readFileSync(new URL(`${kind}/${name}`, seeds), 'utf8'))),
  );

const providers: Provider[] = read('provider');
export const demoFlows: Flow[] = read('flow');

/** The demo organisation around a flow. */
export function demo(): Surroundings {
  const [settings] = read('settings');
  if (!settings) throw new Error('The seeds have no settings');
  return {
    known: knownTo(settings, providers),
    providers: new Map(providers.map((provider) => [provider.id, provider])),
    settings,
    brands: read('checkout').map(({ id }) => id),
  };
}
