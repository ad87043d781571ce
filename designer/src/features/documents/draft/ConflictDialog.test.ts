import type { Kind } from '@pih/schemas/types';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import { aRole, engineWith, marco } from '../testing/engine-for-tests.ts';
import { openPage } from '../testing/open-page.ts';
import ConflictDialog from './ConflictDialog.vue';
import { useDocumentDraft } from './use-document-draft.ts';

vi.setConfig({ testTimeout: 20_000 });
vi.mock('socket.io-client', () => import('../testing/engine-for-tests.ts'));
beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});
afterEach(() => void vi.unstubAllGlobals());

async function parted(mine: Record<string, unknown>, theirs: Record<string, unknown>) {
  const engine = engineWith(aRole());
  const closed = vi.fn();
  const Opened = defineComponent(() => {
    const draft = useDocumentDraft<Kind>('role', 'helpdesk', engine.view());
    draft.change((now) => ({ ...now, ...mine }));
    engine.saves(marco, aRole(theirs));
    void draft.save();
    return () => h(ConflictDialog, { draft, onClose: closed });
  });
  const dialog = await openPage(engine, Opened, {});
  await vi.waitFor(() => expect(dialog.text()).toContain('Two versions of one draft'));
  return { ...dialog, engine, closed };
}

it('names the other person, and merges what does not conflict without a question', async () => {
  const dialog = await parted({ title: 'Mine' }, { masked: ['email'] });
  expect(dialog.text()).toContain('Marco Blu changed this draft while you were working on it');
  expect(dialog.text()).toContain('nothing needs to be decided');
  (document.querySelector<HTMLFormElement>('#settle') as HTMLFormElement).requestSubmit();
  await vi.waitFor(() => expect(dialog.closed).toHaveBeenCalled());
  expect(dialog.engine.draft()).toEqual(aRole({ title: 'Mine', masked: ['email'] }));
});

it('shows both sides of a conflict, and takes the chosen one', async () => {
  const dialog = await parted({ title: 'Mine' }, { title: 'Theirs', masked: ['email'] });
  expect(dialog.text()).toMatch(/Was: Help desk.*Yours.*Mine.*Marco Blu.*Theirs/);
  const [, theirs] = dialog.all<HTMLInputElement>('input[name="/title"]');
  theirs?.dispatchEvent(new Event('change', { bubbles: true }));
  await dialog.settled();
  (document.querySelector<HTMLFormElement>('#settle') as HTMLFormElement).requestSubmit();
  await vi.waitFor(() => expect(dialog.closed).toHaveBeenCalled());
  expect(dialog.engine.draft()).toEqual(aRole({ title: 'Theirs', masked: ['email'] }));
});
