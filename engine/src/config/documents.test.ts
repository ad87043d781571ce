import { bodyErrors, type Checkout, type Flow, type Provider, type Role } from '@pih/schemas';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type Ask, type TestHub } from '../hub-for-tests.ts';
import { openStore, type Store } from '../store/index.ts';
import { LiveDocuments } from './live.ts';
import { configModels } from './model.ts';

let hub: TestHub;
/** Another node's connection to the same database. */
let node: Store;
let asOperator: Pick<Ask, 'key' | 'headers'>;
beforeAll(async () => {
  hub = await startTestHub();
  node = await openStore({ folder: '', mongodbUri: hub.storeUri });
  asOperator = await hub.signIn();
});
afterAll(async () => {
  await node.close();
  await hub.stop();
});

type Document = Record<string, unknown>;
interface Read {
  published: { revision: number; document: Document; note: string; by: { name: string } } | null;
  draft: { version: number; document: Document } | null;
}

const call = <Body = Record<string, unknown>>(method: string, address: string, body?: unknown) =>
  hub.ask<Body>(method, `/v1/config/${address}`, { ...asOperator, ...(body !== undefined && { body }) });
const read = async (address: string): Promise<Read> => (await call<Read>('GET', address)).body;
const problemOf = ({ body }: { body: Record<string, unknown> }): string => String(body['type']).split('/').at(-1) ?? '';

/** A brand like one of the seeds, but for its name. */
function aCheckout(id: string, about: Partial<Checkout> = {}): Checkout {
  const live = hub.app.live.current.get('checkout', 'rosmarino');
  if (!live) throw new Error('The seeds have no rosmarino');
  return { ...live.document, id, ...about };
}
const flowOf = (id: string): Flow => {
  const live = hub.app.live.current.get('flow', id);
  if (!live) throw new Error(`The seeds have no flow ${id}`);
  return structuredClone(live.document);
};
const providerOf = (id: string): Provider => {
  const live = hub.app.live.current.get('provider', id);
  if (!live) throw new Error(`The seeds have no provider ${id}`);
  return structuredClone(live.document);
};

async function draft(document: { kind: string; id: string }, version = 0): Promise<number> {
  const answer = await call<{ version: number }>('PUT', `${document.kind}/${document.id}/draft`, { document, version });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body.version;
}
const publish = (address: string, version: number, note = 'A test') =>
  call(`POST`, `${address}/publish`, { version, note });
async function published(document: { kind: string; id: string }, note?: string): Promise<number> {
  const address = `${document.kind}/${document.id}`;
  const before = await call<Read>('GET', address);
  const version = await draft(document, before.status === 200 ? (before.body.draft?.version ?? 0) : 0);
  const answer = await publish(address, version, note);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return Number(answer.body['revision']);
}

describe('a draft', () => {
  it('is kept even when it could not be published', async () => {
    const version = await draft({ kind: 'flow', id: 'half-done' });
    expect((await read('flow/half-done')).draft).toMatchObject({ version, document: { id: 'half-done' } });
    expect(problemOf(await publish('flow/half-done', version))).toBe('not-publishable');
    expect((await read('flow/half-done')).published).toBeNull();
  });

  it('is refused when somebody else saved it meanwhile, and theirs stays', async () => {
    const version = await draft(aCheckout('two-windows', { title: 'First' }));
    await draft(aCheckout('two-windows', { title: 'Theirs' }), version);
    const mine = await call('PUT', 'checkout/two-windows/draft', { document: aCheckout('two-windows'), version });
    expect(mine.body).toMatchObject({ status: 409, yours: version });
    expect(problemOf(mine)).toBe('draft-changed');
    expect((await read('checkout/two-windows')).draft?.document['title']).toBe('Theirs');
  });

  it('of which ten are saved at once is one of them', async () => {
    const saved = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        call('PUT', 'checkout/crowded/draft', { document: aCheckout('crowded', { title: `By ${index}` }), version: 0 }),
      ),
    );
    expect(saved.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(9).fill(409)]);
    const winner = saved.findIndex(({ status }) => status === 200);
    expect((await read('checkout/crowded')).draft?.document['title']).toBe(`By ${winner}`);
  });

  it('says at its address what it is', async () => {
    for (const document of [{ kind: 'checkout', id: 'other' }, { kind: 'flow', id: 'named' }, {}, { kind: 'flow' }])
      expect(problemOf(await call('PUT', 'checkout/named/draft', { document, version: 0 }))).toBe('wrong-document');
    const odd = { kind: 'flow', id: 'Not A Slug' };
    const answer = await call('PUT', 'flow/Not%20A%20Slug/draft', { document: odd, version: 0 });
    expect(problemOf(answer)).toBe('wrong-document');
  });

  it('that is thrown away before any publication leaves nothing to be seen', async () => {
    const version = await draft({ kind: 'kpi', id: 'idea' });
    expect((await call('DELETE', 'kpi/idea/draft')).status).toBe(400);
    expect(problemOf(await call('DELETE', `kpi/idea/draft?version=${version + 1}`))).toBe('draft-changed');
    expect((await call('DELETE', `kpi/idea/draft?version=${version}`)).status).toBe(204);
    expect(problemOf(await call('GET', 'kpi/idea'))).toBe('document-not-found');
    const { data } = (await call<{ data: { id: string }[] }>('GET', 'kpi')).body;
    expect(data.map(({ id }) => id)).not.toContain('idea');
    // A window that still shows the old draft cannot take a new one for its own.
    expect(await draft({ kind: 'kpi', id: 'idea' })).toBeGreaterThan(1);
  });

  it('is judged without being saved', async () => {
    const { body } = await call<{ errors: { path: string }[] }>('POST', 'checkout/judged/validate', {
      document: aCheckout('judged', { flow: 'gone' }),
      version: 0,
    });
    expect(body.errors).toMatchObject([{ path: '/flow', rule: 'unknown-flow', value: 'gone' }]);
    expect((await call('GET', 'checkout/judged')).status).toBe(404);
  });
});

