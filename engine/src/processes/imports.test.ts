import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Checkout, ConfigExport, Session } from '@pih/schemas';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { administrator } from '../hub-for-tests.ts';
import { buildEngine, type EngineProcess, type EngineProgram } from './engine-process-for-tests.ts';

const patience = 180_000;

let program: EngineProgram;
let folder: string;
let engine: EngineProcess;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pih-imports-'));
  program = await buildEngine();
}, patience);
afterAll(async () => {
  await engine.kill();
  await program.remove();
  await rm(folder, { recursive: true, force: true });
}, patience);

/** An operator's calls to the engine that runs now. */
async function signedIn() {
  const json = { 'Content-Type': 'application/json' };
  const session = await fetch(`${engine.url}/v1/session`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify(administrator),
  });
  const { csrfToken } = (await session.json()) as Session;
  const Cookie = session.headers.get('set-cookie')?.split(';')[0] ?? '';
  const headers = { ...json, Cookie, 'X-CSRF-Token': csrfToken };
  const exported = async (): Promise<Checkout[]> => {
    const answer = await fetch(`${engine.url}/v1/config-export`, { headers });
    const { documents } = (await answer.json()) as ConfigExport;
    return (documents as unknown as Checkout[]).filter(({ kind }) => kind === 'checkout');
  };
  const importing = (documents: readonly Checkout[]): Promise<Response> =>
    fetch(`${engine.url}/v1/config-import`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ documents, note: 'A test' }),
    });
  return { exported, importing };
}

const ids = Array.from({ length: 8 }, (_, index) => `brand-${index}`);

it(
  'an import is whole or not at all, and kept once it was acknowledged, whenever its engine is killed',
  async () => {
    let acknowledged = 0;
    // Parts of the time that an import takes.
    for (const part of [0.4, 0.9, 1.3]) {
      engine = await program.start({ PORT: '0', SANDBOX_PORT: '0', DATA_FOLDER: folder, LOG_LEVEL: 'silent' });
      const client = await signedIn();
      const checkouts = await client.exported();
      const brands = checkouts.filter(({ id }) => ids.includes(id));
      const titles = [...new Set(brands.map(({ title }) => title))];
      expect(titles.length).toBeLessThanOrEqual(1);
      const found = Number(titles[0] ?? 0);
      // The one that was under way when the engine was killed may have got through, or not.
      expect([acknowledged, acknowledged + 1]).toContain(found);
      acknowledged = found;
      const [brand] = checkouts;
      if (!brand) throw new Error('The seeds have no brand');
      const importing = async () => {
        const title = String(acknowledged + 1);
        const answer = await client.importing(ids.map((id) => ({ ...brand, id, title }))).catch(() => undefined);
        if (answer?.status === 200) acknowledged += 1;
        else if (answer) throw new Error(await answer.text());
      };
      // The first one also waits for what the engine before has left, and for what is made when it is first needed.
      await importing();
      const startedAt = performance.now();
      await importing();
      const tookMs = performance.now() - startedAt;
      let isKilled = false;
      const killed = new Promise<void>((resolve) => {
        setTimeout(() => {
          isKilled = true;
          void engine.kill().then(resolve);
        }, part * tookMs);
      });
      while (!isKilled) await importing();
      await killed;
    }
    engine = await program.start({ PORT: '0', SANDBOX_PORT: '0', DATA_FOLDER: folder, LOG_LEVEL: 'silent' });
    const last = (await (await signedIn()).exported()).filter(({ id }) => ids.includes(id));
    expect(new Set(last.map(({ title }) => title)).size).toBeLessThanOrEqual(1);
    expect(acknowledged).toBeGreaterThan(0);
  },
  patience,
);
