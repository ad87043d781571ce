import { describe, expect, it } from 'vitest';
import { aFlow, aNode } from './a-flow-for-tests.ts';
import { copyPart } from './edit/index.ts';
import { partAsText, partFromText } from './part-text.ts';

const types = ['start', 'condition', 'switch', 'split', 'offer', 'hide', 'order', 'require', 'stop', 'note'] as const;
const flow = aFlow(
  types.map((type) => aNode(type, type)),
  'start -> condition',
  'condition.yes -> offer',
);
const part = copyPart(flow, types);
const broken = (change: (value: ReturnType<typeof parsed>) => void): string => {
  const value = parsed();
  change(value);
  return JSON.stringify(value);
};
const parsed = () =>
  JSON.parse(partAsText(part)) as {
    format: string;
    nodes: Record<string, unknown>[];
    edges: Record<string, unknown>[];
  };

it('a part of a flow comes through the clipboard as it was, every type of node', () => {
  expect(partFromText(partAsText(part))).toEqual(part);
});

describe('what else may be in the clipboard is not taken for a part of a flow', () => {
  it.each([
    ['a sentence', 'Please have a look at this'],
    ['nothing', ''],
    ['other JSON', '{"nodes":[],"edges":[]}'],
    ['a whole flow document', JSON.stringify(flow)],
    ['half of it', partAsText(part).slice(0, -40)],
    ['no nodes', broken((value) => void (value.nodes = []))],
    ['an unknown type', broken((value) => void (value.nodes[0] = { ...value.nodes[0], type: 'robot' }))],
    [
      'a name of every object as a type',
      broken((value) => void (value.nodes[0] = { ...value.nodes[0], type: 'toString' })),
    ],
    ['markup for an id', broken((value) => void (value.nodes[0] = { ...value.nodes[0], id: '<b>' }))],
    [
      'a place that is none',
      broken((value) => void (value.nodes[0] = { ...value.nodes[0], position: { x: 'left', y: 0 } })),
    ],
    ['a condition without a question', broken((value) => void (value.nodes[1] = { ...value.nodes[1], data: {} }))],
    [
      'cases that are none',
      broken((value) => void (value.nodes[2] = { ...value.nodes[2], data: { fact: 'channel', cases: 'web' } })),
    ],
    ['an edge from nowhere', broken((value) => void (value.edges[0] = { target: 'offer' }))],
    [
      'more nodes than a flow may have',
      broken((value) => void (value.nodes = Array.from({ length: 2001 }, () => value.nodes[0] ?? {}))),
    ],
  ])('%s', (_, text) => {
    expect(partFromText(text)).toBeUndefined();
  });
});
