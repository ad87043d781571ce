import { isAdministered, kinds, type Kind } from '@pih/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { furtherOf } from '../http/index.ts';
import { startTestHub, type TestHub } from '../hub-for-tests.ts';
import { editorAt, luca as lucasLogin, problemOf, type Editor } from './life-for-tests.ts';

let hub: TestHub;
/** The administrator. */
let giulia: Editor;
/** Checkout managers, by session and by key: they edit, publish and approve. */
let managers: Editor[];
beforeAll(async () => {
  hub = await startTestHub();
  giulia = editorAt(hub, await hub.signIn());
  managers = [
    editorAt(hub, await hub.signIn(lucasLogin)),
    editorAt(hub, { key: await hub.keyWith('checkout-manager') }),
  ];
});
afterAll(() => hub.stop());

const from = new Date(Date.now() + 3_600_000).toISOString();
/** One that is live, or the beginning of one where the seeds have none. */
const liveOf = (kind: Kind): { kind: Kind; id: string; title?: string } =>
  hub.app.live.current.all(kind)[0]?.document ?? { kind, id: 'first' };

/** Every request that changes a document or says something to one of its releases. */
function changesOf(kind: Kind): [method: string, address: string, body?: unknown][] {
  const document = liveOf(kind);
  const at = `config/${kind}/${document.id}`;
  const publish = { version: 99, note: 'An attempt' };
  return [
    ['PUT', `${at}/draft`, { document, version: 99 }],
    ['DELETE', `${at}/draft?version=99`],
    ['POST', `${at}/publish`, publish],
    ['POST', `${at}/publish`, { ...publish, schedule: { from } }],
    ['POST', `${at}/publish`, { ...publish, canary: { percent: 10 } }],
    ['POST', `${at}/rollback`, { revision: 99, note: 'An attempt' }],
    ['POST', `${at}/archive`, { note: 'An attempt' }],
    ['POST', `${at}/restore`, { note: 'An attempt' }],
    ...['approve', 'refuse', 'withdraw', 'promote'].map((verb): [string, string, unknown] => [
      'POST',
      `${at}/releases/rel_none/${verb}`,
      {},
    ]),
  ];
}

const administeredKinds = kinds.filter(isAdministered);
const otherKinds = kinds.filter((kind) => !isAdministered(kind));

describe('roles, settings, providers and channels', () => {
  it('are the kinds that take an administrator', () => {
    expect(administeredKinds.toSorted()).toEqual(['channel', 'provider', 'role', 'settings']);
  });

  it('are changed on no path by who may edit, publish and approve, signed in or with a key', async () => {
    for (const kind of administeredKinds)
      for (const [method, address, body] of changesOf(kind))
        for (const manager of managers) {
          const answer = await manager.call(method, address, body);
          expect([answer.status, answer.body], `${method} ${address}`).toMatchObject([
            403,
            { action: 'config.administer', detail: expect.stringContaining('"config.administer"') },
          ]);
        }
  });

  it('are open to an administrator on all of these paths', async () => {
    for (const kind of administeredKinds)
      for (const [method, address, body] of changesOf(kind).filter(([, at]) => !at.endsWith('/archive')))
        expect((await giulia.call(method, address, body)).status, `${method} ${address}`).not.toBe(403);
  });

  it('can still be read, and judged, by who may read', async () => {
    for (const kind of administeredKinds)
      for (const manager of managers) {
        const document = liveOf(kind);
        await manager.read(`${kind}/${document.id}`);
        const judged = await manager.call('POST', `config/${kind}/${document.id}/validate`, { document, version: 0 });
        expect(judged.status).toBe(200);
      }
  });

  it('are the only ones: flows and checkouts stay with who manages them', async () => {
    for (const kind of otherKinds)
      for (const [method, address, body] of changesOf(kind).filter(([, at]) => !at.endsWith('/archive')))
        for (const manager of managers)
          expect((await manager.call(method, address, body)).status, `${method} ${address}`).not.toBe(403);
  });

  it('are asked about by every route below /v1/config/:kind that changes something', () => {
    const layers = hub.app.routers.flatMap(({ stack }) => stack.filter(({ methods }) => !methods.includes('GET')));
    const changes = layers.filter(({ path }) => String(path).startsWith('/v1/config/:kind'));
    expect(changes.length).toBeGreaterThan(10);
    const unasked = changes.filter(({ stack }) => !stack.some((middleware) => furtherOf(middleware)));
    // These two only tell something.
    expect(unasked.map(({ path }) => String(path).split('/').at(-1)).toSorted()).toEqual(['needs', 'validate']);
  });
});

describe('an import by somebody who is no administrator', () => {
  const imported = (who: Editor, documents: object[], dryRun = false) =>
    who.call<{ changes: { change: string }[]; applied: boolean }>('POST', 'config-import', {
      documents,
      note: 'From files',
      dryRun,
    });
  const settings = () => ({ ...liveOf('settings'), title: 'Slipped in' });

  it('changes nothing when one of its documents takes one, however many others there are', async () => {
    const flow = { ...liveOf('flow'), title: 'Beside it' };
    for (const manager of managers) {
      const answer = await imported(manager, [flow, settings()]);
      expect([answer.status, problemOf(answer)]).toEqual([403, 'forbidden']);
    }
    expect(liveOf('flow').title).not.toBe('Beside it');
    expect(liveOf('settings').title).not.toBe('Slipped in');
  });

  it('may show what it would change, and bring along what is the same', async () => {
    const [manager] = managers;
    if (!manager) throw new Error('There is no manager');
    expect((await imported(manager, [settings()], true)).body).toMatchObject({ applied: false });
    const flow = { ...liveOf('flow'), title: 'Beside the same' };
    expect((await imported(manager, [flow, liveOf('settings'), liveOf('role')])).body).toMatchObject({ applied: true });
    expect(hub.app.live.current.get('flow', flow.id)?.document.title).toBe('Beside the same');
  });
});
