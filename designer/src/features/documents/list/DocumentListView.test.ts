import type { DocumentSummary } from '@pih/schemas/types';
import { bundleOf } from '@pih/schemas';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { answer } from '../../../testing/index.ts';
import { aRole, engineWith, giulia, marco } from '../testing/engine-for-tests.ts';
import { openPage } from '../testing/open-page.ts';
import DocumentListView from './DocumentListView.vue';

vi.setConfig({ testTimeout: 20_000 });
vi.mock('socket.io-client', () => import('../testing/engine-for-tests.ts'));
beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});
afterEach(() => void vi.unstubAllGlobals());

const aRow = (id: string, title: string, about: Partial<DocumentSummary> = {}): DocumentSummary => ({
  kind: 'role',
  id,
  title,
  revision: 1,
  publishedAt: '2026-11-23T09:00:00.000Z',
  publishedBy: marco,
  draftVersion: null,
  draftBy: null,
  draftAt: null,
  canary: null,
  scheduled: 0,
  awaitingApproval: 0,
  archived: false,
  ...about,
});

async function open(rows: DocumentSummary[], actions = ['*']) {
  const engine = engineWith(aRole(), { actions });
  engine.on('GET /v1/config/role', () => answer({ data: rows }));
  engine.on('GET /v1/config-schemas/role', () => answer(bundleOf('role')));
  let drafted: unknown;
  engine.on('PUT /v1/config/role/help-desk/draft', (body) => {
    drafted = body;
    return answer({ version: 1 });
  });
  const page = await openPage(engine, DocumentListView, { kind: 'role' });
  await vi.waitFor(() => expect(page.text()).not.toBe(''));
  return { ...page, drafted: () => drafted };
}

it('says of each document where it stands and whose draft it has', async () => {
  const page = await open([
    aRow('helpdesk', 'Help desk', { draftVersion: 2, draftBy: marco }),
    aRow('viewer', 'Viewer', {
      draftVersion: 3,
      draftBy: giulia,
      publishedBy: { type: 'system', name: 'first start' },
    }),
    aRow('owner', 'Owner', { revision: null, scheduled: 2, awaitingApproval: 1 }),
  ]);
  await vi.waitFor(() => expect(page.text()).toContain('Draft by Marco Blu'));
  expect(page.text()).not.toContain('Draft by Giulia');
  // A system's own name is not a word for people.
  expect(page.text()).toContain('by the hub');
  expect(page.text()).toMatch(/Owner.*Not published.*2 scheduled.*Waiting for approval/);
});

it('finds by title or identifier, and says when nothing matches', async () => {
  const page = await open([aRow('helpdesk', 'Help desk'), aRow('viewer', 'Viewer')]);
  await page.type('input[type="search"]', 'VIEW');
  expect(page.text()).not.toContain('Help desk');
  await page.type('input[type="search"]', '<i>nobody');
  expect(page.text()).toContain('No title and no identifier contains “<i>nobody”.');
  await page.press('Show all');
  expect(page.text()).toContain('Help desk');
});

it('offers nothing to create to somebody who may only look', async () => {
  const page = await open([], ['config.read']);
  await vi.waitFor(() => expect(page.text()).toContain('No role yet'));
  expect(page.has('New role')).toBe(false);
});

it('creates a draft under the identifier that follows from its title', async () => {
  const page = await open([aRow('viewer', 'Viewer')]);
  await page.press('New role');
  await page.press('Create draft');
  expect(page.text()).toContain('Give it a title.');
  await page.type('#create input', 'Viewer');
  expect(page.all<HTMLInputElement>('#create input')[1]?.value).toBe('viewer-2');
  await page.type('#create input', 'Help desk');
  await page.press('Create draft');
  await vi.waitFor(() => expect(page.drafted()).toBeDefined());
  expect(page.drafted()).toMatchObject({ version: 0, document: { kind: 'role', id: 'help-desk', title: 'Help desk' } });
  expect(page.router.currentRoute.value.fullPath).toBe('/roles/help-desk');
});

it('knows the identifiers of what was put away, though the list does not show it', async () => {
  const page = await open([aRow('viewer', 'Viewer'), aRow('help-desk', 'Old help desk', { archived: true })]);
  await vi.waitFor(() => expect(page.text()).toContain('Viewer'));
  expect(page.text()).not.toContain('Old help desk');
  await page.press('New role');
  await page.type('#create input', 'Help desk');
  const [, id] = page.all<HTMLInputElement>('#create input');
  expect(id?.value).toBe('help-desk-2');
  await page.type('#create input.font-mono', 'help-desk');
  expect(page.text()).toContain('“help-desk” belongs to an archived document.');
  await page.press('Create draft');
  expect(page.drafted()).toBeUndefined();
});
