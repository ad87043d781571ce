import { expect, it } from 'vitest';
import { returnPath } from './return-path.ts';

it('goes back to where the operator was', () => {
  expect(returnPath('/transactions/pay_01?tab=history')).toBe('/transactions/pay_01?tab=history');
});

it.each([undefined, ['/a'], '', 'https://evil.example', '//evil.example', '/\\evil.example', '/sign-in?return=/x'])(
  'goes to the transactions instead of %s',
  (wanted) => expect(returnPath(wanted)).toBe('/transactions'),
);
