import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdsCard, isCardNumber } from './card-text.ts';

const checkDigit = (digits: string): string => {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return String((10 - (sum % 10)) % 10);
};
const digits = (count: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }).map((each) => each.join(''));

/** How numbers of each network begin, how many digits they have, and how cards show them. */
const issued: [prefix: string, length: number, groups: number[]][] = [
  ['4', 16, [4, 4, 4, 4]],
  ['4', 19, [4, 4, 4, 4, 3]],
  ['4', 13, [4, 3, 3, 3]],
  ['51', 16, [4, 4, 4, 4]],
  ['2221', 16, [4, 4, 4, 4]],
  ['2720', 16, [4, 4, 4, 4]],
  ['34', 15, [4, 6, 5]],
  ['37', 15, [4, 6, 5]],
  ['300', 14, [4, 6, 4]],
  ['36', 14, [4, 6, 4]],
  ['3528', 16, [4, 4, 4, 4]],
  ['50', 18, [4, 4, 4, 4, 2]],
  ['6011', 16, [4, 4, 4, 4]],
  ['62', 19, [4, 4, 4, 4, 3]],
  ['2200', 16, [4, 4, 4, 4]],
  ['81', 16, [4, 4, 4, 4]],
];
const aCard = fc.constantFrom(...issued).chain(([prefix, length, groups]) =>
  digits(length - prefix.length - 1).map((rest) => {
    const body = prefix + rest;
    return { number: body + checkDigit(body), groups };
  }),
);

const separators = [
  ' ',
  '\u00a0',
  '\u202f',
  '\u2003',
  '\t',
  '\n',
  '-',
  '–',
  '\u2011',
  '−',
  '.',
  '/',
  '\\',
  '_',
  '·',
  ' - ',
  '%20',
  '%2D',
];
const invisible = ['\u200b', '\u00ad', '\u2060', '\ufeff'];
const scripts: ((digit: string) => string)[] = [
  (digit) => digit,
  (digit) => String.fromCodePoint(0xff10 + Number(digit)), // full width
  (digit) => String.fromCodePoint(0x660 + Number(digit)), // Arabic
  (digit) => String.fromCodePoint(0x966 + Number(digit)), // Devanagari
  (digit) => String.fromCodePoint(0x1d7ce + Number(digit)), // mathematical, bold
  (digit) => String.fromCodePoint(0x1d7f6 + Number(digit)), // mathematical, monospaced
  (digit) => ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'][Number(digit)] ?? '',
];

/** A number as somebody might write it. */
const written = aCard.chain(({ number, groups }) =>
  fc
    .record({
      way: fc.constantFrom('together', 'grouped', 'mixed', 'by one', 'by two'),
      separator: fc.constantFrom(...separators),
      many: fc.array(fc.constantFrom(...separators), { minLength: 10, maxLength: 10 }),
      script: fc.constantFrom(...scripts),
      sign: fc.constantFrom('', ...invisible),
      before: fc.constantFrom('', 'card ', 'Card: ', 'no.', '(', '"', 'paid 12.50 EUR, ', '№', 'a=1&n=', 'pan_'),
      after: fc.constantFrom('', ' thanks', ', 12/27', ' 12/27 123', ')', '.', ' EUR', '\nCVC 123'),
    })
    .map(({ way, separator, many, script, sign, before, after }) => {
      const sizes = way === 'by one' ? number.split('').map(() => 1) : way === 'by two' ? Array(10).fill(2) : groups;
      let at = 0;
      const parts = (way === 'together' ? [number.length] : sizes).map((size: number) =>
        number.slice(at, (at += size)),
      );
      const shown = parts
        .filter(Boolean)
        .map((part) => part.split('').map(script).join(sign))
        .reduce((text, part, index) => text + (way === 'mixed' ? (many[index] ?? ' ') : separator) + part);
      return before + shown + after;
    }),
);

describe('a card number', () => {
  it('is found however it is written', () => {
    fc.assert(
      fc.property(written, (text) => holdsCard(text)),
      { numRuns: 20_000, seed: 20260101 },
    );
  });

  it('is found as a number, even beyond the ones that are kept exactly', () => {
    fc.assert(
      fc.property(aCard, ({ number }) => isCardNumber(Number(number))),
      { numRuns: 2_000, seed: 20260101 },
    );
    expect([NaN, Infinity, -1, 0.1, 1e300, 2 ** 53].map(isCardNumber)).toEqual(Array(6).fill(false));
  });
});

