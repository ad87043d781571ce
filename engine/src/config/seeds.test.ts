import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { mappingErrors } from '../providers/index.ts';
import { runTests } from '../rules/index.ts';
import { readSeeds } from './seeds.ts';

const folder = (name: string) => fileURLToPath(new URL(`../../../seeds/${name}`, import.meta.url));

describe('the seeds', () => {
  it('of a new installation stand on their own', async () => {
    expect((await readSeeds([folder('base')])).length).toBeGreaterThan(0);
  });

  it('of the demo organisation could be published: references lead somewhere, flows pass their own tests, mappings compile', async () => {
    const documents = await readSeeds([folder('base'), folder('demo')]);
    const kinds = new Set(documents.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(expect.arrayContaining(['checkout', 'flow', 'provider', 'role', 'settings']));
    for (const document of documents) {
      if (document.kind === 'flow') expect(await runTests(document), document.id).toEqual([]);
      if (document.kind === 'provider') expect(await mappingErrors(document), document.id).toEqual([]);
    }
  });
});
