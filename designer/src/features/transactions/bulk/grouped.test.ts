import { expect, it } from 'vitest';
import { grouped } from './grouped.ts';

it('puts payments together of which the same is said, in the order in which they came', () => {
  const ones = [
    { id: 'pay_1', why: 'not paid' },
    { id: 'pay_2', why: 'nothing left' },
    { id: 'pay_3', reference: 'ORDER-3', why: 'not paid' },
  ];
  const groups = grouped(ones, ({ why }) => ({ id: why, title: why }));
  expect(groups.map(({ title, payments }) => [title, payments.map(({ id }) => id)])).toEqual([
    ['not paid', ['pay_1', 'pay_3']],
    ['nothing left', ['pay_2']],
  ]);
});
