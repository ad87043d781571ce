import type { BackTest, Flow, Simulation } from '@pih/schemas/types';
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import { answer, aPayment, mountPage } from '../../../testing/index.ts';
import { useSession } from '../../session/index.ts';
import { aFlowDraft } from '../editor/flow-draft-for-tests.ts';
import { createFlowEditor, shareFlowEditor, type FlowEditor } from '../editor/flow-editor.ts';
import TryPanel from './TryPanel.vue';

// The whole panel is drawn each time, and the machine may have other things to do.
vi.setConfig({ testTimeout: 30_000 });

const position = { x: 0, y: 0 };
const flow: Flow = {
  kind: 'flow',
  id: 'rosmarino',
  title: 'Rosmarino',
  nodes: [
    { id: 'start', type: 'start', position },
    { id: 'card', type: 'offer', position, data: { methods: [{ method: 'card', providers: ['stripe'] }] } },
    { id: 'stop', type: 'stop', position },
  ],
  edges: [
    { id: 'e1', source: 'start', target: 'card' },
    { id: 'e2', source: 'card', target: 'stop' },
  ],
};

const simulated = (about: Partial<Simulation> = {}): Simulation => ({
  facts: { amount: { amount: 49_90, currency: 'EUR' }, currency: 'EUR', channel: 'web' },
  decision: {
    ...{ flow: 'rosmarino', revision: 0, at: '2026-11-23T10:00:00.000Z', facts: {} },
    visited: [
      { node: 'start', type: 'start', because: [] },
      { node: 'card', type: 'offer', because: [] },
      { node: 'stop', type: 'stop', because: [] },
    ],
    offers: [{ method: 'card', providers: ['stripe'] }],
    ...{ removed: [], requirements: [], fallback: false },
  },
  proposed: ['card'],
  nodes: [],
  notShown: [{ method: 'paypal', why: 'hidden', nodes: ['card'], providers: [] }],
  ...about,
});

const aBackTest = (about: Partial<BackTest> = {}): BackTest => ({
  ...{ id: 'bkt_01', flow: 'rosmarino', state: 'running', done: 40, total: 100, rate: 200_000, listed: 0 },
  ...{ from: '2026-10-01T00:00:00.000Z', to: '2026-11-01T00:00:00.000Z', askedAt: '2026-11-23T10:00:00.000Z' },
  askedBy: { type: 'operator', name: 'Giulia' },
  secondsLeft: 12,
  ...about,
});

/** What the engine answers, by method and path; what a test does not name is empty. */
let answers: Record<string, () => Response>;
let asked: { call: string; body: unknown }[];

beforeEach(() => {
  vi.useFakeTimers();
  answers = { 'POST /v1/flows/simulate': () => answer(simulated()) };
  asked = [];
  vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => {
    const call = `${init.method ?? 'GET'} ${url.split('?')[0]}`;
    asked.push({ call, body: init.body ? JSON.parse(String(init.body)) : undefined });
    return Promise.resolve(answers[call]?.() ?? answer({ data: [], next: null }));
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

interface Opened {
  page: ReturnType<typeof mountPage>;
  editor: FlowEditor;
  address: () => string;
}

async function open(
  address: string,
  draft = aFlowDraft(flow),
  props: { shown?: boolean; cart?: Record<string, unknown> } = {},
  actions = ['config.read', 'payments.read'],
): Promise<Opened> {
  const blank = { render: () => null };
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/flows/:id', name: 'document-flow', component: blank },
      { path: '/transactions/:id', name: 'transaction', component: blank },
    ],
  });
  await router.push(address);
  const editor = createFlowEditor(draft);
  const around = defineComponent({
    setup() {
      shareFlowEditor(editor);
      const operator = { id: 'opr_1', name: 'Giulia', email: 'giulia@demo.example', roles: ['administrator'] };
      useSession().$patch({ session: { operator, actions, csrfToken: 'x', environment: 'sandbox' } });
      return () => h(TryPanel, props);
    },
  });
  const page = mountPage(around, {}, 'en', [router]);
  await settle();
  return { page, editor, address: () => router.currentRoute.value.fullPath };
}

async function settle(ms = 400): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  await flushPromises();
}
const press = async ({ page }: Opened, name: string): Promise<void> => {
  const button = page
    .findAll('button')
    .find((each) => each.text().includes(name) || each.attributes('aria-label') === name);
  if (!button) throw new Error(`There is no button “${name}”: ${page.text()}`);
  await button.trigger('click');
  await settle();
};

