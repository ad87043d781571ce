import { describe, expect, it } from 'vitest';
import { CardNumber, refuseCardNumbers } from './card-numbers.ts';

// Published test numbers of the networks.
const cards = {
  Visa: '4111111111111111',
  Mastercard: '5555555555554444',
  'Mastercard, new range': '2223003122003222',
  'American Express': '378282246310005',
  'Diners Club': '30569309025904',
  Discover: '6011111111111117',
  JCB: '3530111333300000',
  UnionPay: '6200000000000005',
  Maestro: '6759649826438453',
};

describe.each(Object.entries(cards))('a %s number', (_network, number) => {
  const grouped = number.replace(/(\d{4})(?=\d)/g, '$1 ');
  it.each([
    ['alone', number],
    ['as a number', Number(number)],
    ['in groups', grouped],
    ['with hyphens', grouped.replaceAll(' ', '-')],
    ['with dots', grouped.replaceAll(' ', '.')],
    ['in a sentence', `Paid with ${grouped}, thank you.`],
  ])('is refused %s', (_how, value) => {
    expect(() => refuseCardNumbers({ metadata: { note: [value] } })).toThrow(CardNumber);
  });

  it('is refused as the name of a field', () => {
    expect(() => refuseCardNumbers({ metadata: { [number]: true } })).toThrow(CardNumber);
  });

  it('is not repeated by what refuses it', () => {
    for (const body of [{ note: number }, { [number]: 1 }]) {
      const problem = (() => {
        try {
          refuseCardNumbers(body);
        } catch (error) {
          return error;
        }
      })();
      expect(JSON.stringify(problem)).not.toContain(number);
    }
  });
});

it.each([
  ['an order number made of the time', '20261123061958'],
  ['milliseconds', 1795414798000],
  ['a telephone number', '+4915123456787'],
  ['an account number', 'IT60X0542811101000000123456'],
  ['an account number in groups', 'DE89 3704 0044 0532 0130 00'],
  ['an identifier', 'pay_01M83H7CK7QG55MHNETNH1Y5WK'],
  ['a uuid', '4f1c2e3d-4111-4111-8111-411111111111'],
  ['a number whose check digit is wrong', '4111111111111112'],
  ['a large amount', 9007199254740991],
])('%s is no card number', (_what, value) => {
  expect(() => refuseCardNumbers({ reference: value })).not.toThrow();
});
