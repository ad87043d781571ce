import { bodyErrors, type DocumentHistory, type ImportAnswer, type Settings } from '@pih/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type TestHub } from '../../hub-for-tests.ts';
import { aBrand, aFlow, documentsOf, importing, slugOf, type Caller } from './transfer-for-tests.ts';

let hub: TestHub;
let operator: Caller;
beforeAll(async () => {
  hub = await startTestHub();
  operator = await hub.signIn();
});
afterAll(() => hub.stop());

const live = (kind: 'checkout' | 'flow', id: string) => hub.app.live.current.get(kind, id);
const merchantName = () => hub.app.live.current.get('checkout', 'rosmarino')?.document.merchantName;
const settings = (): Settings => structuredClone(hub.app.live.current.settings);
const said = ({ changes }: ImportAnswer) => changes.map(({ kind, id, change }) => `${change} ${kind}/${id}`);

describe('an import', () => {
  it('makes documents live that name each other, in whichever order they come', async () => {
    const documents = [aBrand(hub, 'bottega', { flow: 'bottega' }), aFlow(hub, 'bottega')];
    const { status, body } = await importing(hub, operator, documents);
    expect(status).toBe(200);
    expect(bodyErrors('import-answer', body)).toEqual([]);
    expect([body.applied, said(body)]).toEqual([true, ['added checkout/bottega', 'added flow/bottega']]);
    const order = await hub.order({ brand: 'bottega' });
    expect((await hub.checkout(order)).brand.id).toBe('bottega');
    expect((await hub.payment(order.id)).decision?.flow).toBe('bottega');
  });

  it('says what it would change, and changes nothing, when it is only tried', async () => {
    const { body } = await importing(hub, operator, [aBrand(hub, 'rosmarino', { merchantName: 'Nuovo' })], true);
    const fields = [{ path: '/merchantName', change: 'changed', before: 'Rosmarino', after: 'Nuovo' }];
    expect(body).toEqual({
      changes: [{ kind: 'checkout', id: 'rosmarino', change: 'changed', revision: 2, fields }],
      applied: false,
    });
    expect(merchantName()).toBe('Rosmarino');
  });

  it('is refused when somebody has published since it was tried', async () => {
    const documents = [aBrand(hub, 'compared', { title: 'Mine' })];
    const revisions = { 'checkout/compared': 1 };
    const body = { documents, note: 'A test', revisions };
    await importing(hub, operator, [aBrand(hub, 'compared', { title: 'Theirs' })]);
    const late = await hub.ask('POST', '/v1/config-import', { ...operator, body });
    expect(late).toMatchObject({ status: 409, body: { documents: [{ kind: 'checkout', id: 'compared' }] } });
    const again = { ...body, revisions: { 'checkout/compared': 2 } };
    expect((await hub.ask('POST', '/v1/config-import', { ...operator, body: again })).status).toBe(200);
  });

  it('makes no revision of what stays as it is', async () => {
    const { body } = await importing(hub, operator, await documentsOf(hub, operator));
    expect(new Set(body.changes.map(({ change }) => change))).toEqual(new Set(['same']));
    expect(body.applied).toBe(false);
  });

  it('keeps a draft, numbers a revision and tells the history', async () => {
    const document = aBrand(hub, 'nordlicht-2');
    await importing(hub, operator, [document]);
    const draft = { document: { ...document, title: 'Half done' }, version: 0 };
    await hub.ask('PUT', '/v1/config/checkout/nordlicht-2/draft', { ...operator, body: draft });
    await importing(hub, operator, [{ ...document, title: 'Imported' }]);
    const address = '/v1/config/checkout/nordlicht-2';
    const { body } = await hub.ask<Record<string, unknown>>('GET', address, operator);
    expect(body).toMatchObject({
      published: { revision: 2, how: 'import', note: 'A test', document: { title: 'Imported' } },
      draft: { document: { title: 'Half done' }, basedOn: 1 },
    });
    const history = (await hub.ask<DocumentHistory>('GET', `${address}/history`, operator)).body.data;
    expect(history.filter(({ what }) => what === 'imported').map(({ revision }) => revision)).toEqual([2, 1]);
  });
});

