import { describe, expect, it } from 'vitest';
import { sanitisedSvg } from './sanitised.ts';

const svg = (inside: string, attributes = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inside}</svg>`;

describe('a drawing', () => {
  it('keeps its shapes and gradients', () => {
    const kept = sanitisedSvg(svg('<defs><linearGradient id="g"/></defs><rect fill="url(#g)" width="1" height="1"/>'));
    expect(kept).toMatch(/^<svg/);
    expect(kept).toContain('url(#g)');
  });

  it.each([
    ['a script', '<script>alert(1)</script>'],
    ['a page', '<foreignObject><p>x</p></foreignObject>'],
    ['a handler', '<rect onload="alert(1)" width="1"/>'],
    ['an image from elsewhere', '<image href="https://evil.example/x.png"/>'],
    ['a fill from elsewhere', '<rect fill="url(https://evil.example/x)"/>'],
    ['a style sheet from elsewhere', '<style>@import "https://evil.example/x.css";</style>'],
    ['a link', '<a href="javascript:alert(1)"><rect width="1"/></a>'],
  ])('loses %s', (_what, inside) => {
    const cleaned = sanitisedSvg(svg(inside, 'onload="alert(1)"'));
    expect(cleaned).toMatch(/^<svg/);
    expect(cleaned).not.toMatch(/alert|evil|script|foreignObject/i);
  });

  it.each(['', 'no drawing', '<html><body/></html>', '{"a": 1}'])('is none: %j', (text) => {
    expect(sanitisedSvg(text)).toBeUndefined();
  });
});
