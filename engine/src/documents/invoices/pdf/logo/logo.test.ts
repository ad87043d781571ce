import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { logoOf } from './logo.ts';

const seeds = new URL('../../../../../../seeds/demo/checkout/', import.meta.url);
const logoIn = (brand: string) =>
  (JSON.parse(readFileSync(new URL(`${brand}.json`, seeds), 'utf8')) as { logo: string }).logo;
const svg = (inner: string, about = 'viewBox="0 0 20 10"') =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${about}>${inner}</svg>`;

describe('a logo', () => {
  it.each(['rosmarino', 'nordlicht'])('of the demo brand %s can be drawn', (brand) => {
    expect(logoOf(logoIn(brand))?.shapes.length).toBeGreaterThan(2);
  });

  it('is its shapes with what groups say of them', () => {
    const logo = logoOf(
      svg(
        '<!-- made by hand --><title>A <b>brand</b></title><g fill="#f00" transform="translate(1 2) scale(2)" opacity=".5">' +
          '<circle cx="5" cy="5" r="2"/><rect width="4" height="2" style="fill:none;stroke:#00F;stroke-width:3"></rect></g>' +
          '<path d="M0 0h3v3z" fill-rule="evenodd"/>',
      ),
    );
    expect(logo?.box).toEqual({ x: 0, y: 0, width: 20, height: 10 });
    expect(
      logo?.shapes.map(({ paint }) => [paint.fill, paint.stroke, paint.strokeWidth, paint.rule, paint.opacity]),
    ).toEqual([
      ['#f00', undefined, 1, 'nonzero', 0.5],
      [undefined, '#00f', 3, 'nonzero', 0.5],
      ['#000000', undefined, 1, 'evenodd', 1],
    ]);
    expect(logo?.shapes[0]?.transforms).toEqual([
      [1, 0, 0, 1, 1, 2],
      [2, 0, 0, 2, 0, 0],
    ]);
  });

  it.each([
    ['words', '<text>Brand</text>'],
    ['a picture', '<image href="data:image/png;base64,AA"/>'],
    ['a gradient', '<rect width="1" height="1" fill="url(#g)"/>'],
    ['styles', '<style>path{fill:red}</style><path d="M0 0"/>'],
    ['a script', '<script>alert(1)</script>'],
    ['a path that is none', '<path d="M0 0 javascript"/>'],
    ['a transform that is none', '<path d="M0 0" transform="spin(3)"/>'],
    ['an end too many', '<path d="M0 0"/></g>'],
  ])('with %s is left out as a whole', (_what, inner) => {
    expect(logoOf(svg(`<rect width="3" height="3"/>${inner}`))).toBeUndefined();
  });

  it('without a size is left out', () => {
    expect(logoOf(svg('<rect width="3" height="3"/>', ''))).toBeUndefined();
    expect(logoOf(svg('<rect width="3" height="3"/>', 'viewBox="0 0 0 10"'))).toBeUndefined();
  });
});
