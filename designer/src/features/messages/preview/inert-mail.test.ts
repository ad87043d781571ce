import { describe, expect, it } from 'vitest';
import { dress, inertMail } from './inert-mail.ts';

const parsed = (markup: string): Document => new DOMParser().parseFromString(markup, 'text/html');

describe('a mail that is looked at', () => {
  it('keeps its words and its look, though the console allows no styles in markup', () => {
    const { markup, styles } = inertMail('<p style="color:#123456;margin:0">Grazie</p><p style="color:red">10 €</p>');
    expect(markup).not.toContain('style=');
    const shown = parsed(markup);
    dress(shown, styles);
    expect([...shown.querySelectorAll('p')].map(({ style, textContent }) => [textContent, style.color])).toEqual([
      ['Grazie', '#123456'],
      ['10 €', 'red'],
    ]);
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src="x" onerror="alert(1)">',
    '<iframe srcdoc="<b>evil.example</b>"></iframe>',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    '<link rel="preload" href="https://evil.example/a.css">',
    '<form action="https://evil.example"><input></form>',
    '<base href="https://evil.example/">',
    '<svg onload="alert(1)"></svg>',
  ])('has nothing in it that runs, loads or leads away: %s', (html) => {
    const { markup } = inertMail(`<p>before</p>${html}<p>after</p>`);
    expect(markup).not.toMatch(/evil\.example|alert|onerror|onload|http-equiv/);
    expect(parsed(markup).body.textContent).toContain('after');
  });

  it('says where its links lead and goes nowhere', () => {
    const { markup } = inertMail('<a href="https://pay.example/x">Pay</a>');
    const link = parsed(markup).querySelector('a');
    expect([link?.hasAttribute('href'), link?.getAttribute('title')]).toEqual([false, 'https://pay.example/x']);
  });

  it('shows the logo of a brand from here, and no picture from elsewhere', () => {
    const { markup } = inertMail(
      '<img alt="R" src="https://hub.example/v1/brands/rosmarino/logo.svg"><img alt="Spy" src="https://spy.example/1.gif">',
    );
    const [logo, spy] = parsed(markup).querySelectorAll('img');
    expect([logo?.getAttribute('src'), spy?.hasAttribute('src')]).toEqual(['/v1/brands/rosmarino/logo.svg', false]);
  });
});
