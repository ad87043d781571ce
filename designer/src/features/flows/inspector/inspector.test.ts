import { builtInFacts } from '@pih/schemas/facts';
import type { DocumentCheck, Flow, FlowNode } from '@pih/schemas/types';
import type { VueWrapper } from '@vue/test-utils';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h, nextTick } from 'vue';
import flowSchema from '../../../../../schemas/kinds/flow.schema.json' with { type: 'json' };
import { answer, mountPage } from '../../../testing/index.ts';
import { aFlowDraft } from '../editor/flow-draft-for-tests.ts';
import { createFlowEditor, shareFlowEditor } from '../editor/flow-editor.ts';
import { aFlow, aNode, drawn } from '../graph/a-flow-for-tests.ts';
import { useVocabulary } from '../../vocabulary/index.ts';
import NodeInspector from './NodeInspector.vue';
import { panels } from './panels.ts';
import { equalShares, settledBy, total, withShare } from './shares.ts';

const words = {
  methods: [
    { id: 'card', title: { en: 'Card' }, mark: { color: '#1a1f71' }, providers: ['stripe', 'mollie'] },
    { id: 'paypal', title: { en: 'PayPal' }, mark: { color: '#003087' }, providers: ['paypal'] },
  ],
  providers: ['stripe', 'mollie', 'paypal'].map((id) => ({ id, title: id.toUpperCase(), environment: 'sandbox' })),
  brands: [],
  facts: builtInFacts,
  timeZone: 'Europe/Rome',
  defaultCurrency: 'EUR',
};

const checkouts = [
  { id: 'rosmarino', title: 'Rosmarino', flow: 'test' },
  { id: 'nordlicht', title: 'Nordlicht', flow: 'other' },
];

/** The engine, as far as the inspector asks it. */
function engine(url: string): unknown {
  if (url.includes('/v1/vocabulary')) return words;
  const checkout = checkouts.find(({ id }) => url.endsWith(`/v1/config/checkout/${id}`));
  return checkout ? { published: { document: checkout } } : { data: checkouts };
}
beforeEach(() => {
  vi.stubGlobal('fetch', (url: string) => Promise.resolve(answer(engine(String(url)))));
});

const [start, stop] = [aNode('start', 'start'), aNode('stop', 'stop')];

/** The inspector over a flow with some nodes selected. */
async function inspect(flow: Flow, selected: string[], about: { readonly?: boolean; check?: DocumentCheck } = {}) {
  const draft = aFlowDraft(flow, about);
  const editor = createFlowEditor(draft);
  editor.select(selected);
  const Page = defineComponent({
    setup() {
      shareFlowEditor(editor);
      void useVocabulary().load();
      return () => h(NodeInspector);
    },
  });
  const page = mountPage(Page, {});
  await vi.waitFor(() => expect(page.text()).not.toBe(''));
  await vi.waitFor(() => expect(useVocabulary().words.methods).toHaveLength(2));
  await nextTick();
  const node = (id: string): FlowNode => {
    const found = draft.document.value.nodes.find((one) => one.id === id);
    if (!found) throw new Error(`There is no node ${id}`);
    return found;
  };
  return { page, draft, editor, node, flow: () => draft.document.value };
}
const named = (page: VueWrapper, name: string) => {
  const found = page
    .findAll('button, input, textarea')
    .find((one) => one.attributes('aria-label') === name || one.text() === name);
  if (!found) throw new Error(`Nothing is called ${name}`);
  return found;
};
async function pick(option: string): Promise<void> {
  await nextTick();
  const found = [...document.querySelectorAll<HTMLElement>('[role=option]')].find((one) =>
    one.textContent?.trim().endsWith(option),
  );
  if (!found) throw new Error(`There is no option ${option}`);
  found.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  await nextTick();
}
const button = (page: VueWrapper, text: string) => named(page, text);

it('has a panel for every type of node that the schema knows, and for no other', () => {
  const types = flowSchema.$defs.node.oneOf.map(({ $ref }) => $ref.split('/').at(-1));
  expect(Object.keys(panels).sort()).toEqual(types.sort());
});