describe('a number of the shop', () => {
  /** How many of a kind are taken for a card. */
  const mistaken = (kind: fc.Arbitrary<string>, of = 10_000): number =>
    fc.sample(kind, { numRuns: of, seed: 20260101 }).filter(holdsCard).length;
  const two = (number: number): string => String(number).padStart(2, '0');
  const moment = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-01-01'), noInvalidDate: true });
  const compact = (date: Date): string => date.toISOString().replace(/\D/g, '');

  it.each<[what: string, kind: fc.Arbitrary<string>]>([
    ['an order number of up to 12 digits', fc.integer({ min: 1, max: 12 }).chain(digits)],
    ['an order number behind letters', digits(16).map((each) => `ORD${each}`)],
    ['an order number before letters', digits(16).map((each) => `${each}ORD`)],
    [
      'a long telephone number',
      fc
        .tuple(
          fc.constantFrom('+49', '+43', '+62', '+55', '+36', '0049'),
          digits(4),
          digits(7),
          fc.constantFrom(' ', '', '/'),
        )
        .map(([country, area, rest, gap]) => [country, area, rest].join(gap)),
    ],
    ['a time', moment.map((date) => date.toISOString())],
    [
      'a time in words',
      moment.map(
        (date) => `${date.toISOString().slice(0, 10)} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:07`,
      ),
    ],
    ['a time in digits', moment.map(compact)],
    ['a time in digits, to the second', moment.map((date) => compact(date).slice(0, 14))],
    ['a time since 1970', fc.integer({ min: 1_500_000_000_000, max: 1_999_999_999_999 }).map(String)],
    [
      'a time since 1970 in microseconds',
      fc.integer({ min: 1_500_000_000_000_000, max: 1_999_999_999_999_999 }).map(String),
    ],
    [
      'a telephone number',
      fc
        .tuple(
          fc.constantFrom('+39', '+49', '+44', '+1', '0039', '+351'),
          digits(3),
          digits(3),
          digits(4),
          fc.constantFrom(' ', '-', '', '.'),
        )
        .map(([country, a, b, c, gap]) => [country, a, b, c].join(gap)),
    ],
    ['a uuid', fc.uuid()],
    ['an identifier of the hub', fc.ulid().map((ulid) => `pay_${ulid}`)],
    ['a decimal', fc.double({ min: 0, max: 1e7, noNaN: true }).map(String)],
    [
      'a row of prices',
      fc
        .array(fc.integer({ min: 1, max: 99_999 }), { minLength: 3, maxLength: 12 })
        .map((each) => each.map((price) => (price / 100).toFixed(2)).join(', ')),
    ],
    ['a row of article numbers', fc.array(digits(4), { minLength: 3, maxLength: 12 }).map((each) => each.join(', '))],
    ['an address of the network', fc.ipV4()],
  ])('%s is never taken for a card', (_what, kind) => {
    expect(mistaken(kind)).toBe(0);
  });

  it('is never taken for a card when it is an account number, in groups or not', () => {
    const iban = fc.tuple(fc.constantFrom('DE', 'AT', 'ES', 'PL', 'CH'), digits(26)).map(([country, rest]) => {
      const length = { DE: 18, AT: 16, ES: 20, PL: 24, CH: 17 }[country];
      const bban = rest.slice(0, length);
      const code = [...country].map((letter) => parseInt(letter, 36)).join('');
      return `${country}${String(98n - (BigInt(`${bban}${code}00`) % 97n)).padStart(2, '0')}${bban}`;
    });
    expect(mistaken(iban)).toBe(0);
    expect(mistaken(iban.map((each) => each.replace(/(.{4})(?=.)/g, '$1 ')))).toBe(0);
  });

  // Nobody can tell a random number of 16 digits from a card by looking; what is known of networks keeps the rest apart.
  it.each([
    [13, 0.03],
    [14, 0.03],
    [15, 0.03],
    [16, 0.05],
    [17, 0.03],
    [18, 0.03],
    [19, 0.04],
  ])('of %i random digits is seldom taken for one', (length, rate) => {
    expect(mistaken(digits(length)) / 10_000).toBeLessThan(rate);
  });
});