describe('an import with something wrong in it', () => {
  const refused = async (documents: readonly unknown[], slug = 'import-refused') => {
    const before = await documentsOf(hub, operator);
    const answer = await importing(hub, operator, [...documents, aBrand(hub, 'never')]);
    expect([answer.status >= 400, slugOf(answer)]).toEqual([true, slug]);
    expect(await documentsOf(hub, operator)).toEqual(before);
    expect((await hub.ask('GET', '/v1/config/checkout/never', operator)).status).toBe(404);
    return answer;
  };
  const errorsOf = async (...documents: unknown[]) => (await refused(documents)).body.errors ?? [];

  it('names the place of a field that no schema knows', async () => {
    expect(await errorsOf(aFlow(hub, 'fine'), { ...aBrand(hub, 'odd'), colour: 'red' })).toMatchObject([
      { path: '/documents/1/colour', rule: 'additionalProperties' },
    ]);
  });

  it('names a kind that does not exist', async () => {
    expect(await errorsOf({ kind: 'theme', id: 'x' })).toMatchObject([{ path: '/documents/0/kind', rule: 'enum' }]);
  });

  it('names a document that comes twice', async () => {
    const [error] = await errorsOf(aBrand(hub, 'twin'), aBrand(hub, 'twin', { title: 'Other' }));
    expect(error).toMatchObject({ path: '/documents/1/id', rule: 'unique' });
  });

  it('names a reference that leads nowhere, and a test of a flow that is red', async () => {
    const [missing] = await errorsOf(aBrand(hub, 'lost', { flow: 'nowhere' }));
    expect(missing).toMatchObject({ path: '/documents/0/flow', rule: 'unknown-flow' });
    const [test] = aFlow(hub, 'x').tests ?? [];
    if (!test) throw new Error('The seeds have no test');
    const [red] = await errorsOf(aFlow(hub, 'red', { tests: [{ ...test, expect: ['paypal', 'paypal'].slice(1) }] }));
    expect(red?.path).toMatch(/^\/documents\/0\/tests\/0/);
  });

  it('names what of the present configuration it would break', async () => {
    const stripe = structuredClone(hub.app.live.current.get('provider', 'stripe')?.document);
    const without = { ...stripe, methods: stripe?.methods.map((each) => ({ ...each, method: 'other-card' })) };
    const errors = await errorsOf(without);
    expect(errors[0]).toMatchObject({ path: '/documents/0', rule: 'in-use' });
  });

  it('lets no second settings document in', async () => {
    const [error] = await errorsOf({ ...settings(), id: 'other' });
    expect(error).toMatchObject({ path: '/documents/0/id', rule: 'single' });
  });

  it('refuses a flow of 5,000 nodes in a sentence', async () => {
    const flow = aFlow(hub, 'endless');
    const nodes = Array.from({ length: 5000 }, (_, index) => ({ ...flow.nodes[0], id: `n${index}` }));
    expect(await errorsOf({ ...flow, nodes })).toMatchObject([{ path: '/documents/0/nodes', rule: 'maxItems' }]);
  });

  it('refuses a card number without repeating it', async () => {
    const { body } = await refused([aBrand(hub, 'card', { title: '4242 4242 4242 4242' })], 'card-number');
    expect(body.detail).toContain('/documents/0/title');
    expect(JSON.stringify(body)).not.toContain('4242');
  });

  it('refuses a secret in the place of its name without repeating it', async () => {
    const stripe = structuredClone(hub.app.live.current.get('provider', 'stripe')?.document);
    const plain = { ...stripe, credentials: { ...stripe?.credentials, secretKey: 'very-secret-value' } };
    const { body } = await refused([plain]);
    expect(body.errors).toMatchObject([{ path: '/documents/0/credentials/secretKey', rule: 'secret' }]);
    expect(JSON.stringify(body)).not.toContain('very-secret-value');
  });

  it('is not JSON', async () => {
    const answer = await hub.ask('POST', '/v1/config-import', { ...operator, body: '{"documents": [{' });
    expect([answer.status, String(answer.body['type']).split('/').at(-1)]).toEqual([400, 'broken-json']);
  });

  it('waits for nobody who has put a document away', async () => {
    await importing(hub, operator, [aBrand(hub, 'old')]);
    const archived = await hub.ask('POST', '/v1/config/checkout/old/archive', { ...operator, body: { note: 'Done' } });
    expect(archived.status).toBe(200);
    expect(await errorsOf(aBrand(hub, 'old', { title: 'Back' }))).toMatchObject([
      { path: '/documents/0', rule: 'archived' },
    ]);
  });
});

describe('who may', () => {
  it('export may not import for that', async () => {
    const viewer = { key: await hub.keyWith('viewer') };
    expect((await documentsOf(hub, viewer)).length).toBeGreaterThan(5);
    expect((await importing(hub, viewer, [aBrand(hub, 'mine')])).status).toBe(403);
    expect((await hub.ask('GET', '/v1/config-export', { key: await hub.keyWith('shop') })).status).toBe(403);
  });
});