describe('the panel of an offer', () => {
  const flow = aFlow([start, aNode('offer', 'offer'), stop], 'start -> offer', 'offer -> stop');

  it('adds a method with the providers that carry it, and no other', async () => {
    const { page, node } = await inspect(flow, ['offer']);
    await button(page, 'Add method').trigger('click');
    await pick('Card');
    expect(node('offer')).toMatchObject({ data: { methods: [{ method: 'card', providers: ['stripe', 'mollie'] }] } });
  });

  it('puts providers into another order by the keyboard', async () => {
    const offered = {
      ...aNode('offer', 'offer'),
      data: { methods: [{ method: 'card', providers: ['stripe', 'mollie'] }] },
    };
    const { page, node } = await inspect({ ...flow, nodes: [start, offered as FlowNode, stop] }, ['offer']);
    await named(page, 'Move MOLLIE').trigger('keydown', { key: 'ArrowUp' });
    expect(node('offer')).toMatchObject({ data: { methods: [{ providers: ['mollie', 'stripe'] }] } });
  });

  it('keeps words for the shopper out of the document when they are emptied', async () => {
    const badge = { en: 'New' };
    const offered = {
      ...aNode('offer', 'offer'),
      data: { methods: [{ method: 'card', providers: ['stripe'], badge }] },
    };
    const { page, node } = await inspect({ ...flow, nodes: [start, offered as FlowNode, stop] }, ['offer']);
    const words = page.findAll('button').find((one) => one.text().startsWith('Words for the shopper'));
    await words?.trigger('click');
    const field = page.findAll<HTMLInputElement>('input').find((one) => one.element.value === 'New');
    await field?.setValue('');
    expect(node('offer')).toMatchObject({ data: { methods: [{ method: 'card', providers: ['stripe'] }] } });
    expect(JSON.stringify(node('offer'))).not.toContain('badge');
  });
});

describe('the panel of a switch', () => {
  const byDevice: FlowNode = {
    id: 'by',
    type: 'switch',
    position: { x: 0, y: 0 },
    data: {
      fact: 'device',
      cases: [
        { id: 'hand', values: ['mobile'] },
        { id: 'desk', values: ['desktop'] },
      ],
    },
  };
  const flow = aFlow(
    [start, byDevice, stop],
    'start -> by',
    'by.hand -> stop',
    'by.desk -> stop',
    'by.otherwise -> stop',
  );

  it('renames a case and its edge with it', async () => {
    const { page, flow: now } = await inspect(flow, ['by']);
    const name = page.findAll<HTMLInputElement>('input').find((one) => one.element.value === 'hand');
    await name?.setValue('Caffè & cellulari');
    expect(drawn(now())).toContain('by.Caffe-cellulari -> stop');
  });

  it('takes no name that another way out has', async () => {
    const { page, flow: now } = await inspect(flow, ['by']);
    const name = page.findAll<HTMLInputElement>('input').find((one) => one.element.value === 'hand');
    await name?.setValue('otherwise');
    expect(now()).toEqual(flow);
    expect(page.text()).toContain('Another way out has this name already');
  });

  it('removes a case and its edge with it', async () => {
    const { page, flow: now } = await inspect(flow, ['by']);
    await named(page, 'Remove case hand').trigger('click');
    expect(drawn(now())).toEqual(['by.desk -> stop', 'by.otherwise -> stop', 'start -> by']);
  });

  it('keeps its cases when it asks about something else', async () => {
    const { page, node } = await inspect(flow, ['by']);
    await named(page, 'Choose the way by: Device').trigger('click');
    await pick('Channel');
    expect(node('by')).toMatchObject({
      data: {
        fact: 'channel',
        cases: [
          { id: 'hand', values: [] },
          { id: 'desk', values: [] },
        ],
      },
    });
  });

  it('offers no sums to choose by', async () => {
    const { page } = await inspect(flow, ['by']);
    await named(page, 'Choose the way by: Device').trigger('click');
    await expect(pick('Amount')).rejects.toThrow();
  });
});

