import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pino } from 'pino';
import { startTestHub, type TestHub } from '../../hub-for-tests.ts';
import { openStore, type Store } from '../../store/index.ts';
import { LiveDocuments } from '../live.ts';
import { configModels, type ConfigModels } from '../model.ts';
import { Commits } from './commit.ts';
import { headsTogether } from './heads-together.ts';
import { planned } from './plan.ts';
import { aBrand, importing, slugOf, type Caller } from './transfer-for-tests.ts';

let hub: TestHub;
let operator: Caller;
/** Another node: its own connection, models and live documents. */
let store: Store;
let models: ConfigModels;
let commits: Commits;
let other: LiveDocuments;
let ahead: number;
beforeEach(async () => {
  hub = await startTestHub();
  operator = await hub.signIn();
  store = await openStore({ folder: '', mongodbUri: hub.storeUri });
  models = configModels(store.connection);
  ahead = 0;
  commits = new Commits(models, () => new Date(Date.now() + ahead));
  other = new LiveDocuments(models, pino({ level: 'silent' }), () => commits.settle());
});
afterEach(async () => {
  await store.close();
  await hub.stop();
});

const by = { type: 'system' } as const;
const names = ['one', 'two', 'three', 'four', 'five'];
const brands = (title: string) => names.map((id) => aBrand(hub, id, { title }));
const titles = (live: LiveDocuments) => names.map((id) => live.current.get('checkout', id)?.document.title);
const all = (title: string | undefined) => names.map(() => title);
const first = () => importing(hub, operator, brands('first'));

/** An import of this node that gets ready and then never goes on: its process is gone. */
async function dyingImport(title: string): Promise<string> {
  const batch = { planned: await planned(commits, brands(title)), note: 'A test', by };
  await new Promise<void>((ready) => {
    void commits.carryOut(batch, () => new Promise(() => ready()));
  });
  const record = await models.imports.findOne({ state: 'preparing' }).lean();
  return record?._id ?? '';
}

describe('an engine that slept while others took its import back', { timeout: 30_000 }, () => {
  it.each(['aborted', 'gone'])(
    'and marks a document late, of an import that is %s, keeps nobody from it',
    async (state) => {
      await first();
      const [plan] = await planned(commits, brands('late'));
      if (!plan) throw new Error('There is nothing to import');
      const id = await dyingImport('late');
      const marked = await models.documents.findById('checkout/one').lean();
      ahead = 60_000;
      await commits.settle();
      if (state === 'gone') await models.imports.deleteOne({ _id: id });
      const { importing: mark } = marked ?? {};
      await models.documents.updateOne({ _id: 'checkout/one' }, { $set: { importing: mark }, $inc: { version: 1 } });
      const settled = await commits.read('checkout', 'one');
      expect([settled.importing, settled.published?.document]).toMatchObject([null, { title: 'first' }]);
    },
  );
});

describe('an import is seen as a whole or not at all', { timeout: 90_000 }, () => {
  it('by a node that reads all the time while others are made', async () => {
    await first();
    const seen = new Set<string>();
    let isOver = false;
    const reading = (async () => {
      while (!isOver) {
        await other.refresh();
        seen.add([...new Set(titles(other))].join(' and '));
      }
    })();
    for (let round = 0; round < 6; round += 1) await importing(hub, operator, brands(`round ${round}`));
    isOver = true;
    await reading;
    await other.refresh();
    expect(titles(other)).toEqual(all('round 5'));
    expect([...seen].filter((each) => each.includes(' and '))).toEqual([]);
  });

  it.each([1, 2, 3])('when all of it happens before reading number %i', async (number) => {
    await first();
    await other.refresh();
    const known = new Map(
      (await models.documents.find({}, { version: 1 }).lean()).map(({ _id, version }) => [_id, version]),
    );
    // Two of the documents have changed already, so that only these are to be read.
    for (const id of ['one', 'two']) {
      const draft = { document: aBrand(hub, id, { title: 'draft' }), version: 0 };
      await hub.ask('PUT', `/v1/config/checkout/${id}/draft`, { ...operator, body: draft });
    }
    let reading = 0;
    const find = (...asked: Parameters<typeof models.documents.find>) => ({
      lean: async () => {
        reading += 1;
        if (reading === number) await importing(hub, operator, brands('second'));
        return models.documents.find(...asked).lean();
      },
    });
    const documents = { find } as unknown as ConfigModels['documents'];
    const heads = await headsTogether({ documents, imports: models.imports }, known);
    const read = heads.map(({ head }) => (head.published?.document as { title?: string } | undefined)?.title);
    expect(reading).toBeGreaterThan(2);
    expect([all('second'), ['first', 'first']]).toContainEqual(read);
  });

  it('when several are made at once: the last word is one import’s, not a mixture', async () => {
    await first();
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd'].map((title) =>
        importing(hub, operator, title > 'b' ? brands(title).reverse() : brands(title)),
      ),
    );
    const done = answers.filter(({ status }) => status === 200);
    expect(done.length).toBeGreaterThan(0);
    for (const answer of answers.filter(({ status }) => status !== 200))
      expect(slugOf(answer)).toBe('import-overtaken');
    await other.refresh();
    expect(new Set(titles(other)).size).toBe(1);
    expect(await models.imports.countDocuments({ state: { $in: ['preparing', 'committed', 'aborting'] } })).toBe(0);
  });

  it('while somebody publishes one of its documents: one of the two is first, and both stay whole', async () => {
    await first();
    const draft = { document: aBrand(hub, 'three', { title: 'published' }), version: 0 };
    const saved = await hub.ask('PUT', '/v1/config/checkout/three/draft', { ...operator, body: draft });
    const publication = { version: saved.body['version'], note: 'A test' };
    const [imported, published] = await Promise.all([
      importing(hub, operator, brands('imported')),
      hub.ask('POST', '/v1/config/checkout/three/publish', { ...operator, body: publication }),
    ]);
    expect(published.status).toBe(200);
    await other.refresh();
    const others = titles(other).filter((_, index) => names[index] !== 'three');
    expect(new Set(others)).toEqual(new Set([imported.status === 200 ? 'imported' : 'first']));
    if (imported.status !== 200) expect(slugOf(imported)).toBe('import-overtaken');
    const revisions = await models.revisions.find({ kind: 'checkout', id: 'three' }).lean();
    expect(new Set(revisions.map(({ revision }) => revision)).size).toBe(revisions.length);
  });
});