describe('a dry run', () => {
  it('takes only the permission to read, and keeps nothing', async () => {
    const viewer = { key: await hub.keyWith('viewer') };
    const before = await documentsOf(hub, operator);
    const { body } = await importing(hub, viewer, [aBrand(hub, 'tried'), { ...settings(), title: 'Tried' }], true);
    expect([body.applied, said(body)]).toEqual([false, ['added checkout/tried', 'changed settings/merchant']]);
    expect(await documentsOf(hub, operator)).toEqual(before);
    for (const address of ['checkout/tried', 'checkout/tried/history'])
      expect((await hub.ask('GET', `/v1/config/${address}`, operator)).status).toBe(404);
    expect((await importing(hub, { key: await hub.keyWith('shop') }, [aBrand(hub, 'tried')], true)).status).toBe(403);
  });

  it('is nothing that a request can only pretend to be', async () => {
    const viewer = { key: await hub.keyWith('viewer') };
    const documents = [aBrand(hub, 'pretended')];
    for (const dryRun of [false, 'true', 1, null, undefined]) {
      const body = { documents, note: 'A test', dryRun };
      expect((await hub.ask('POST', '/v1/config-import', { ...viewer, body })).status).toBeGreaterThanOrEqual(400);
    }
    expect((await hub.ask('GET', '/v1/config/checkout/pretended', operator)).status).toBe(404);
  });
});

describe('secrets', () => {
  it('never leave in an export', async () => {
    const names = ['STRIPE_SECRET_KEY', 'PAYPAL_CLIENT_SECRET', 'SATISPAY_PRIVATE_KEY', 'SCALAPAY_API_KEY'];
    const values = await Promise.all(names.map(async (name) => (await hub.app.secrets.read(name)) ?? ''));
    const text = JSON.stringify(await documentsOf(hub, operator));
    for (const name of names) expect(text).toContain(`{"$secret":"${name}"}`);
    for (const value of values) {
      expect(value).not.toBe('');
      expect(text).not.toContain(JSON.stringify(value).slice(1, -1));
    }
  });

  it('leave as a name even where a document held one itself', async () => {
    const stripe = structuredClone(hub.app.live.current.get('provider', 'stripe')?.document);
    const address = '/v1/config/provider/my-bank';
    const credentials = { ...stripe?.credentials, secretKey: 'very-secret-value' };
    const document = { ...stripe, id: 'my-bank', title: 'My bank', credentials };
    await hub.ask('PUT', `${address}/draft`, { ...operator, body: { document, version: 0 } });
    await hub.ask('POST', `${address}/publish`, { ...operator, body: { version: 1, note: 'A test' } });
    const exported = await documentsOf(hub, operator);
    expect(exported.find(({ id }) => id === 'my-bank')).toMatchObject({
      credentials: { secretKey: { $secret: 'MY_BANK_SECRET_KEY' } },
    });
    expect(JSON.stringify(exported)).not.toContain('very-secret-value');
  });
});

// The last one: from here on flows need a second person.
describe('four eyes', () => {
  it('keep a whole import out, naming what somebody else has to approve', async () => {
    const somebodyElse = { name: 'Piero', email: 'piero@demo.example', password: 'eleven quiet lanterns' };
    await hub.app.access.createOperator({ ...somebodyElse, roles: ['administrator'] });
    const approvals = [{ title: 'Flows are checked by two', kinds: ['flow' as const] }];
    const agreed = await importing(hub, operator, [{ ...settings(), approvals }]);
    expect(agreed.body).toMatchObject({ applied: true });
    const documents = [aBrand(hub, 'pair', { flow: 'pair' }), aFlow(hub, 'pair')];
    const tried = await importing(hub, operator, documents, true);
    expect(tried.body.changes.map(({ needs }) => needs)).toEqual([undefined, ['Flows are checked by two']]);
    const answer = await importing(hub, operator, documents);
    expect(slugOf(answer)).toBe('import-needs-approval');
    expect(answer.body).toMatchObject({
      documents: [{ kind: 'flow', id: 'pair', needs: ['Flows are checked by two'] }],
    });
    expect([live('flow', 'pair'), live('checkout', 'pair')]).toEqual([undefined, undefined]);
    // Nor does an import take the rules away.
    expect(slugOf(await importing(hub, operator, [{ ...settings(), approvals: [] }]))).toBe('import-needs-approval');
  });
});
