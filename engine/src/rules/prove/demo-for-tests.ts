import type { Flow, Provider, Settings } from '@pih/schemas';
import { readdirSync, readFileSync } from 'node:fs';
import { knownTo } from '../check/index.ts';
import type { Surroundings } from './drawing.ts';

const seeds = new URL('../../../../seeds/demo/', import.meta.url);

function documents<Document>(kind: string): Document[] {
  const folder = new URL(`${kind}/`, seeds);
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  // What the seeds hold is checked against the schemas by a test of its own.
  return files.map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Document);
}

/** The documents of the demo organisation. */
export const demoFlows = documents<Flow>('flow');
export const demoProviders = documents<Provider>('provider');
const [settings] = documents<Settings>('settings');
const brands = documents<{ id: string }>('checkout').map(({ id }) => id);

/** The demo organisation around a flow, with other providers or settings where a test is about these. */
export function demo(about: { providers?: readonly Provider[]; settings?: Partial<Settings> } = {}): Surroundings {
  if (!settings) throw new Error('The seeds have no settings');
  const all = about.providers ?? demoProviders;
  const mine = { ...settings, ...about.settings };
  return {
    known: knownTo(mine, all),
    providers: new Map(all.map((provider) => [provider.id, provider])),
    settings: mine,
    brands,
  };
}

/** A flow of the demo organisation, to be changed at will. */
export function demoFlow(id: string): Flow {
  const found = demoFlows.find((flow) => flow.id === id);
  if (!found) throw new Error(`The seeds have no flow “${id}”`);
  return structuredClone(found);
}