describe('the simulation', () => {
  it('sends a sample cart through the draft and lights the way it took', async () => {
    const { page, editor } = await open('/flows/rosmarino?try=simulate');
    const { body } = asked.find(({ call }) => call.endsWith('/simulate')) ?? {};
    expect(body).toMatchObject({ document: flow, facts: { currency: 'EUR', channel: 'web', categories: [] } });
    expect([...(editor.path.value?.nodes.keys() ?? [])]).toEqual(['start', 'card', 'stop']);
    expect([...(editor.path.value?.edges ?? [])]).toEqual(['e1', 'e2']);
    expect(page.text()).toContain('The shopper sees');
    expect(page.text()).toContain('Taken away by “Offer”');
  });

  it('fills in the cart that a problem gives as an example', async () => {
    const cart = { amount: { amount: 5_010_000, currency: 'EUR' }, country: 'CH' };
    await open('/flows/rosmarino?try=backtest', aFlowDraft(flow), { cart });
    const { body } = asked.find(({ call }) => call.endsWith('/simulate')) ?? {};
    expect(body).toMatchObject({ facts: cart });
  });

  it('runs again when the draft changes, and not before the pause after typing', async () => {
    const draft = aFlowDraft(flow);
    await open('/flows/rosmarino?try=simulate', draft);
    const before = asked.length;
    draft.change({ ...flow, title: 'Other' });
    draft.change({ ...flow, title: 'Other one' });
    await settle(100);
    expect(asked.length).toBe(before);
    await settle();
    expect(asked.length).toBe(before + 1);
    expect(asked.at(-1)?.body).toMatchObject({ document: { title: 'Other one' } });
  });

  it('says that an incomplete flow waits for its problems, and lights nothing', async () => {
    answers['POST /v1/flows/simulate'] = () =>
      answer({ type: 'https://x/problems/flow-not-sound', title: 'No', status: 422, errors: [] }, 422);
    const { page, editor } = await open('/flows/rosmarino?try=simulate');
    expect(page.text()).toContain('The flow is not complete yet');
    expect(editor.path.value).toBeUndefined();
  });

  it('marks the fact that the engine refuses', async () => {
    const errors = [{ path: '/facts/channel', rule: 'option', message: 'it can be web, app' }];
    answers['POST /v1/flows/simulate'] = () =>
      answer({ type: 'https://x/problems/invalid-input', title: 'No', status: 400, errors }, 400);
    const { page } = await open('/flows/rosmarino?try=simulate');
    expect(page.text()).toContain('it can be web, app');
    expect(page.text()).toContain('A value does not fit');
  });

  it('takes the payment that the address names, with its stored facts', async () => {
    answers['GET /v1/payments/pay_01'] = () => answer(aPayment({ reference: 'ORDER-7' }));
    const { page } = await open('/flows/rosmarino?try=simulate&payment=pay_01');
    const { body } = asked.find(({ call }) => call.endsWith('/simulate')) ?? {};
    expect(body).toEqual({ document: flow, payment: 'pay_01' });
    expect(page.text()).toContain('ORDER-7');
  });

  it('asks nothing and lights nothing while it is out of sight', async () => {
    const { editor } = await open('/flows/rosmarino', aFlowDraft(flow), { shown: false });
    expect(asked.filter(({ call }) => call.endsWith('/simulate'))).toEqual([]);
    expect(editor.path.value).toBeUndefined();
  });

  it('becomes a test case that expects what the flow alone offers', async () => {
    const draft = aFlowDraft(flow);
    answers['POST /v1/flows/simulate'] = () => answer(simulated({ proposed: ['card', 'paypal'] }));
    const opened = await open('/flows/rosmarino?try=simulate', draft);
    await press(opened, 'Make a test from this');
    expect(draft.document.value.tests).toEqual([
      expect.objectContaining({ facts: simulated().facts, expect: ['card', 'paypal'] }),
    ]);
    expect(opened.address()).toContain('try=tests');
  });
});

const tested = (expected: string[]): Flow => ({
  ...flow,
  tests: [{ name: 'Web', facts: { channel: 'web' }, expect: expected }],
});

