import { afterEach, expect, it, vi } from 'vitest';
import { answer } from '../../../testing/index.ts';
import { aRelease, aRole, engineWith, giulia, marco } from '../testing/engine-for-tests.ts';
import { openPage } from '../testing/open-page.ts';
import ApprovalsView from './ApprovalsView.vue';

vi.setConfig({ testTimeout: 20_000 });
vi.mock('socket.io-client', () => import('../testing/engine-for-tests.ts'));
afterEach(() => void vi.unstubAllGlobals());

async function open(releases: unknown[], actions?: string[]) {
  const engine = engineWith(aRole(), actions ? { actions } : {});
  engine.on('GET /v1/config-releases', () => answer({ data: releases }));
  const page = await openPage(engine, ApprovalsView, {});
  await page.settled();
  return { ...page, engine };
}

it('says what belongs there while nothing waits', async () => {
  expect((await open([])).text()).toContain('Nothing waits for approval');
});

it('offers to approve what somebody else asked for, and says why a second person is needed', async () => {
  const page = await open([aRelease()]);
  expect(page.text()).toContain('One more person has to approve it: Roles need two');
  page.engine.on('POST /v1/config/role/helpdesk/releases/rel_01/approve', () =>
    answer({ outcome: 'published', revision: 2, note: '', at: '2026-11-23T10:00:00Z', by: giulia, release: null }),
  );
  await page.press('Approve');
  document.querySelector<HTMLFormElement>('#note')?.requestSubmit();
  await page.settled();
  expect(page.engine.calls.some(({ path }) => path.endsWith('/releases/rel_01/approve'))).toBe(true);
});

it.each([
  ['asked for', { requestedBy: giulia, editors: [] }],
  ['helped to write', { requestedBy: marco, editors: [marco, giulia] }],
])('lets nobody approve what they %s', async (_, about) => {
  const page = await open([aRelease(about)]);
  expect(page.has('Approve')).toBe(false);
  expect(page.text()).toContain('nobody approves their own change');
});

it('lets nobody approve whose roles do not allow it', async () => {
  expect((await open([aRelease()], ['config.read'])).has('Approve')).toBe(false);
});

it('asks why something is refused', async () => {
  const page = await open([aRelease()]);
  await page.press('Refuse');
  document.querySelector<HTMLFormElement>('#note')?.requestSubmit();
  await page.settled();
  expect(page.text()).toContain('Say in a few words what changes and why.');
  expect(page.engine.calls.some(({ path }) => path.endsWith('/refuse'))).toBe(false);
});
