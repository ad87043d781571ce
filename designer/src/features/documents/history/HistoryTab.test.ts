import type { DocumentHistory, Kind, Release, Revision } from '@pih/schemas/types';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import type { Language } from '../../../i18n/index.ts';
import { answer } from '../../../testing/index.ts';
import { useDocumentDraft } from '../draft/use-document-draft.ts';
import { aRelease, aRole, engineWith, giulia, marco } from '../testing/engine-for-tests.ts';
import { openPage } from '../testing/open-page.ts';
import HistoryTab from './HistoryTab.vue';

vi.setConfig({ testTimeout: 20_000 });
vi.mock('socket.io-client', () => import('../testing/engine-for-tests.ts'));
beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});
afterEach(() => void vi.unstubAllGlobals());

const at = '2026-11-23T09:00:00.000Z';
const revision = (number: number, note: string): Revision => ({
  revision: number,
  note,
  at,
  by: marco,
  how: 'publish',
});
const events: DocumentHistory['data'] = [
  { at, by: giulia, what: 'draft_taken_over', from: marco },
  { at, by: { type: 'system' }, what: 'published', revision: 1 },
  {
    at,
    by: giulia,
    what: 'withdrawn',
    note: 'Revision 3 took its place',
    reason: { code: 'replaced', params: { revision: 3 } },
  },
  { at, by: giulia, what: 'withdrawn', note: 'Said before there were reasons' },
];

async function open({
  actions = ['*'],
  releases = [aRelease()],
  language = 'en',
}: { actions?: string[]; releases?: Release[]; language?: Language } = {}) {
  const engine = engineWith(aRole(), { actions });
  engine.has({ releases });
  const place = '/v1/config/role/helpdesk';
  engine.on(`GET ${place}/revisions`, () => answer({ data: [revision(2, 'Refunds'), revision(1, 'First')] }));
  engine.on(`GET ${place}/history`, () => answer({ data: events }));
  for (const [number, title] of [
    [1, 'Help desk'],
    [2, 'Service desk'],
  ] as const)
    engine.on(`GET ${place}/revisions/${number}`, () =>
      answer({ ...revision(number, ''), document: aRole({ title }) }),
    );
  const Opened = defineComponent(() => {
    const draft = useDocumentDraft<Kind>('role', 'helpdesk', engine.view());
    return () => h(HistoryTab, { draft });
  });
  const page = await openPage(engine, Opened, {}, language);
  await vi.waitFor(() => expect(page.text()).toContain('Refunds'));
  return { ...page, engine };
}

it('tells what happened in sentences, with who did it', async () => {
  const page = await open();
  expect(page.text()).toContain('Draft taken over from Marco Blu');
  expect(page.text()).toMatch(/Revision 1 published ?the hub/);
});

it('says the hub’s own reasons in the reader’s language, and quotes what a person wrote', async () => {
  const page = await open({ language: 'it' });
  expect(page.text()).toContain('Al suo posto è arrivata la revisione 3.');
  expect(page.text()).not.toContain('took its place');
  expect(page.text()).toContain('Said before there were reasons');
});

it('shows what is under way above', async () => {
  const page = await open();
  expect(page.text()).toMatch(/Under way.*Waiting for approval.*More for the help desk/);
});

it('compares the two revisions that were chosen last, the older one first, under an address of its own', async () => {
  const page = await open();
  const choices = page.all<HTMLInputElement>('input[type="checkbox"]');
  for (const choice of choices) choice.click();
  await page.settled();
  await page.press('Compare');
  await vi.waitFor(() => expect(page.text()).toContain('From revision 1 to revision 2'));
  expect(page.router.currentRoute.value.query['compare']).toBe('1..2');
  await vi.waitFor(() => expect(page.text()).toMatch(/title.*Help desk.*Service desk/));
});

it('brings back any revision but the live one, and none for somebody who may not publish', async () => {
  const names = (page: Awaited<ReturnType<typeof open>>) =>
    page.all('button').flatMap((button) => button.getAttribute('aria-label') ?? []);
  expect(names(await open()).filter((name) => name.startsWith('Roll back'))).toEqual(['Roll back to revision 2']);
  expect(names(await open({ actions: ['config.read'] })).filter((name) => name.startsWith('Roll back'))).toEqual([]);
});
