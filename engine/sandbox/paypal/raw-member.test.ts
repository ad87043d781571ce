import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rawMember } from './raw-member.ts';

describe('the raw text of a JSON member', () => {
  it.each([
    ['{"a": {"b":1.0, "c":"}\\"{"} , "d":2}', 'a', '{"b":1.0, "c":"}\\"{"}'],
    ['{"x":[1,{"a":2}],"a":[ 1 ,"]" ]}', 'a', '[ 1 ,"]" ]'],
    ['{"a":"\\u00e9\\\\"}', 'a', '"\\u00e9\\\\"'],
    ['{"x":null,"a":1e2}', 'a', '1e2'],
    ['{"\\u0061":true}', 'a', 'true'],
    ['{"a":1,"a":2}', 'a', '2'],
  ])('in %s is kept as written', (json, name, raw) => {
    expect(rawMember(json, name)).toBe(raw);
  });

  it('is absent when the name occurs only inside other members', () => {
    expect(rawMember('{"x":{"a":1},"y":"a"}', 'a')).toBeUndefined();
    expect(rawMember('{}', 'a')).toBeUndefined();
  });

  it('parses to what the whole document says, however it is written', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(0, 1, 4), (document, indent) => {
        const json = JSON.stringify(document, null, indent);
        for (const [name, value] of Object.entries(JSON.parse(json) as object)) {
          expect(JSON.parse(rawMember(json, name) ?? 'null')).toEqual(value);
        }
      }),
    );
  });
});
