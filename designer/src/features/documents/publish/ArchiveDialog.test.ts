import { afterEach, expect, it, vi } from 'vitest';
import { answer } from '../../../testing/index.ts';
import { aRole, engineWith, giulia } from '../testing/engine-for-tests.ts';
import { openPage } from '../testing/open-page.ts';
import ArchiveDialog from './ArchiveDialog.vue';

vi.setConfig({ testTimeout: 20_000 });
afterEach(() => void vi.unstubAllGlobals());

async function open(archived = false) {
  const engine = engineWith(aRole());
  const done = vi.fn();
  const props = { kind: 'role', id: 'helpdesk', title: 'Help desk', archived, onDone: done, onClose: () => {} };
  return { ...(await openPage(engine, ArchiveDialog, props)), engine, done };
}
const address = 'POST /v1/config/role/helpdesk/archive';

it('asks why, archives, and tells so', async () => {
  const dialog = await open();
  const publication = {
    outcome: 'archived',
    revision: 1,
    note: 'n',
    at: '2026-11-23T10:00:00Z',
    by: giulia,
    release: null,
  };
  dialog.engine.on(address, () => answer(publication));
  await dialog.press('Archive');
  expect(dialog.text()).toContain('Say in a few words what changes and why.');
  expect(dialog.done).not.toHaveBeenCalled();
  await dialog.type('textarea', 'Nobody has this job any more');
  await dialog.press('Archive');
  await vi.waitFor(() => expect(dialog.done).toHaveBeenCalledOnce());
});

it('names what still needs the document, and leads there', async () => {
  const dialog = await open();
  const usedBy = [{ kind: 'checkout', id: 'rosmarino', title: '<b>Rosmarino</b>' }];
  dialog.engine.on(address, () => dialog.engine.problem('archive-refused', 409, { reason: 'in_use', usedBy }));
  await dialog.type('textarea', 'Old');
  await dialog.press('Archive');
  const [way] = dialog.all<HTMLAnchorElement>('[role="alert"] a');
  expect([way?.textContent, way?.getAttribute('href')]).toEqual(['<b>Rosmarino</b>', '/checkouts/rosmarino']);
  expect(dialog.text()).toContain('Checkout <b>Rosmarino</b>');
});
