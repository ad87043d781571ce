import type { Flow } from '@pih/schemas/types';
import { describe, expect, it } from 'vitest';
import { defineComponent, h, type VNode } from 'vue';
import { mountPage } from '../../../testing/index.ts';
import { aFlow, aNode, drawn } from '../graph/a-flow-for-tests.ts';
import { usualSize } from '../graph/edit/index.ts';
import { aFlowDraft } from './flow-draft-for-tests.ts';
import { createFlowEditor } from './flow-editor.ts';
import { mostNodes, useFlowCommands, type FlowCommands } from './use-flow-commands.ts';

const begun = aFlow([aNode('start', 'start')]);
const whole = aFlow(
  [aNode('start', 'start'), aNode('asks', 'condition', 340), aNode('stop', 'stop', 680)],
  'start -> asks',
  'asks.yes -> stop',
);

const canvas = {
  sizeOf: () => usualSize,
  middle: () => ({ x: 500, y: 500 }),
  glideNext: () => undefined,
  focusNode: () => Promise.resolve(),
  focus: () => undefined,
};

/** Somebody draws on a flow; with the commands, what has become of it. */
function drawOn(flow: Flow, about: { readonly?: boolean } = {}) {
  const draft = aFlowDraft(flow, about);
  const editor = createFlowEditor(draft);
  const made: FlowCommands[] = [];
  const Page = defineComponent({
    setup(): () => VNode {
      made.push(useFlowCommands(editor, () => canvas));
      return () => h('div');
    },
  });
  mountPage(Page, {});
  const [commands] = made;
  if (!commands) throw new Error('The page has not been set up');
  return { commands, editor, draft, now: () => draft.document.value };
}

describe('adding a step', () => {
  it('leads on from the start of a flow that has nothing else', () => {
    const { commands, editor, now } = drawOn(begun);
    commands.add('offer');
    expect(drawn(now())).toEqual([`start -> ${[...editor.selected.value][0]}`]);
  });

  it('does so as well where the first step was dropped somewhere', () => {
    const { commands, now } = drawOn(begun);
    commands.add('offer', { place: { x: 600, y: 200 } });
    expect(now().edges).toHaveLength(1);
    expect(now().nodes.at(-1)?.position).toEqual({ x: 600, y: 200 });
  });

  it('goes behind the selected node, by its first free way out', () => {
    const { commands, editor, now } = drawOn(whole);
    editor.select(['asks']);
    commands.add('offer');
    expect(drawn(now())).toContain(`asks.no -> ${[...editor.selected.value][0]}`);
  });

  it('stands alone where it was dropped on a flow that has more', () => {
    const { commands, editor, now } = drawOn(whole);
    editor.select(['asks']);
    commands.add('offer', { place: { x: 0, y: 600 } });
    expect(now().edges).toEqual(whole.edges);
  });

  it('goes in between where an edge was chosen', () => {
    const { commands, editor, now } = drawOn(whole);
    const edge = whole.edges[0]?.id ?? '';
    commands.add('require', { edge });
    const [id = ''] = editor.selected.value;
    expect(drawn(now())).toEqual(expect.arrayContaining([`start -> ${id}`, `${id} -> asks`]));
  });

  it('never leads anywhere from a note', () => {
    const { commands, now } = drawOn(begun);
    commands.add('note');
    expect(now().edges).toEqual([]);
  });

  it('is one step that can be undone', () => {
    const { commands, draft, now } = drawOn(begun);
    commands.add('offer');
    draft.undo();
    expect(now()).toEqual(begun);
  });

  it('stops at as many nodes as a flow may have', () => {
    const full = aFlow(Array.from({ length: mostNodes }, (_, at) => aNode(`note-${at}`, 'note', at)));
    const { commands, now } = drawOn(full);
    commands.add('offer');
    expect(now()).toBe(full);
  });
});

describe('what is selected', () => {
  it('is copied as text that another flow takes', () => {
    const from = drawOn(whole);
    from.editor.select(['asks', 'stop']);
    const to = drawOn(begun);
    to.commands.pasteText(from.commands.copied() ?? '');
    expect(to.now().nodes.map(({ type }) => type)).toEqual(['start', 'condition', 'stop']);
    expect(to.editor.selected.value.size).toBe(2);
  });

  it('is deleted with its edges, but not the only start', () => {
    const { commands, editor, now } = drawOn(whole);
    commands.selectAll();
    commands.remove();
    expect(now().nodes.map(({ id }) => id)).toEqual(['start']);
    expect(now().edges).toEqual([]);
    expect([...editor.selected.value]).toEqual(['start']);
  });

  it('lines up, and comes back where it was', () => {
    const { commands, editor, draft, now } = drawOn(whole);
    editor.select(['asks', 'stop']);
    commands.align('left');
    expect(now().nodes.map(({ position }) => position.x)).toEqual([0, 340, 340]);
    draft.undo();
    expect(now()).toEqual(whole);
  });
});

it('leaves a flow alone that may only be looked at, and takes no other text for a part of one', () => {
  const looking = drawOn(whole, { readonly: true });
  looking.editor.select(['asks']);
  const { commands } = looking;
  commands.add('offer');
  commands.remove();
  commands.duplicate();
  commands.nudge({ x: 20, y: 0 });
  expect(looking.now()).toBe(whole);
  const drawing = drawOn(whole);
  drawing.commands.pasteText('Dear colleague, …');
  expect(drawing.now()).toBe(whole);
});
