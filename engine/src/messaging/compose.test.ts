import { describe, expect, it } from 'vitest';
import { compose, type Composition } from './compose.ts';
import { houseLook } from './look/brand.ts';
import { sampleFacts } from './template/sample.ts';

const mail = (body: string, facts: object = sampleFacts('en', 2), more: Partial<Composition> = {}) =>
  compose({
    subject: { en: 'Order {{ payment.reference }}' },
    body: { en: body },
    facts,
    language: 'en',
    timeZone: 'Europe/Rome',
    form: { kind: 'email', look: houseLook('Rosmarino') },
    ...more,
  });
const named = (name: string) => ({ shopper: { name } });

describe('a message', () => {
  it('writes sums and dates for its readers, in their language and the merchant’s time zone', () => {
    const body = '{{ payment.total }} on {{ payment.paidAt }} at {{ payment.paidAt | time }}';
    expect(mail(body).text).toBe('€64.80 on 12 March 2026 at 10:30');
    const italian = mail('', undefined, { body: { it: body }, language: 'it' });
    expect(italian.text.replace(/\s/g, ' ')).toBe('64,80 € on 12 marzo 2026 at 10:30');
  });

  it('reads plain words as paragraphs, lists, tables and buttons, and leaves no gap where a tag had its own line', () => {
    const { html = '', text } = mail(
      [
        '# Thank you',
        '',
        'One line',
        'and another',
        '{% if refund %}',
        '',
        '- **{{ refund.amount }}** back',
        '{% endif %}',
        '',
        '{% for item in payment.items %}',
        '| {{ item.name }} | {{ item.total }} |',
        '{% endfor %}',
        '',
        '[See the order]({{ links.checkout }})',
      ].join('\n'),
    );
    expect(text).toBe(
      [
        'Thank you',
        'One line\nand another',
        '- €12.90 back',
        'Olive oil: €12.90\nOlive-wood board: €25.80',
        'See the order: https://pay.shop.example/checkout/example',
      ].join('\n\n'),
    );
    expect(html).toContain('<strong>€12.90</strong>');
    expect(html).toContain('href="https://pay.shop.example/checkout/example"');
    expect(html.match(/<tr><td style="padding:9px/g)).toHaveLength(2);
  });

  it.each([
    ['HTML', '<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;'],
    ['a link', '[Win](https://evil.example)', '[Win](https://evil.example)'],
    ['a block', 'Anna\n\n# Heading', 'Anna\n\n# Heading'],
    ['a template', '{{ merchant.taxId }}', '{{ merchant.taxId }}'],
    ['its marks of values', '\uE0000\uE001x', '0x'],
  ])('shows a name with %s in it as a text', (_what, name, shown) => {
    const { html = '', text } = mail('Dear {{ shopper.name }}!', named(name));
    expect(html).toContain(`Dear ${shown}!`);
    expect(html).not.toContain('evil.example"');
    expect(text).toBe(`Dear ${name.replace(/[\uE000-\uE002]/g, '')}!`);
  });

  it('leads nowhere but to the web, mail and telephones', () => {
    const { html = '' } = mail('[a]({{ shopper.name }}) and [Go]({{ shopper.name }})', named('javascript:alert(1)'));
    expect(html).not.toContain('javascript:');
    expect(mail('[Go]({{ shopper.name }})', named('https://a.example/"onmouseover=x')).html).toContain(
      'https://a.example/&quot;onmouseover=x',
    );
  });

  it('keeps a subject to one line', () => {
    expect(mail('x', { payment: { reference: 'A\r\nBcc: everybody@example.com' } }).subject).toBe(
      'Order A Bcc: everybody@example.com',
    );
  });

  it('shows nothing of an object beyond its own members', () => {
    expect(mail('{{ payment.constructor.name }}{{ payment.__proto__ }}{{ shopper }}').text).toBe('');
  });

  it('is cut at a word where its channel takes no more', () => {
    const { text } = mail('Thank you for your order, it is on its way', {}, { form: { kind: 'text', longest: 24 } });
    expect(text).toBe('Thank you for your…');
  });
});
