import { describe, expect, it } from 'vitest';
import { type Complaint, JsonFields } from './json-fields.ts';

const complain = ({ path, wanted, isMissing }: Complaint): Error =>
  new Error(isMissing ? `${path.join('.')} is missing` : `${path.join('.')} must be ${wanted}`);
const fields = (json: unknown): JsonFields => JsonFields.parse(JSON.stringify(json), complain);

describe('the members of a body', () => {
  it('are read with their type, and left out where they are absent or null', () => {
    const body = fields({ a: 'x', n: 2, o: { b: 'y' }, l: [{ c: 'z' }], nothing: null, at: '2026-01-31T12:00:00Z' });
    expect([body.text('a'), body.count('n'), body.object('o')?.text('b')]).toEqual(['x', 2, 'y']);
    expect(body.objects('l').map((item) => item.requiredText('c'))).toEqual(['z']);
    expect(body.instant('at')).toEqual(new Date('2026-01-31T12:00:00Z'));
    expect([body.text('nothing'), body.object('nothing'), body.count('else')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(JsonFields.parse(' ', complain).text('a')).toBeUndefined();
  });

  it.each<[string, (body: JsonFields) => unknown, string]>([
    ['a text that is a number', (body) => body.text('n'), 'n must be a text of at most 2000 characters'],
    ['a text that is too long', (body) => body.text('a', 2), 'a must be a text of at most 2 characters'],
    ['an empty text', (body) => body.requiredText('empty'), 'empty is missing'],
    ['a text out of choice', (body) => body.choice('a', ['x', 'y']), 'a must be one of x, y'],
    ['half a number', (body) => body.count('half'), 'half must be a whole number of at least 1'],
    ['less than there has to be', (body) => body.count('n', 3), 'n must be a whole number of at least 3'],
    ['a script for an address', (body) => body.address('script'), 'script must be a web address'],
    ['a day that is none', (body) => body.instant('a'), 'a must be a date and time'],
    ['a list for an object', (body) => body.object('l'), 'l must be an object'],
    ['an object for a list', (body) => body.objects('o'), 'o is missing'],
    ['a number in a list of objects', (body) => body.objects('l'), 'l.0 must be an object'],
    ['what is missing further in', (body) => body.requiredObject('o').requiredText('b'), 'o.b is missing'],
  ])('are refused by their place: %s', (_what, read, message) => {
    const body = fields({ a: 'long', empty: '', n: 2, half: 1.5, script: 'javascript:1', l: [1], o: {} });
    expect(() => read(body)).toThrow(message);
  });

  it.each(['[]', 'null', '"text"', '{"a":', 'no json'])('are none in %s', (text) => {
    expect(() => JsonFields.parse(text, complain)).toThrow('must be a JSON object');
  });
});