/** Throws away the draft that is there now. */
async function discard(address: string): Promise<void> {
  const { draft: current } = await read(address);
  expect((await call('DELETE', `${address}/draft?version=${current?.version ?? 0}`)).status).toBe(204);
}

describe('what does not exist', () => {
  it.each([
    ['GET', 'nothing', 'kind-unknown'],
    ['GET', '__proto__', 'kind-unknown'],
    ['GET', 'constructor/x', 'kind-unknown'],
    ['GET', 'flow/nothing', 'document-not-found'],
    ['GET', 'flow/nothing/revisions', 'document-not-found'],
    ['GET', 'flow/rosmarino/revisions/99', 'revision-not-found'],
    ['GET', 'flow/rosmarino/revisions/0', 'revision-not-found'],
    ['GET', 'flow/rosmarino/revisions/1e3', 'revision-not-found'],
    ['DELETE', 'flow/nothing/draft?version=1', 'document-not-found'],
  ])('%s %s is %s', async (method, address, type) => {
    const answer = await call(method, address);
    expect([answer.status, problemOf(answer)]).toEqual([404, type]);
  });

  it('cannot be published or rolled back to', async () => {
    expect(problemOf(await publish('flow/nothing', 1))).toBe('document-not-found');
    expect(problemOf(await publish('flow/rosmarino', 1))).toBe('draft-missing');
    const back = await call('POST', 'flow/rosmarino/rollback', { revision: 99, note: 'Back' });
    expect(problemOf(back)).toBe('revision-not-found');
  });
});

describe('a publication', () => {
  it('is live at once, numbered, and says who and why', async () => {
    expect(await published(aCheckout('fresh', { title: 'One' }), 'Because')).toBe(1);
    expect(await published(aCheckout('fresh', { title: 'Two' }), 'Better')).toBe(2);
    expect(hub.app.live.current.get('checkout', 'fresh')).toMatchObject({ revision: 2, document: { title: 'Two' } });
    expect((await read('checkout/fresh')).published).toMatchObject({ note: 'Better', by: { name: 'Giulia Neri' } });
    const { body } = await call<{ data: { revision: number; note: string }[] }>('GET', 'checkout/fresh/revisions');
    expect(body.data.map(({ revision, note }) => [revision, note])).toEqual([
      [2, 'Better'],
      [1, 'Because'],
    ]);
    expect((await call('GET', 'checkout/fresh/revisions/1')).body).toMatchObject({ document: { title: 'One' } });
  });

  it('by ten operators at once happens once', async () => {
    const version = await draft(aCheckout('ten-hands'));
    const answers = await Promise.all(Array.from({ length: 10 }, () => publish('checkout/ten-hands', version)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 200))
      expect(['draft-changed', 'draft-missing']).toContain(problemOf(answer));
    expect((await read('checkout/ten-hands')).published?.revision).toBe(1);
  });

  it('of an older draft than the one that is there is refused', async () => {
    const version = await draft(aCheckout('seen'));
    await draft(aCheckout('seen', { title: 'Newer' }), version);
    expect(problemOf(await publish('checkout/seen', version))).toBe('draft-changed');
  });

  it('can be taken back, which is a publication of its own and leaves the draft alone', async () => {
    await published(aCheckout('undone', { title: 'Good' }));
    await published(aCheckout('undone', { title: 'Bad' }));
    const version = await draft(aCheckout('undone', { title: 'Next' }));
    const back = await call('POST', 'checkout/undone/rollback', { revision: 1, note: 'Back' });
    expect(back.body).toMatchObject({ revision: 3, note: 'Back' });
    expect(await read('checkout/undone')).toMatchObject({
      published: { revision: 3, document: { title: 'Good' } },
      draft: { version: expect.any(Number), document: { title: 'Next' } },
    });
    expect((await publish('checkout/undone', version)).status).toBe(200);
  });

  it('whose copy a crash left out is still read, listed and rolled back to', async () => {
    await published(aCheckout('broken-off', { title: 'One' }));
    await published(aCheckout('broken-off', { title: 'Two' }));
    // As after a crash between the change of the head and the copy of the revision.
    await configModels(node.connection).revisions.deleteOne({ _id: 'checkout/broken-off@2' });
    expect((await call('GET', 'checkout/broken-off/revisions/2')).body).toMatchObject({ document: { title: 'Two' } });
    await published(aCheckout('broken-off', { title: 'Three' }));
    const { body } = await call<{ data: { revision: number }[] }>('GET', 'checkout/broken-off/revisions');
    expect(body.data.map(({ revision }) => revision)).toEqual([3, 2, 1]);
  });
});