describe('the panel of a split', () => {
  const flow = aFlow([start, aNode('split', 'split'), stop], 'start -> split', 'split.a -> stop', 'split.b -> stop');
  const shares = (node: FlowNode) => (node.type === 'split' ? node.data.branches.map(({ percent }) => percent) : []);

  it('gives the other of two what is left', async () => {
    const { page, node } = await inspect(flow, ['split']);
    await named(page, 'Share of a in percent').setValue('30');
    expect(shares(node('split'))).toEqual([30, 70]);
    expect(page.text()).toContain('add up to 100');
  });

  it('says what is missing and makes shares equal', async () => {
    const { page, node } = await inspect(flow, ['split']);
    await button(page, 'Add branch').trigger('click');
    expect(page.text()).toContain('1 % too much');
    await button(page, 'Make equal').trigger('click');
    expect(shares(node('split'))).toEqual([34, 33, 33]);
  });
});

it('shares 100 out equally among any number of branches', () => {
  for (let count = 2; count <= 20; count += 1) expect(total(equalShares(count))).toBe(100);
  expect(withShare([50, 30, 20], 0, 10)).toEqual([10, 30, 20]);
  expect(settledBy([10, 30, 20], 2)).toEqual([10, 30, 60]);
});

describe('every panel', () => {
  it('calls a node by its sentence until it gets a name, and takes an emptied name out of the document', async () => {
    const { page, node } = await inspect(aFlow([start, { ...stop, title: 'The end' }]), ['stop']);
    const name = page.find<HTMLInputElement>('input[placeholder="The decision is made"]');
    expect(name.element.value).toBe('The end');
    await name.setValue('');
    expect(node('stop')).not.toHaveProperty('title');
  });

  it('says what is wrong, at its field or above all', async () => {
    const flow = aFlow([start, aNode('ask', 'condition'), stop]);
    const check: DocumentCheck = {
      errors: [
        { path: '/nodes/1', rule: 'mine', message: 'Nothing leads here.', node: 'ask' },
        { path: '/nodes/1/data/when/all', rule: 'mine', message: 'Ask something.', node: 'ask' },
      ],
      warnings: [],
      tests: [],
    };
    const { page } = await inspect(flow, ['ask'], { check });
    expect(page.get('section[aria-labelledby]').text()).not.toBe('');
    expect(page.text().match(/Ask something\./g)).toHaveLength(1);
    expect(page.text().match(/Nothing leads here\./g)).toHaveLength(1);
  });

  it('changes nothing for those who may only look', async () => {
    const flow = aFlow([start, aNode('require', 'require'), stop]);
    const { page } = await inspect(flow, ['require'], { readonly: true });
    expect(page.findAll('input:not([disabled]):not([readonly])')).toHaveLength(0);
    expect(page.text()).not.toContain('Delete');
  });

  it('keeps the only start', async () => {
    const { page } = await inspect(aFlow([start, stop]), ['start']);
    expect(named(page, 'Delete').attributes('disabled')).toBeDefined();
  });
});

it('does with several nodes at once what can be done with all of them', async () => {
  const { page, flow } = await inspect(aFlow([start, aNode('a', 'hide'), aNode('b', 'hide', 300), stop]), ['a', 'b']);
  expect(page.text()).toContain('2 steps selected');
  await button(page, 'Delete all 2').trigger('click');
  expect(flow().nodes.map(({ id }) => id)).toEqual(['start', 'stop']);
});

it('tells about the flow as a whole while nothing is selected', async () => {
  const { page, flow } = await inspect(aFlow([start, stop]), []);
  await vi.waitFor(() => expect(page.text()).toContain('Rosmarino'));
  expect(page.text()).not.toContain('Nordlicht');
  await page.get('input').setValue('Everybody');
  expect(flow().title).toBe('Everybody');
});
