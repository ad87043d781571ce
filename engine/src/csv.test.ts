import { describe, expect, it } from 'vitest';
import { csvOf } from './csv.ts';

describe('a field of a CSV file', () => {
  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =1',
    '\u00a0 +1',
    ' \t-1',
    '\r\n@A1',
    '＝1',
    ' ＋1',
  ])('like %j is not taken for a formula', (text) => {
    const written = csvOf([[text]]).replace(/\r\n$/, '');
    expect(written.replace(/^"/, '')).toBe(`'${text}${written.startsWith('"') ? '"' : ''}`);
  });

  it.each(['', 'Anna Bianchi', ' Anna', 'a=b', '1-2', 'anna@example.com', '10.00', '2026-11-23T10:00:00.000Z'])(
    'like %j stays as it is',
    (text) => expect(csvOf([[text]])).toBe(`${text}\r\n`),
  );
});
