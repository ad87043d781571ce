import { describe, expect, it } from 'vitest';
import { renderTemplate } from './render.ts';
import { templateIssues } from './check.ts';
import { Values } from './values.ts';

const issues = (body: string) => templateIssues({ body: { en: body } });

describe('a template', () => {
  it('may say anything about a payment', () => {
    expect(
      issues(
        '{% if payment.items.size > 1 %}{{ payment.items[0].total | money }}{% endif %}{{ payment.metadata.gift }}',
      ),
    ).toEqual([]);
  });

  it('is warned of a name that no payment has, and told the nearest', () => {
    expect(issues('Dear\n{{ shoper.name }}, {{ payment.totl }}')).toMatchObject([
      { path: '/body/en', severity: 'warning', line: 2, params: { name: 'shoper.name', suggestion: 'shopper.name' } },
      { severity: 'warning', params: { name: 'payment.totl', suggestion: 'payment.total' } },
    ]);
  });

  it('knows what the elements of a list have, within loops and loops in loops', () => {
    const inLoop = (inner: string) => `{% for item in payment.items %}${inner}{% endfor %}`;
    expect(
      issues(inLoop('{{ forloop.index }}. {{ item.name }}: {{ item.total | money }}{{ item.price.amount }}')),
    ).toEqual([]);
    expect(
      issues(inLoop('{% for other in payment.items limit: 2 %}{{ item.name }}{{ other.quantity }}{% endfor %}')),
    ).toEqual([]);
    expect(issues('{% for number in (1..3) %}{{ number }}{% endfor %}')).toEqual([]);
    expect(issues(inLoop('\n{{ item.nme }}{{ forloop.indx }}'))).toMatchObject([
      { severity: 'warning', line: 2, params: { name: 'item.nme', suggestion: 'item.name' } },
      { severity: 'warning', line: 2, params: { name: 'forloop.indx' } },
    ]);
    expect(issues('{% for item in payment.itms %}{{ item.whatever }}{% endfor %}')).toMatchObject([
      { params: { name: 'payment.itms', suggestion: 'payment.items' } },
    ]);
  });

  it('is told of a name that it gives for nothing', () => {
    expect(issues('{% assign sum = payment.total %}{{ sum }}')).toEqual([]);
    expect(issues('Hi\n{% assign sum = payment.total %}')).toMatchObject([
      { severity: 'warning', rule: 'template-unused', line: 2, params: { name: 'sum' } },
    ]);
  });

  it('as large as they get, or as deeply nested, is answered at once', () => {
    const nested = (depth: number) => '{% if refund %}'.repeat(depth) + 'x' + '{% endif %}'.repeat(depth);
    expect(issues(nested(800))).toMatchObject([{ severity: 'error' }]);
    expect(issues('x'.repeat(25_000))).toMatchObject([{ rule: 'template-endless' }]);
    expect(issues(`{% for i in (1..500) %}${'x'.repeat(1_000)}{% endfor %}`)).toMatchObject([
      { rule: 'template-endless' },
    ]);
  });

  it.each([
    ['an unknown filter', 'a\n{{ payment.total | euros }}', 'euros', 2],
    ['a tag without its end', '{% if refund %}', 'not closed', 1],
    ['an open value', '{{ payment.total', 'not closed', 1],
    ['files', '{% include "/etc/passwd" %}', 'include', 1],
    ['raw output', '{{ shopper.name | raw }}', 'raw', 1],
  ])('with %s is refused, and the line is named', (_what, body, words, line) => {
    expect(issues(body)).toMatchObject([
      { severity: 'error', rule: 'template-syntax', line, message: expect.stringContaining(words) as string },
    ]);
  });

  const endless = {
    'a huge range': '{% for i in (1..100000000) %}x{% endfor %}',
    'loops in loops':
      '{% for a in (1..1000) %}{% for b in (1..1000) %}{% for c in (1..1000) %}{{ c }}{% endfor %}{% endfor %}{% endfor %}',
    'loops over the order in loops':
      '{% for a in payment.items %}{% for b in payment.items %}{% for c in payment.items %}{% for d in payment.items %}{{ d.name }}{% endfor %}{% endfor %}{% endfor %}{% endfor %}',
    'a text that doubles':
      '{% assign x = "aaaaaaaaaa" %}{% for i in (1..40) %}{% assign x = x | append: x %}{% endfor %}{{ x }}',
  };

  it('of which there are hundreds is refused before they have held up everybody, one after the other', () => {
    const letters = [...'abcdefghijklmnopqrst'];
    const languages = letters.flatMap((one) => letters.map((other) => one + other));
    const body = Object.fromEntries(languages.map((language) => [language, endless['loops in loops']]));
    const found = templateIssues({ body });
    expect(found).toHaveLength(languages.length);
    expect(new Set(found.map(({ rule }) => rule))).toEqual(new Set(['template-endless']));
  }, 30_000);

  it.each(Object.entries(endless))('with %s is refused, and stopped when it runs all the same', (_what, body) => {
    expect(issues(body)).toMatchObject([{ severity: 'error', rule: 'template-endless' }]);
    const facts = { payment: { items: Array.from({ length: 60 }, () => ({ name: 'x' })) } };
    expect(() => renderTemplate(body, facts, { language: 'en', timeZone: 'UTC' }, new Values())).toThrow('never ends');
  });
});
