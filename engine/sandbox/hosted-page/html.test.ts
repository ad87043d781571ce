import { describe, expect, it } from 'vitest';
import { html } from './html.ts';
import { displayMoney } from './money.ts';

describe('markup', () => {
  it('escapes whatever is put into it, in text and in attributes', () => {
    const hostile = `<script>alert("1")</script>&'`;
    expect(html`<p title="${hostile}">${hostile}</p>`.markup).toBe(
      '<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;</p>',
    );
  });

  it('keeps markup that was made the same way, also in lists', () => {
    const items = ['a', '<b>'].map((item) => html`<li>${item}</li>`);
    expect(
      html`<ul>
        ${items}
      </ul>`.markup.replace(/\s/g, ''),
    ).toBe('<ul><li>a</li><li>&lt;b&gt;</li></ul>');
  });

  it('writes nothing for what is absent', () => {
    expect(html`[${null}${undefined}${false}]`.markup).toBe('[]');
  });
});

describe('sums on hosted pages', () => {
  it.each([
    ['10.50', 'EUR', 'en', '€10.50'],
    ['1234.5', 'EUR', 'it', '1.234,5 €'],
    ['500', 'JPY', 'en', 'JP¥500'],
    ['1.234', 'BHD', 'en', 'BHD 1.234'],
    ['12.00', 'ISK', 'en', 'ISK 12.00'],
  ] as const)('show %s %s in %s as %s', (decimal, currency, language, shown) => {
    expect(displayMoney(decimal, currency, language).replace(/\s/g, ' ')).toBe(shown);
  });
});