describe('an engine that dies in the middle of an import', { timeout: 90_000 }, () => {
  it('before the commit leaves everything as it was, and nobody has to wait for it for ever', async () => {
    await first();
    await dyingImport('half done');
    await other.refresh();
    expect(titles(other)).toEqual(all('first'));
    ahead = 16_000;
    await commits.settle();
    expect(await models.documents.countDocuments({ importing: { $ne: null } })).toBe(0);
    await other.refresh();
    expect(titles(other)).toEqual(all('first'));
    expect((await importing(hub, operator, brands('next'))).status).toBe(200);
  });

  it('after the commit has published everything: it is live before anybody has moved it', async () => {
    await first();
    const id = await dyingImport('committed');
    await models.imports.updateOne({ _id: id }, { $set: { state: 'committed' } });
    const reader = new LiveDocuments(models, pino({ level: 'silent' }));
    await reader.refresh();
    expect(titles(reader)).toEqual(all('committed'));
    expect(await models.documents.countDocuments({ importing: { $ne: null } })).toBe(names.length);
    // Whoever reads with the means to do so finishes it.
    await other.refresh();
    expect(await models.documents.countDocuments({ importing: { $ne: null } })).toBe(0);
    await reader.refresh();
    expect([titles(reader), titles(other)]).toEqual([all('committed'), all('committed')]);
    expect((await models.imports.findById(id).lean())?.state).toBe('done');
    const { revision } = reader.current.get('checkout', 'one') ?? {};
    expect(revision).toBe(2);
    expect(await models.events.countDocuments({ kind: 'checkout', what: 'imported' })).toBe(2 * names.length);
  });

  it('half way through moving what is committed leaves the rest to others, who do nothing twice', async () => {
    await first();
    const id = await dyingImport('committed');
    await models.imports.updateOne({ _id: id }, { $set: { state: 'committed' } });
    await Promise.all(Array.from({ length: 5 }, () => commits.settle()));
    for (const name of names) {
      const head = await models.documents.findById(`checkout/${name}`).lean();
      expect(head).toMatchObject({ published: { revision: 2, how: 'import' }, importing: null });
    }
    expect(await models.events.countDocuments({ kind: 'checkout', what: 'imported' })).toBe(2 * names.length);
  });

  it('is finished by whoever changes one of its documents next', async () => {
    await first();
    const id = await dyingImport('committed');
    await models.imports.updateOne({ _id: id }, { $set: { state: 'committed' } });
    const draft = { document: aBrand(hub, 'two', { title: 'later' }), version: 0 };
    const saved = await hub.ask('PUT', '/v1/config/checkout/two/draft', { ...operator, body: draft });
    expect(saved.status).toBe(200);
    const { body } = await hub.ask('GET', '/v1/config/checkout/two', operator);
    expect(body).toMatchObject({ published: { revision: 2 }, draft: { basedOn: 2 } });
  });
});
