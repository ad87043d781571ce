import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { machine } from '../machine.ts';
import type { Ready } from './server.ts';

/**
 * How many decisions a second the hub makes over HTTP: `POST /v1/decisions` with carts of many kinds, on a flow of fifty
 * nodes. The hub is a process of its own on the embedded store, with its access check, rate limits and log; the load comes
 * from this process.
 *
 * node --import tsx engine/bench/decision-http/run.ts [--seconds 10] [--connections 8] [--rounds 3]
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    connections: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '3' },
  },
});

const server = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(new URL('server.ts', import.meta.url))], {
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
});
const [{ url, key, nodes }] = (await once(server, 'message')) as [Ready];

const countries = ['IT', 'DE', 'FR', 'ES', 'US', 'SE'];
const carts = Array.from({ length: 60 }, (_, index) => ({
  brand: 'rosmarino',
  total: { amount: 1_000 + index * 700, currency: 'EUR' },
  shopper: { country: countries[index % countries.length], type: index % 4 ? 'private' : 'business' },
  categories: index % 3 ? ['food'] : ['gift-cards', 'oil'],
}));

const load = (seconds: number) =>
  autocannon({
    url: `${url}/v1/decisions`,
    connections: Number(values.connections),
    duration: seconds,
    requests: carts.map((cart) => ({
      method: 'POST' as const,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify(cart),
    })),
  });

async function processorMs(): Promise<number> {
  server.send('processor time?');
  const [used] = (await once(server, 'message')) as [number];
  return used;
}

try {
  console.log(`${machine(new Date())}\n\nA flow of ${nodes} nodes, ${values.connections} connections.\n`);
  await load(3); // warm-up
  console.log('| decisions/s | p50 ms | p97.5 ms | p99 ms | processor ms each | refused or failed |');
  console.log('| --: | --: | --: | --: | --: | --: |');
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const before = await processorMs();
    const { requests, latency, non2xx, errors } = await load(Number(values.seconds));
    const each = ((await processorMs()) - before) / requests.total;
    console.log(
      `| ${Math.round(requests.average)} | ${latency.p50} | ${latency.p97_5} | ${latency.p99} | ${each.toFixed(2)} | ${non2xx + errors} |`,
    );
  }
} finally {
  server.disconnect();
  await once(server, 'exit');
}
