import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { readEnvironment } from '../../src/environment.ts';
import { createLog } from '../../src/log.ts';
import { startHub } from '../../src/start.ts';
import { fiftyNodes } from './fifty-nodes.ts';

/** What the process that loads this one needs to know. */
export interface Ready {
  url: string;
  key: string;
  nodes: number;
}

/** The hub of the bench: started by `run.ts`, with a folder of its own, until that process lets go of it. */
const folder = await mkdtemp(path.join(tmpdir(), 'pih-bench-'));
const most = '9999999';
const hub = await startHub({
  environment: readEnvironment({
    ...{ PORT: '0', SANDBOX_PORT: '0', DATA_FOLDER: folder, DEMO_PAYMENTS: '0' },
    // They are counted as always, but refuse nothing: the load is that of many clients from one.
    ...{ RATE_LIMIT_ADDRESS: most, RATE_LIMIT_KEY: most, RATE_LIMIT_CHECKOUT: most },
  }),
  env: {},
  root: path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..', '..'),
  log: createLog('info', pino.destination('/dev/null')),
  schedule: false,
});
const by = { type: 'system', name: 'bench' } as const;
const flow = fiftyNodes('rosmarino');
const { documents, access } = hub.app;
const { version } = await documents.saveDraft('flow', flow.id, { ...flow }, 0, by);
await documents.publish('flow', flow.id, version, 'For the bench', by);
const { key } = await access.createApiKey({ name: 'bench', roles: ['shop'] });

process.send?.({ url: hub.local, key, nodes: flow.nodes.length } satisfies Ready);
// Asked for the processor time it has used, in milliseconds: the figure that other work on the machine changes least.
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.((user + system) / 1000);
});
process.once('disconnect', () => {
  void hub.stop().then(() => rm(folder, { recursive: true, force: true }));
});
