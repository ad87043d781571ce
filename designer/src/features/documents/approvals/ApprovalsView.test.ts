import type { Approval, Release } from '@pih/schemas/types';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { answer, eur } from '../../../testing/index.ts';
import { aRelease, aRole, engineWith, giulia, marco } from '../testing/engine-for-tests.ts';
import { openPage } from '../testing/open-page.ts';
import ApprovalsView from './ApprovalsView.vue';

vi.setConfig({ testTimeout: 20_000 });
vi.mock('socket.io-client', () => import('../testing/engine-for-tests.ts'));
afterEach(() => void vi.unstubAllGlobals());

/** A refund that Marco asked for and the reader may decide. */
const aRequest = (about: Partial<Approval> = {}): Approval => ({
  id: 'apr_01',
  action: 'refund',
  state: 'waiting',
  payment: { id: 'pay_01', reference: 'ORDER-7', brand: 'rosmarino' },
  amount: eur(600_00),
  reason: 'Three boxes came back',
  rules: ['Refunds over €500'],
  approvers: 1,
  approvals: [],
  askedBy: { type: 'operator', id: 'opr_marco', name: 'Marco Blu' },
  askedAt: '2026-11-23T09:30:00.000Z',
  can: ['approve', 'decline'],
  ...about,
});

/** The inbox, with changes of documents and actions on payments that wait. */
async function open(releases: Release[], actions?: string[], requests: Approval[] = []) {
  const engine = engineWith(aRole(), actions ? { actions } : {});
  engine.on('GET /v1/config-releases', () => answer({ data: releases }));
  engine.on('GET /v1/approvals', () => answer({ data: requests, nextCursor: null, waiting: requests.length }));
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

describe('an action on a payment', () => {
  it('waits beside the changes of documents: what, who, why and by which rule', async () => {
    const page = await open([aRelease()], undefined, [aRequest()]);
    expect(page.all('h2').map(({ textContent }) => textContent)).toEqual(['Waiting for you']);
    for (const said of ['Refund of €600.00', 'Asked by Marco Blu', '“Three boxes came back”', 'Refunds over €500'])
      expect(page.text()).toContain(said);
    expect(page.text()).toContain('One more person has to approve it: Roles need two');
  });

  it('is approved by a button that repeats the verb and the sum', async () => {
    const page = await open([], undefined, [aRequest()]);
    page.engine.on('POST /v1/approvals/apr_01/approve', () => answer(aRequest({ state: 'done', can: [] })));
    await page.press('Approve and refund €600.00');
    expect(page.text()).toContain('in the name of Marco Blu');
    document.querySelector<HTMLFormElement>('#answer')?.requestSubmit();
    await page.settled();
    expect(page.engine.calls.filter(({ method }) => method === 'POST')).toEqual([
      { method: 'POST', path: '/v1/approvals/apr_01/approve', body: {} },
    ]);
  });

  it('is declined with a reason only', async () => {
    const page = await open([], undefined, [aRequest()]);
    await page.press('Decline');
    document.querySelector<HTMLFormElement>('#answer')?.requestSubmit();
    await page.settled();
    expect(page.text()).toContain('Say why.');
    expect(page.engine.calls.some(({ method }) => method === 'POST')).toBe(false);
  });

  it('that the reader asked for waits for somebody else, who is told why, and can be taken back', async () => {
    const page = await open([], undefined, [aRequest({ can: ['withdraw'], cannot: 'asked' })]);
    expect(page.all('h2').map(({ textContent }) => textContent)).toEqual(['Waiting for somebody else']);
    expect(page.text()).toContain('You asked for it, so another person has to decide.');
    expect(page.has('Approve')).toBe(false);
    expect(page.has('Take back')).toBe(true);
  });

  it('is not asked for by who may not read payments', async () => {
    const page = await open([aRelease()], ['config.read'], [aRequest()]);
    expect(page.text()).not.toContain('€600.00');
    expect(page.engine.calls.some(({ path }) => path === '/v1/approvals')).toBe(false);
  });
});
