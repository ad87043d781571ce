import type { FlowNode } from '@pih/schemas/types';
import { expect, it } from 'vitest';
import { speechIn } from '../../../testing/index.ts';
import { exitInWords, nodeInWords, nodeTitle } from './node.ts';

const en = speechIn('en');
const position = { x: 0, y: 0 };
const byChannel: FlowNode = {
  id: 'n1',
  type: 'switch',
  position,
  data: { fact: 'channel', cases: [{ id: 'remote', values: ['phone', 'link'] }] },
};

it('tells what a node does', () => {
  const methods = [
    { method: 'card', providers: ['stripe'] },
    { method: 'paypal', providers: ['paypal'] },
  ];
  expect(nodeInWords({ id: 'n', type: 'offer', position, data: { methods } }, en)).toBe('Offers Card and PayPal');
  expect(nodeInWords(byChannel, en)).toBe('Chooses the way by channel');
  expect(
    nodeInWords({ id: 'n', type: 'require', position, data: { requirements: ['billing_address', 'tax_id'] } }, en),
  ).toBe('Asks the shopper for billing address and tax number');
});

it('labels the ways out of a switch by their values', () => {
  expect(exitInWords(byChannel, 'remote', en)).toBe('phone or link');
  expect(exitInWords(byChannel, 'otherwise', en)).toBe('otherwise');
});

it('labels no way out that is the only one', () => {
  expect(exitInWords({ id: 'n', type: 'start', position }, undefined, en)).toBeUndefined();
});

it('calls a node by its own title, else by what it is', () => {
  expect(nodeTitle({ type: 'hide', title: 'No wallets' }, en)).toBe('No wallets');
  expect(nodeTitle({ type: 'hide' }, en)).toBe('Hide');
});
