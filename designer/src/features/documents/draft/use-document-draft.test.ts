import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, type EffectScope } from 'vue';
import type { Role } from '@pih/schemas/types';
import { aRole, engineWith, giulia, marco, type EngineForTests } from '../testing/engine-for-tests.ts';
import type { DraftControl } from './draft-control.ts';
import { mergeOf, settled } from './settled.ts';
import { useDocumentDraft } from './use-document-draft.ts';

vi.mock('socket.io-client', () => import('../testing/engine-for-tests.ts'));

let scopes: EffectScope[] = [];
beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-23T10:00:00Z') });
  localStorage.clear();
  sessionStorage.clear();
});
afterEach(() => {
  scopes.forEach((scope) => scope.stop());
  scopes = [];
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function open(engine: EngineForTests): DraftControl<'role'> & { close: () => void } {
  const scope = effectScope();
  scopes.push(scope);
  const draft = scope.run(() => useDocumentDraft('role', 'helpdesk', engine.view()));
  if (!draft) throw new Error('not opened');
  return { ...draft, close: () => scope.stop() };
}
const call = (draft: DraftControl<'role'>, title: string, merge?: string) =>
  draft.change((now) => ({ ...now, title }), merge === undefined ? {} : { merge });
const titleOf = (document: unknown): unknown => (document as Role).title;
const passes = async (ms: number) => {
  await vi.advanceTimersByTimeAsync(ms);
  await flushPromises();
};

describe('saving', () => {
  it('happens by itself, 800 ms after the last change', async () => {
    const engine = engineWith(aRole());
    const draft = open(engine);
    call(draft, 'A');
    await passes(700);
    call(draft, 'AB');
    await passes(700);
    expect(engine.puts()).toHaveLength(0);
    expect(draft.saving.value.status).toBe('unsaved');
    await passes(100);
    expect(titleOf(engine.draft())).toBe('AB');
    expect(draft.saving.value.status).toBe('saved');
  });

  it('does not wait when the window loses the focus or is hidden', async () => {
    const engine = engineWith(aRole());
    const draft = open(engine);
    call(draft, 'A');
    dispatchEvent(new Event('blur'));
    await passes(0);
    expect(titleOf(engine.draft())).toBe('A');
  });

  it('sends one after another, each on the version before it', async () => {
    const engine = engineWith(aRole());
    const draft = open(engine);
    for (const title of ['A', 'B', 'C']) {
      call(draft, title);
      await passes(800);
    }
    expect(engine.puts().map(({ body }) => (body as { version: number }).version)).toEqual([0, 2, 3]);
    expect(draft.conflict.value).toBeUndefined();
  });

  it('has nothing to do when a change is taken back', async () => {
    const engine = engineWith(aRole());
    const draft = open(engine);
    call(draft, 'A');
    draft.undo();
    await passes(2000);
    expect(engine.puts()).toHaveLength(0);
    expect(draft.isChanged.value).toBe(false);
  });

  it('says what the engine will not take, and keeps it here', async () => {
    const engine = engineWith(aRole());
    engine.on('PUT /v1/config/role/helpdesk/draft', () => engine.problem('body-too-large', 413));
    const draft = open(engine);
    call(draft, 'A');
    await passes(60_000);
    expect(draft.saving.value.status).toBe('refused');
    expect(engine.puts()).toHaveLength(1);
    expect(titleOf(draft.document.value)).toBe('A');
  });
});

describe('while the engine is away', () => {
  it('keeps the changes, tries again less and less often, and sends them once it answers', async () => {
    const engine = engineWith(aRole());
    const draft = open(engine);
    engine.cut();
    call(draft, 'A');
    await passes(800);
    expect(draft.saving.value.status).toBe('offline');
    call(draft, 'AB');
    await passes(30_000);
    const tries = engine.puts().length;
    expect(tries).toBeGreaterThan(3);
    expect(tries).toBeLessThan(8);
    engine.cut(false);
    await passes(30_000);
    expect(titleOf(engine.draft())).toBe('AB');
    expect(draft.saving.value.status).toBe('saved');
  });

  it('loses nothing over a reload', async () => {
    const engine = engineWith(aRole());
    const before = open(engine);
    engine.cut();
    call(before, 'Written on the train');
    before.close();
    engine.cut(false);
    const after = open(engine);
    expect(titleOf(after.document.value)).toBe('Written on the train');
    await passes(800);
    expect(titleOf(engine.draft())).toBe('Written on the train');
  });

  it('sets what was kept against what somebody else saved meanwhile', async () => {
    const engine = engineWith(aRole());
    const before = open(engine);
    engine.cut();
    call(before, 'Mine');
    before.close();
    engine.cut(false);
    engine.saves(marco, aRole({ title: 'Marco’s' }));
    const after = open(engine);
    expect(titleOf(after.document.value)).toBe('Mine');
    expect(after.conflict.value?.theirs).toMatchObject({ by: marco, version: 2 });
    await passes(5000);
    expect(titleOf(engine.draft())).toBe('Marco’s');
  });

  it('takes a lost answer for no conflict', async () => {
    const engine = engineWith(aRole());
    const draft = open(engine);
    call(draft, 'A');
    engine.on('PUT /v1/config/role/helpdesk/draft', (body) => {
      engine.on('PUT /v1/config/role/helpdesk/draft', () => engine.problem('draft-changed', 409));
      engine.saves(giulia, (body as { document: Record<string, unknown> }).document);
      throw new TypeError('Failed to fetch');
    });
    await passes(10_000);
    expect(draft.conflict.value).toBeUndefined();
    expect(draft.saving.value.status).toBe('saved');
  });
});

describe('undoing', () => {
  it('goes back a hundred steps', () => {
    const draft = open(engineWith(aRole()));
    for (let step = 1; step <= 120; step++) {
      call(draft, `Title ${step}`);
      vi.advanceTimersByTime(10);
    }
    for (let step = 0; step < 120; step++) draft.undo();
    expect(titleOf(draft.document.value)).toBe('Help desk');
    expect(draft.canUndo.value).toBe(false);
    draft.redo();
    expect(titleOf(draft.document.value)).toBe('Title 1');
  });

  it('saves what it went back to', async () => {
    const engine = engineWith(aRole());
    const draft = open(engine);
    call(draft, 'A');
    await passes(800);
    draft.undo();
    await passes(800);
    expect(titleOf(engine.draft())).toBe('Help desk');
  });
});

describe('when two people change one draft', () => {
  async function parted() {
    const engine = engineWith(aRole());
    const draft = open(engine);
    call(draft, 'Mine');
    engine.saves(marco, aRole({ grants: [{ actions: ['payments.*'] }] }));
    await passes(800);
    return { engine, draft };
  }

  it('saves nothing until it is decided, and says whose the other version is', async () => {
    const { engine, draft } = await parted();
    expect(draft.saving.value.status).toBe('conflict');
    expect(draft.conflict.value?.theirs.by).toEqual(marco);
    call(draft, 'Mine, still');
    await passes(60_000);
    expect(engine.draft()).toEqual(aRole({ grants: [{ actions: ['payments.*'] }] }));
  });

  it('brings both together by field', async () => {
    const { engine, draft } = await parted();
    const conflict = draft.conflict.value;
    if (!conflict) throw new Error('no conflict');
    const merge = mergeOf(conflict, aRole({ title: 'Mine' }));
    expect(merge.conflicts).toEqual([]);
    await draft.settleWith(settled(merge, new Set()));
    expect(engine.draft()).toEqual(aRole({ title: 'Mine', grants: [{ actions: ['payments.*'] }] }));
    expect(draft.saving.value.status).toBe('saved');
  });

  it('takes over with mine', async () => {
    const { engine, draft } = await parted();
    await draft.settleWith(draft.document.value as unknown as Record<string, unknown>);
    expect(engine.draft()).toEqual(aRole({ title: 'Mine' }));
  });

  it('loads theirs, and gives mine back on undo', async () => {
    const { engine, draft } = await parted();
    draft.loadTheirs();
    expect(draft.document.value).toEqual(aRole({ grants: [{ actions: ['payments.*'] }] }));
    expect(draft.conflict.value).toBeUndefined();
    await draft.takeOver();
    draft.undo();
    draft.undo();
    expect(titleOf(draft.document.value)).toBe('Mine');
    await passes(800);
    expect(titleOf(engine.draft())).toBe('Mine');
  });

  it('puts theirs where it was chosen, and mine everywhere else', () => {
    const base = aRole();
    const theirs = {
      document: aRole({ title: 'Theirs', masked: ['email'] }),
      version: 2,
      by: marco,
      at: '',
      how: 'draft' as const,
    };
    const merge = mergeOf({ base, theirs }, aRole({ title: 'Mine' }));
    expect(merge.conflicts.map(({ path }) => path)).toEqual(['/title']);
    expect(settled(merge, new Set(['/title']))).toEqual(aRole({ title: 'Theirs', masked: ['email'] }));
    expect(settled(merge, new Set())).toEqual(aRole({ title: 'Mine', masked: ['email'] }));
  });
});

describe('somebody else’s draft', () => {
  it('is for looking until it is taken over', async () => {
    const engine = engineWith(aRole());
    engine.saves(marco, aRole({ title: 'Marco’s' }));
    const draft = open(engine);
    expect(draft.owner.value).toEqual(marco);
    call(draft, 'Mine');
    expect(titleOf(draft.document.value)).toBe('Marco’s');
    await draft.takeOver();
    expect(engine.view().draft?.by).toEqual(giulia);
    expect(draft.readonly.value).toBe(false);
    call(draft, 'Mine');
    await passes(800);
    expect(titleOf(engine.draft())).toBe('Mine');
  });

  it('is followed while it is looked at', async () => {
    const engine = engineWith(aRole());
    engine.saves(marco, aRole({ title: 'One' }));
    const draft = open(engine);
    engine.saves(marco, aRole({ title: 'Two' }));
    await passes(0);
    expect(titleOf(draft.document.value)).toBe('Two');
  });

  it('is not edited by those who may only look', () => {
    const draft = open(engineWith(aRole(), { actions: ['config.read'] }));
    call(draft, 'Mine');
    expect([draft.readonly.value, titleOf(draft.document.value)]).toEqual([true, 'Help desk']);
  });
});

describe('news from elsewhere', () => {
  it('moves on to what was published when nothing is unsaved here', async () => {
    const engine = engineWith(aRole());
    const draft = open(engine);
    engine.publishes(marco, aRole({ title: 'Live now' }));
    await passes(0);
    expect(titleOf(draft.document.value)).toBe('Live now');
    expect(draft.stored.value.published?.revision).toBe(2);
  });

  it('goes on by itself when exactly what was edited here was published', async () => {
    const engine = engineWith(aRole());
    const draft = open(engine);
    call(draft, 'A');
    await passes(800);
    call(draft, 'AB');
    engine.publishes(marco, aRole({ title: 'A' }));
    await passes(800);
    expect(draft.conflict.value).toBeUndefined();
    expect(titleOf(engine.draft())).toBe('AB');
  });

  it('keeps the work when the document is removed, and saves it as a draft again', async () => {
    const engine = engineWith(aRole());
    const draft = open(engine);
    call(draft, 'Saved');
    await passes(800);
    call(draft, 'Mine');
    engine.removes();
    await passes(0);
    expect(draft.isGone.value).toBe(true);
    expect(titleOf(draft.document.value)).toBe('Mine');
    await draft.takeOver();
    expect(titleOf(engine.draft())).toBe('Mine');
    expect(draft.isGone.value).toBe(false);
  });

  it('shows in one window what another of the same person saved', async () => {
    const engine = engineWith(aRole());
    const [one, other] = [open(engine), open(engine)];
    call(one, 'From the first');
    await passes(800);
    expect(titleOf(other.document.value)).toBe('From the first');
    call(other, 'From the second');
    await passes(800);
    expect([titleOf(one.document.value), one.conflict.value]).toEqual(['From the second', undefined]);
  });
});

describe('the check', () => {
  it('asks 300 ms after a change, and the latest question counts', async () => {
    const engine = engineWith(aRole());
    const held: ((response: Response) => void)[] = [];
    engine.on('POST /v1/config/role/helpdesk/validate', () => new Promise((resolve) => held.push(resolve)));
    const draft = open(engine);
    await passes(300);
    call(draft, 'A');
    await passes(299);
    expect(held).toHaveLength(1);
    await passes(1);
    const body = (message: string) =>
      new Response(JSON.stringify({ errors: [{ path: '', rule: 'x', message }], warnings: [], tests: [] }));
    held[1]?.(body('second'));
    held[0]?.(body('first'));
    await passes(0);
    expect(draft.check.value?.errors[0]?.message).toBe('second');
  });
});