describe('the test cases', () => {
  it('tell got from expected, method by method, and light the way of the one that is looked at', async () => {
    const { page, editor } = await open('/flows/rosmarino?try=tests', aFlowDraft(tested(['paypal'])));
    expect(page.text()).toContain('fails');
    expect(page.text()).toContain('card');
    expect(page.text()).toContain('(not expected)');
    expect(page.text()).toContain('(missing)');
    expect(editor.path.value?.nodes.has('card')).toBe(true);
    expect(asked.at(-1)?.body).toMatchObject({ facts: { channel: 'web' }, shopper: 'Web' });
  });

  it('can be made to expect what they get now', async () => {
    const draft = aFlowDraft(tested(['paypal']));
    const opened = await open('/flows/rosmarino?try=tests', draft);
    await press(opened, 'Expect what it gets now');
    expect(draft.document.value.tests?.[0]?.expect).toEqual(['card']);
    expect(opened.page.text()).toContain('passes');
  });

  it('are added, duplicated under another name and deleted, each as one step that can be undone', async () => {
    const draft = aFlowDraft(tested(['card']));
    const opened = await open('/flows/rosmarino?try=tests', draft);
    await press(opened, 'Duplicate');
    await press(opened, 'Add a test case');
    expect(draft.document.value.tests?.map(({ name }) => name)).toEqual(['Web', 'Web 2', 'New test case']);
    await press(opened, 'Delete this test case');
    expect(draft.document.value.tests).toHaveLength(2);
    draft.undo();
    expect(draft.document.value.tests).toHaveLength(3);
  });

  it('are only looked at by those who may not edit', async () => {
    const { page } = await open('/flows/rosmarino?try=tests', aFlowDraft(tested(['card']), { readonly: true }));
    expect(page.text()).not.toContain('Add a test case');
    expect(page.text()).not.toContain('Expect what it gets now');
  });
});

describe('the back-test', () => {
  const list = 'GET /v1/flows/rosmarino/back-tests';

  it('is started with the draft and whole days, and followed until it is done', async () => {
    answers['POST /v1/flows/rosmarino/back-tests'] = () =>
      answer(aBackTest({ state: 'queued', done: 0, total: 0 }), 202);
    answers['GET /v1/back-tests/bkt_01'] = () => answer(aBackTest());
    const opened = await open('/flows/rosmarino?try=backtest');
    await press(opened, 'Run');
    expect(asked.find(({ call }) => call.startsWith('POST'))?.body).toMatchObject({ document: flow });
    await settle(1000);
    expect(opened.page.text()).toContain('40 of about 100 payments');
    expect(opened.page.text()).toContain('12 seconds left');
    const result = {
      payments: 100,
      changed: 0,
      otherMethods: 0,
      otherOrder: 0,
      otherProviders: 0,
      otherRequirements: 0,
    };
    const rest = { noMethod: { before: 0, after: 0 }, notReproduced: 2, methods: [], requirements: [] };
    answers['GET /v1/back-tests/bkt_01'] = () => answer(aBackTest({ state: 'done', result: { ...result, ...rest } }));
    await settle(1000);
    expect(opened.page.text()).toContain('No payment would be different');
    expect(opened.page.text()).toContain('2 payments are not compared exactly');
  });

  it('that was running is found again when the page is loaded anew, and can be canceled', async () => {
    answers[list] = () => answer({ data: [aBackTest()] });
    answers['DELETE /v1/back-tests/bkt_01'] = () => answer(aBackTest({ state: 'canceled' }));
    const opened = await open('/flows/rosmarino?try=backtest');
    await press(opened, 'Cancel');
    expect(opened.page.text()).toContain('This back-test was canceled');
  });

  it('that was interrupted says so and can be run again', async () => {
    answers[list] = () => answer({ data: [aBackTest({ state: 'interrupted' })] });
    answers['POST /v1/back-tests/bkt_01/start'] = () => answer(aBackTest({ state: 'queued' }), 202);
    const opened = await open('/flows/rosmarino?try=backtest');
    expect(opened.page.text()).toContain('This back-test was interrupted');
    await press(opened, 'Run it again');
    expect(opened.page.text()).toContain('Waiting for another back-test to end');
  });

  it('is not offered to those who may not see payments', async () => {
    const { page } = await open('/flows/rosmarino?try=backtest', aFlowDraft(flow), {}, ['config.read']);
    expect(page.findAll('[role=tab]').map((tab) => tab.text())).toEqual(['Simulate', 'Test cases']);
  });
});