describe('a flow', () => {
  const offered = (flow: Flow) => flow.nodes.find((node) => node.type === 'offer' && node.id === 'everybody');

  it('that names a method, a provider or a fact that is not known says at which node', async () => {
    const flow = flowOf('rosmarino');
    const offer = offered(flow);
    const condition = flow.nodes.find(({ type }) => type === 'condition');
    if (offer?.type !== 'offer' || condition?.type !== 'condition') throw new Error('The seeds changed');
    offer.data.methods = [
      { method: 'seashells', providers: ['stripe'] },
      { method: 'card', providers: ['nobody'] },
    ];
    condition.data.when = { fact: 'moonPhase', operator: 'equal', value: 'full' };
    const answer = await publish('flow/rosmarino', await draft(flow));
    expect(answer.body).toMatchObject({ status: 422, kind: 'flow', id: 'rosmarino' });
    expect(bodyErrors('problem', answer.body)).toEqual([]);
    const errors = answer.body['errors'] as { node?: string; message: string; path: string }[];
    const about = (word: string) => errors.find(({ message }) => message.includes(word));
    expect(about('seashells')).toMatchObject({ node: 'everybody', path: expect.stringMatching(/^\/nodes\/\d+\/data/) });
    expect(about('nobody')).toMatchObject({ node: 'everybody' });
    expect(about('moonPhase')).toMatchObject({ node: condition.id });
    expect(hub.app.live.current.get('flow', 'rosmarino')?.revision).toBe(1);
    await discard('flow/rosmarino');
  });

  it('whose own test fails is not published', async () => {
    const flow = { ...flowOf('nordlicht'), tests: [{ name: 'Nobody pays', facts: {}, expect: [] }] };
    const answer = await publish('flow/nordlicht', await draft(flow));
    expect(answer.body).toMatchObject({ status: 422, errors: [{ rule: 'test', path: '/tests/0' }] });
    expect(bodyErrors('problem', answer.body)).toEqual([]);
    await discard('flow/nordlicht');
  });

  it('keeps a provider from dropping a method that it offers', async () => {
    const paypal = providerOf('paypal');
    const renamed = paypal.methods.map((each) => ({ ...each, method: 'other-wallet' }));
    const answer = await publish('provider/paypal', await draft({ ...paypal, methods: renamed } as Provider));
    expect(answer.status).toBe(422);
    const errors = answer.body['errors'] as { rule: string; message: string }[];
    expect(errors.every(({ rule }) => rule === 'in-use')).toBe(true);
    expect(errors.map(({ message }) => message).join()).toMatch(/flow "rosmarino"/);
    await discard('provider/paypal');
  });
});

describe('another engine node on the same database', () => {
  it('lives by a publication within a second', async () => {
    const other = new LiveDocuments(configModels(node.connection), pino({ enabled: false }));
    try {
      await other.refresh();
      other.watch();
      expect(other.current.get('checkout', 'far-away')).toBeUndefined();
      const arrived = new Promise<number>((resolve) =>
        other.onChange((now) => now.get('checkout', 'far-away') && resolve(performance.now())),
      );
      await published(aCheckout('far-away'));
      const publishedAt = performance.now();
      expect((await arrived) - publishedAt).toBeLessThan(1000);
    } finally {
      await other.close();
    }
  });
});

describe('a role', () => {
  const roleOf = (id: string) => structuredClone(hub.app.live.current.get('role', id)?.document) as Role;

  it('that would leave nobody who may publish is refused, as is an action that does not exist', async () => {
    // Somebody else may publish too, as long as this role says so.
    const manager = { ...roleOf('checkout-manager'), grants: [{ actions: ['config.read'] }] } as Role;
    expect((await publish('role/checkout-manager', await draft(manager))).status).toBe(200);
    const administrator = {
      ...roleOf('administrator'),
      grants: [{ actions: ['payments.read', 'operators.*'] }],
    } as Role;
    const locked = await publish('role/administrator', await draft(administrator));
    expect(locked.body).toMatchObject({ status: 422, errors: [{ path: '/grants', rule: 'lock-out' }] });
    const flying = { ...roleOf('viewer'), grants: [{ actions: ['payments.read', 'payments.fly'] }] } as Role;
    const strange = await publish('role/viewer', await draft(flying));
    expect(strange.body).toMatchObject({
      status: 422,
      errors: [{ path: '/grants/0/actions/1', value: 'payments.fly' }],
    });
  });
});
