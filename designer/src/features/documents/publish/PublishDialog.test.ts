import type { Kind } from '@pih/schemas/types';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import { answer } from '../../../testing/index.ts';
import { useDocumentDraft } from '../draft/use-document-draft.ts';
import { aRole, engineWith, giulia, type EngineForTests } from '../testing/engine-for-tests.ts';
import { openPage } from '../testing/open-page.ts';
import PublishDialog from './PublishDialog.vue';

// Drawing a dialog with all that is in it takes a busy machine a while.
vi.setConfig({ testTimeout: 20_000 });
vi.mock('socket.io-client', () => import('../testing/engine-for-tests.ts'));
beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});
afterEach(() => void vi.unstubAllGlobals());

const publication = (about: Record<string, unknown> = {}) =>
  answer({
    outcome: 'published',
    revision: 2,
    note: 'n',
    at: '2026-11-23T10:00:00Z',
    by: giulia,
    release: null,
    ...about,
  });

async function open(engine: EngineForTests, title = 'Service desk') {
  const done = vi.fn();
  const revealed = vi.fn();
  const Opened = defineComponent(() => {
    const draft = useDocumentDraft<Kind>('role', 'helpdesk', engine.view());
    draft.change((now) => ({ ...now, title }));
    return () => h(PublishDialog, { draft, title, onDone: done, onReveal: revealed, onClose: () => {} });
  });
  const dialog = await openPage(engine, Opened, {});
  await vi.waitFor(() => expect(dialog.text()).toContain('What changes'));
  const sent = () => engine.calls.find(({ path }) => path.endsWith('/publish'))?.body;
  return { ...dialog, done, revealed, sent };
}
const publishing = (engine: EngineForTests, about?: Record<string, unknown>) =>
  engine.on('POST /v1/config/role/helpdesk/publish', () => publication(about));

it('saves first, and says in sentences what will change', async () => {
  const engine = engineWith(aRole());
  const dialog = await open(engine);
  expect(engine.draft()).toEqual(aRole({ title: 'Service desk' }));
  expect(dialog.text()).toMatch(/title.*Help desk.*Service desk/i);
});

it('asks why before it publishes, and publishes the version that it saved', async () => {
  const engine = engineWith(aRole());
  publishing(engine);
  const dialog = await open(engine);
  await dialog.press('Publish now');
  expect(dialog.sent()).toBeUndefined();
  expect(dialog.text()).toContain('Say in a few words what changes and why.');
  await dialog.type('textarea', 'A clearer name');
  await dialog.press('Publish now');
  await vi.waitFor(() => expect(dialog.sent()).toBeDefined());
  expect(dialog.sent()).toEqual({ version: 2, note: 'A clearer name' });
  await vi.waitFor(() => expect(dialog.done).toHaveBeenCalledOnce());
});

it('does not publish what has errors, and leads to them', async () => {
  const engine = engineWith(aRole());
  engine.finds([{ path: '/grants/0/actions', rule: 'minItems', message: 'must have at least 1 entry' }]);
  const dialog = await open(engine);
  await vi.waitFor(() => expect(dialog.text()).toContain('One thing keeps it from being published'));
  expect(dialog.has('Publish now')).toBe(false);
  await dialog.press('Show');
  expect(dialog.revealed).toHaveBeenCalledWith({ field: '/grants/0/actions' });
});

it('says that a second person is needed, and why, before anything is pressed', async () => {
  const engine = engineWith(aRole());
  engine.asksFor(['Roles need two']);
  const dialog = await open(engine);
  await vi.waitFor(() => expect(dialog.has('Ask for approval')).toBe(true));
  expect(dialog.text()).toContain('Roles need two');
});

it('tells a refusal and stays open', async () => {
  const engine = engineWith(aRole());
  engine.on('POST /v1/config/role/helpdesk/publish', () => engine.problem('draft-changed', 409));
  const dialog = await open(engine);
  await dialog.type('textarea', 'Why');
  await dialog.press('Publish now');
  expect(document.querySelector('[role="alert"]')?.textContent).toBeTruthy();
  expect(dialog.done).not.toHaveBeenCalled();
});

it('sends a schedule as instants of the merchant’s clock', async () => {
  const engine = engineWith(aRole());
  publishing(engine, { outcome: 'scheduled', revision: null });
  const dialog = await open(engine);
  await dialog.press('At a time');
  await dialog.type('textarea', 'For the sale');
  await dialog.press('Schedule');
  expect(dialog.text()).toContain('Give a time from which, or until which, it is live.');
  await dialog.type('input[type="datetime-local"]', '2099-12-01T09:00');
  await dialog.press('Schedule');
  expect(dialog.sent()).toMatchObject({ schedule: { from: new Date('2099-12-01T09:00').toISOString() } });
});

it('offers no canary for a kind that has none', async () => {
  const dialog = await open(engineWith(aRole()));
  expect(dialog.text()).not.toContain('For some first');
});
