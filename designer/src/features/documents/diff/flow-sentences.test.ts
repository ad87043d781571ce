import type { Flow, FlowNode } from '@pih/schemas/types';
import { describe, expect, it } from 'vitest';
import { speechIn } from '../../../testing/index.ts';
import { overlaid } from './flow-marks.ts';
import { flowSentences } from './flow-sentences.ts';

const at = { x: 0, y: 0 };
const over = (amount: number): FlowNode => ({
  id: 'large',
  type: 'condition',
  title: 'Large order',
  position: at,
  data: { when: { fact: 'amount', operator: 'greaterThan', value: { amount, currency: 'EUR' } } },
});
const offer = (...methods: string[]): FlowNode => ({
  id: 'offer',
  type: 'offer',
  title: 'Wallets',
  position: at,
  data: { methods: methods.map((method) => ({ method, providers: ['one'] })) },
});
const stop: FlowNode = { id: 'stop', type: 'stop', position: at };
const aFlow = (nodes: FlowNode[], edges: Flow['edges'] = [], more: Partial<Flow> = {}): Flow => ({
  kind: 'flow',
  id: 'standard',
  title: 'Standard',
  nodes,
  edges,
  ...more,
});
const told = (before: Flow, after: Flow, language: 'en' | 'it' = 'en'): string[] =>
  flowSentences(before, after, speechIn(language)).map(({ text, before: was, after: is }) =>
    [text, was && `${was.text} → ${is?.text ?? ''}`].filter(Boolean).join(': '),
  );

describe('what differs between two flows', () => {
  it('is nothing where both say the same', () => {
    expect(told(aFlow([over(1), stop]), aFlow([over(1), stop]))).toEqual([]);
  });

  it('tells a condition before and after, with money as money', () => {
    expect(told(aFlow([over(500_00)]), aFlow([over(300_00)]))).toEqual([
      '“Large order”: Amount is over €500.00 → Amount is over €300.00',
    ]);
  });

  it('tells which methods an offer gains and loses', () => {
    expect(told(aFlow([offer('card', 'paypal')]), aFlow([offer('satispay', 'card')]))).toEqual([
      '“Wallets” no longer offers PayPal',
      '“Wallets” now also offers Satispay',
    ]);
    expect(told(aFlow([offer('card', 'paypal')]), aFlow([offer('paypal', 'card')]))).toEqual([
      '“Wallets”: order of the methods',
    ]);
  });

  it('tells where a way out leads now', () => {
    const edge = (target: string) => [{ id: 'e1', source: 'large', sourceHandle: 'yes', target }];
    const nodes = [over(1), offer('card'), stop];
    expect(told(aFlow(nodes, edge('stop')), aFlow(nodes, edge('offer')))).toEqual([
      '“Large order”, yes: it goes on with: Stop → Wallets',
    ]);
    expect(told(aFlow(nodes, edge('stop')), aFlow(nodes, []))).toEqual([
      '“Large order”, yes: it goes on with: Stop → nothing',
    ]);
  });

  it('tells new and gone nodes, and moved ones in one sentence', () => {
    const moved = { ...stop, position: { x: 9, y: 9 } };
    expect(told(aFlow([stop, over(1_00)]), aFlow([moved, offer('card')]))).toEqual([
      'Gone: “Large order”. Amount is over €1.00',
      'New: “Wallets”. Offers Card',
      'One node moved on the canvas',
    ]);
  });

  it('is told in Italian too', () => {
    expect(told(aFlow([offer('card', 'paypal')]), aFlow([offer('card')]), 'it')).toEqual([
      '«Wallets» non propone più PayPal',
    ]);
  });
});

describe('both versions in one picture', () => {
  it('has what is gone back in its place, and marks what differs, not what was moved', () => {
    const before = aFlow(
      [over(1), offer('card'), stop],
      [{ id: 'e1', source: 'large', sourceHandle: 'yes', target: 'offer' }],
    );
    const after = aFlow([
      over(2),
      { ...stop, position: { x: 5, y: 5 } },
      { id: 'new', type: 'note', position: at, data: { text: 'Hi' } },
    ]);
    const { flow, marks } = overlaid(before, after);
    expect(flow.nodes.map(({ id }) => id)).toEqual(['large', 'stop', 'new', 'offer']);
    expect([...marks].toSorted()).toEqual([
      ['e1', 'removed'],
      ['large', 'changed'],
      ['new', 'added'],
      ['offer', 'removed'],
    ]);
  });
});
