import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type TestHub } from '../hub-for-tests.ts';
import { openStore, type Store } from '../store/index.ts';
import { aBrand, anotherNode, editorAt, luca as lucasLogin, problemOf, type Editor } from './life-for-tests.ts';
import { configModels, type ConfigModels } from './model.ts';

let hub: TestHub;
let giulia: Editor;
let luca: Editor;
let store: Store;
let models: ConfigModels;
beforeAll(async () => {
  hub = await startTestHub();
  store = await openStore({ folder: '', mongodbUri: hub.storeUri });
  models = configModels(store.connection);
  giulia = editorAt(hub, await hub.signIn());
  luca = editorAt(hub, await hub.signIn(lucasLogin));
});
afterAll(async () => {
  await store.close();
  await hub.stop();
});

const brand = (id: string, title: string) => aBrand(hub, id, { title });
const by = { type: 'operator', id: 'opr_1', name: 'Giulia Neri' } as const;
class Killed extends Error {}

/** A node whose engine dies at the first write to one of its collections. */
function dyingAt(collection: 'revisions' | 'events' | 'releases') {
  const dying = new Proxy(models[collection], {
    get: (model, name): unknown => {
      if (name !== 'updateOne') return Reflect.get(model, name);
      return () => Promise.reject(new Killed());
    },
  });
  return anotherNode(store, { models: { ...models, [collection]: dying } });
}
const whats = async (address: string) => (await giulia.history(address)).map(({ what }) => what);
const numbers = async (address: string) => {
  const { body } = await giulia.call<{ data: { revision: number }[] }>('GET', `config/${address}/revisions`);
  return body.data.map(({ revision }) => revision);
};

describe('an engine that dies right after a publication', () => {
  it.each(['revisions', 'events'] as const)(
    'before it wrote to %s has published, and nothing is missing',
    async (collection) => {
      const id = `killed-at-${collection}`;
      const version = await giulia.draft(brand(id, 'One'));
      const dying = dyingAt(collection);
      await expect(dying.publish('checkout', id, version, 'Killed', by)).rejects.toBeInstanceOf(Killed);
      expect(await whats(`checkout/${id}`)).toEqual(['draft_begun', 'published']);
      expect(await numbers(`checkout/${id}`)).toEqual([1]);
      // Whoever comes next files it, even with a draft only; and once.
      await giulia.draft(brand(id, 'Two'));
      await giulia.published(brand(id, 'Three'));
      expect(await whats(`checkout/${id}`)).toEqual(['draft_begun', 'published', 'draft_begun', 'published']);
      expect(await numbers(`checkout/${id}`)).toEqual([2, 1]);
      expect(await models.revisions.countDocuments({ kind: 'checkout', id })).toBe(2);
      expect(await models.events.countDocuments({ kind: 'checkout', id })).toBe(4);
    },
  );

  it('in the middle of ending a release leaves one that has ended', async () => {
    await giulia.published(brand('cut', 'Usual'));
    const version = await giulia.draft(brand('cut', 'Planned'));
    const from = new Date(Date.now() + 3_600_000).toISOString();
    const { body } = await giulia.publish('checkout/cut', version, { schedule: { from } });
    const release = body.release?.id ?? '';
    await expect(dyingAt('releases').withdraw({ kind: 'checkout', id: 'cut', release, by })).rejects.toBeInstanceOf(
      Killed,
    );
    expect(await giulia.release('checkout/cut', release)).toMatchObject({ state: 'withdrawn' });
    await giulia.draft(brand('cut', 'Next'));
    expect(await giulia.release('checkout/cut', release)).toMatchObject({
      state: 'withdrawn',
      document: { title: 'Planned' },
    });
    expect(problemOf(await giulia.answer('checkout/cut', release, 'withdraw'))).toBe('release-ended');
  });

  it('before a release was named leaves nothing to be seen of it', async () => {
    const version = await giulia.draft(brand('unnamed', 'Planned'));
    const schedule = { from: new Date(Date.now() + 3_600_000).toISOString() };
    const dying = dyingAt('releases');
    await expect(dying.publish('checkout', 'unnamed', version, 'Killed', by, { schedule })).rejects.toBeInstanceOf(
      Killed,
    );
    expect(await giulia.read('checkout/unnamed')).toMatchObject({ releases: [], draft: { version } });
    expect(await whats('checkout/unnamed')).toEqual(['draft_begun']);
  });
});

describe('a draft', () => {
  it('remembers everybody who saved it and where it began, and its history who took it over from whom', async () => {
    await giulia.published(brand('shared', 'One'));
    await giulia.draft(brand('shared', 'Two'));
    await giulia.draft(brand('shared', 'Three'));
    await luca.draft(brand('shared', 'By Luca'));
    const { draft } = await giulia.read('checkout/shared');
    expect({ by: draft?.by.name, editors: draft?.editors.map(({ name }) => name), basedOn: draft?.basedOn }).toEqual({
      by: 'Luca Ferri',
      editors: ['Giulia Neri', 'Luca Ferri'],
      basedOn: 1,
    });
    expect((await giulia.history('checkout/shared')).at(-1)).toMatchObject({
      what: 'draft_taken_over',
      by: { name: 'Luca Ferri' },
      from: { name: 'Giulia Neri' },
    });
  });

  it('that somebody else saved says who and when', async () => {
    const version = await giulia.draft(brand('whose', 'One'));
    await luca.draft(brand('whose', 'Two'));
    const mine = await giulia.call('PUT', 'config/checkout/whose/draft', { document: brand('whose', 'Mine'), version });
    expect(mine.body).toMatchObject({
      status: 409,
      by: { name: 'Luca Ferri' },
      at: expect.stringMatching(/Z$/),
      yours: version,
    });
    expect(mine.body['detail']).toContain('Luca Ferri');
  });

  it('thrown away is told by the history, and leaves what was published', async () => {
    await giulia.published(brand('thrown', 'One'));
    const version = await giulia.draft(brand('thrown', 'Two'));
    expect((await giulia.call('DELETE', `config/checkout/thrown/draft?version=${version}`)).status).toBe(204);
    expect((await whats('checkout/thrown')).at(-1)).toBe('draft_discarded');
  });
});

it('documents of an installation from before releases are read, listed, published and told', async () => {
  const document = { ...brand('veteran', 'Old') };
  const at = new Date('2026-01-01T00:00:00Z');
  await models.documents.collection.insertOne({
    _id: 'checkout/veteran' as never,
    kind: 'checkout',
    id: 'veteran',
    version: 4,
    published: { revision: 2, document, note: 'Long ago', at, by },
    draft: { version: 4, document, at, by },
  });
  expect(await giulia.read('checkout/veteran')).toMatchObject({
    published: { revision: 2, how: 'publish' },
    draft: { editors: [by], basedOn: 2 },
    releases: [],
    archived: null,
  });
  expect((await giulia.published(brand('veteran', 'New'))).revision).toBe(3);
  expect(await numbers('checkout/veteran')).toEqual([3, 2]);
});
