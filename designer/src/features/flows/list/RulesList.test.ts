import type { Flow, FlowNode } from '@pih/schemas/types';
import type { VueWrapper } from '@vue/test-utils';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h, nextTick } from 'vue';
import type { Language } from '../../../i18n/index.ts';
import { answer, mountPage } from '../../../testing/index.ts';
import { aFlowDraft } from '../editor/flow-draft-for-tests.ts';
import { createFlowEditor, shareFlowEditor } from '../editor/flow-editor.ts';
import { aFlow, aNode, drawn } from '../graph/a-flow-for-tests.ts';
import RulesList from './RulesList.vue';

const large: FlowNode = {
  id: 'large',
  type: 'condition',
  position: { x: 300, y: 0 },
  data: {
    when: {
      all: [
        { fact: 'amount', operator: 'greaterThan', value: { amount: 500_00, currency: 'EUR' } },
        { fact: 'customerType', operator: 'equal', value: 'business' },
      ],
    },
  },
};
const offer = (id: string, method: string): FlowNode => ({
  id,
  type: 'offer',
  position: { x: 600, y: 0 },
  data: { methods: [{ method, providers: ['stripe'] }] },
});
const flow = aFlow(
  [
    aNode('start', 'start'),
    large,
    offer('bank', 'transfer'),
    aNode('ask', 'require'),
    offer('cards', 'card'),
    aNode('stop', 'stop', 900),
  ],
  'start -> large',
  'large.yes -> bank',
  'large.no -> cards',
  'bank -> ask',
  'ask -> stop',
  'cards -> stop',
);
beforeEach(() => void vi.stubGlobal('fetch', () => Promise.resolve(answer({ data: [] }))));

function read(shown: Flow, about: { readonly?: boolean; language?: Language } = {}) {
  const draft = aFlowDraft(shown, about);
  const editor = createFlowEditor(draft);
  const Page = defineComponent({
    setup() {
      shareFlowEditor(editor);
      return () => h(RulesList);
    },
  });
  const page = mountPage(Page, {}, about.language);
  const rule = (id: string) => page.get(`[data-rule="${id}"]`);
  return {
    page,
    editor,
    draft,
    rule,
    press: (id: string, key: string, more: object = {}) =>
      rule(id)
        .get('[data-rule-button]')
        .trigger('keydown', { key, ...more }),
    focused: () => document.activeElement?.closest('[data-rule]')?.getAttribute('data-rule'),
    order: () => page.findAll('[data-rule]').map((row) => row.attributes('data-rule')),
    flow: () => draft.document.value,
  };
}
const named = (page: VueWrapper, name: string) => {
  const found = page.findAll('button').find((one) => one.attributes('aria-label') === name);
  if (!found) throw new Error(`Nothing is called ${name}`);
  return found;
};
async function pick(option: string): Promise<void> {
  await nextTick();
  const found = [...document.querySelectorAll<HTMLElement>('[role=option], [role=menuitem]')].find(
    (one) => one.textContent?.trim() === option,
  );
  if (!found) throw new Error(`There is no option ${option}`);
  found.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  await nextTick();
}

describe('the rules of a flow as a list', () => {
  it('read from the start on, each with what it does and where it goes on', () => {
    const { rule, order } = read(flow);
    expect(order()).toEqual(['start', 'large', 'bank', 'ask', 'cards', 'stop']);
    const text = rule('large').text().replace(/\s+/g, ' ');
    expect(text).toContain('If amount is over €500.00 and customer type is business');
    expect(text).toContain('→ go on at3');
    expect(text).toContain('otherwise at5');
    expect(rule('ask').text()).toContain('then go on at');
  });

  it('tell a screen reader which number a rule has and on which branch it stands', () => {
    const { rule } = read(flow);
    expect(rule('cards').get('.sr-only').text()).toBe('Rule 5, under rule 2, If not.');
  });

  it('are read in Italian', () => {
    const { rule } = read(flow, { language: 'it' });
    expect(rule('large').text()).toContain('altrimenti alla');
  });

  it('are walked through by the arrow keys, one rule at a time in the order of Tab', async () => {
    const { page, rule, press, focused } = read(flow);
    (rule('start').get('[data-rule-button]').element as HTMLElement).focus();
    await press('start', 'ArrowDown');
    await nextTick();
    expect(focused()).toBe('large');
    await press('large', 'End');
    await nextTick();
    expect(focused()).toBe('stop');
    expect(page.findAll('[data-rule-button][tabindex="0"]')).toHaveLength(1);
  });

  it('lead to the rule whose number is pressed', async () => {
    const { page, focused } = read(flow);
    await named(page, 'Go to rule 6: The decision is made').trigger('click');
    await nextTick();
    expect(focused()).toBe('stop');
  });

  it('open with the same settings as on the canvas', async () => {
    const { page, rule, editor, flow: now } = read(flow);
    await rule('ask').get('[data-rule-button]').trigger('click');
    expect([...editor.selected.value]).toEqual(['ask']);
    await page.get('input[type=checkbox]').setValue(true);
    expect(now().nodes.find(({ id }) => id === 'ask')).toMatchObject({ data: { requirements: ['name'] } });
  });

  it('take a new rule on a branch, and go there', async () => {
    const { page, rule, order, focused, flow: now } = read(flow);
    (rule('large').get('[data-rule-button]').element as HTMLElement).focus();
    await named(page, 'Add a rule on “no” of 2').trigger('click');
    await pick('Take methods away');
    await nextTick();
    const added = now().nodes.at(-1)?.id ?? '';
    expect(order()).toEqual(['start', 'large', 'bank', 'ask', added, 'cards', 'stop']);
    expect(focused()).toBe(added);
    for (const node of flow.nodes) expect(now().nodes).toContainEqual({ ...node, position: expect.anything() });
  });

  it('change places where the flow permits, and the focus goes along', async () => {
    const { press, order, focused, draft } = read(flow);
    await press('ask', 'ArrowUp', { altKey: true });
    await nextTick();
    expect(order()).toEqual(['start', 'large', 'ask', 'bank', 'cards', 'stop']);
    expect(focused()).toBe('ask');
    draft.undo();
    await nextTick();
    expect(drawn(draft.document.value)).toEqual(drawn(flow));
  });

  it('are deleted one by one, and the focus goes to the next', async () => {
    const { press, order, focused } = read(flow);
    await press('bank', 'Delete');
    await nextTick();
    expect(order()).toEqual(['start', 'large', 'ask', 'cards', 'stop']);
    expect(focused()).toBe('ask');
  });

  it('of which no payment gets to, and notes, come last', () => {
    const lost = { ...flow, nodes: [aNode('note', 'note'), aNode('lost', 'offer'), ...flow.nodes] };
    const { page, order } = read(lost);
    expect(order().slice(-2)).toEqual(['lost', 'note']);
    expect(page.text()).toContain('No payment gets here');
  });

  it('show the rule that is asked for elsewhere', async () => {
    const { rule, editor, focused } = read(flow);
    editor.reveal('cards');
    await nextTick();
    await nextTick();
    expect(focused()).toBe('cards');
    expect(rule('cards').get('[data-rule-button]').attributes('aria-expanded')).toBe('true');
  });

  it('cannot be changed by those who may only look', async () => {
    const { press, order, page } = read(flow, { readonly: true });
    await press('bank', 'Delete');
    expect(order()).toHaveLength(6);
    expect(page.text()).not.toContain('Add a note');
  });

  it('invite to begin where nothing is decided yet', () => {
    expect(read(aFlow([aNode('start', 'start')])).page.text()).toContain('Nothing is decided yet');
  });
});
