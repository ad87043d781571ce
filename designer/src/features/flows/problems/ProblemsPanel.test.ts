import type { DocumentCheck, Flow } from '@pih/schemas/types';
import { expect, it, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import { mountPage } from '../../../testing/index.ts';
import { aFlowDraft } from '../editor/flow-draft-for-tests.ts';
import { createFlowEditor, shareFlowEditor, type FlowEditor } from '../editor/flow-editor.ts';
import ProblemsPanel from './ProblemsPanel.vue';

const position = { x: 0, y: 0 };
const flow: Flow = {
  kind: 'flow',
  id: 'rosmarino',
  title: 'Rosmarino',
  nodes: [
    { id: 'start', type: 'start', position },
    {
      id: 'store',
      type: 'offer',
      title: 'In store',
      position,
      data: { methods: [{ method: 'card', providers: ['stripe'] }] },
    },
    { id: 'stop', type: 'stop', position },
  ],
  edges: [
    { id: 'e1', source: 'start', target: 'store' },
    { id: 'e2', source: 'store', target: 'stop' },
  ],
};

const cart = { amount: { amount: 5000, currency: 'EUR' }, currency: 'EUR', country: 'ES' };
const check: DocumentCheck = {
  errors: [{ path: '/nodes/1', rule: 'deadEnd', node: 'store', message: 'Leads nowhere.', params: { way: '' } }],
  warnings: [
    {
      ...{ rule: 'noMethodLeft', node: 'store', path: '/nodes/1', message: 'Leaves a cart.', params: {} },
      example: { facts: cart, visited: ['start', 'store', 'stop'], methods: [] },
    },
  ],
  tests: [],
};

/** The panel in an editor over a flow that was found like this. */
function opened(found: DocumentCheck, onTry: (facts: unknown) => void = () => {}) {
  const editor: FlowEditor = createFlowEditor(aFlowDraft(flow, { check: found }));
  const Around = defineComponent(() => {
    shareFlowEditor(editor);
    return () => h(ProblemsPanel, { onTry });
  });
  return { page: mountPage(Around, {}), editor };
}

it('tells errors before warnings, and where each is', () => {
  const { page } = opened(check);
  const [first, second] = page.findAll('li').map((item) => item.text());
  expect(page.get('[role=status]').text()).toContain('1 error, 1 warning.');
  expect(first).toMatch(/^Error\s*In store/);
  expect(second).toMatch(/^Warning\s*In store/);
});

it('leads to the node', async () => {
  const { page, editor } = opened(check);
  await page.get('li button').trigger('click');
  expect(editor.revealed.value).toEqual({ node: 'store' });
});

it('shows the example as people would say it', () => {
  const { page } = opened(check);
  const example = page.get('dl').text();
  expect(example).toContain('€50.00');
  expect(example).toContain('Spain');
  expect(example).not.toContain('Currency');
  expect(page.text()).toContain('Gets no method at all.');
});

it('lights the way of the example up', async () => {
  const { page, editor } = opened(check);
  await page
    .findAll('button')
    .find((button) => button.text() === 'Show the way')
    ?.trigger('click');
  expect([...(editor.path.value?.nodes.keys() ?? [])]).toEqual(['start', 'store', 'stop']);
  expect([...(editor.path.value?.edges ?? [])]).toEqual(['e1', 'e2']);
});

it('hands the cart over to be tried', async () => {
  const tried = vi.fn();
  const { page } = opened(check, tried);
  await page
    .findAll('button')
    .find((button) => button.text() === 'Try it')
    ?.trigger('click');
  expect(tried).toHaveBeenCalledExactlyOnceWith(cart);
});

it('says that nothing stands in the way', () => {
  expect(opened({ errors: [], warnings: [], tests: [] }).page.text()).toContain('Nothing stands in the way');
});
