import { describe, expect, it } from 'vitest';
import { createExpressions } from './expressions.ts';
import { createScales, TooLarge } from './limits.ts';

describe('scales', () => {
  it('count a part as often as it stands there, without looking at it again', () => {
    let heavy: unknown = 'x'.repeat(100);
    const scales = createScales(10_000);
    for (let doubling = 0; doubling < 5; doubling += 1) {
      heavy = [heavy, heavy];
      scales(heavy);
    }
    expect(() => {
      for (let doubling = 0; doubling < 60; doubling += 1) scales((heavy = { left: heavy, right: heavy }));
    }).toThrow(TooLarge);
  });

  it('do not weigh what contains itself for ever', () => {
    const snake: unknown[] = [];
    snake.push(snake);
    expect(() => createScales(10)(snake)).not.toThrow();
  });
});

describe('a mapping over an answer', () => {
  const evaluate = createExpressions();
  it('may be as large as answers are', async () => {
    const response = { text: 'x'.repeat(1_000_000) };
    expect(await evaluate('= response.text', { response })).toHaveLength(1_000_000);
  });

  it.each([
    '= response.text & response.text',
    '= [response.text, response.text]',
    "= $join([response, response].text, ',')",
  ])('may not multiply it: %s', async (mapping) => {
    await expect(evaluate(mapping, { response: { text: 'x'.repeat(1_000_000) } })).rejects.toThrow(/size limit/);
  });

  it.each(['= $sort(response)', '= $distinct(response)', '= $count(response)'])(
    'works on no longer list than it can get through in a moment: %s',
    async (mapping) => {
      const response = Array.from({ length: 250_000 }, (_, index) => index % 10);
      await expect(evaluate(mapping, { response })).rejects.toThrow(/size limit/);
    },
  );

  it('finds what is distinct among entries that differ in their last member only', async () => {
    const same = { lines: Array.from({ length: 90 }, (_, index) => index), z: 1, a: 2 };
    const again = { a: 2, z: 1, lines: [...same.lines] };
    const others = Array.from({ length: 998 }, (_, index) => ({ ...same, z: index + 2 }));
    expect(await evaluate('= $distinct(response)', { response: [same, ...others, again] })).toEqual([same, ...others]);
    expect(await evaluate("= [$distinct([1, '1', 1]), $distinct('x'), $distinct(nothing)]", {})).toEqual([1, '1', 'x']);
  });

  it('pads as JSONata does', async () => {
    expect(await evaluate("= $pad('7', -3, '0') & $pad('a', 3) & '|' & $pad('abc', 2)", {})).toBe('007a  |abc');
  });

  it('can read JSON within a text, and fails on what is none', async () => {
    expect(await evaluate('= $parseJson(body.payload).id', { body: { payload: '{"id":"p1"}' } })).toBe('p1');
    await expect(evaluate('= $parseJson(body.payload)', { body: { payload: 'no JSON' } })).rejects.toThrow(
      /cannot be worked out/,
    );
  });
});
