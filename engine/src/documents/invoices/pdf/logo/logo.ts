import { tagsOf, type Tag } from './elements.ts';

/** How a shape is painted; inherited from the groups around it. */
export interface Paint {
  fill: string | undefined;
  stroke: string | undefined;
  strokeWidth: number;
  cap: 'butt' | 'round' | 'square';
  join: 'miter' | 'round' | 'bevel';
  rule: 'nonzero' | 'evenodd';
  opacity: number;
}

/** Matrix of a transform, as SVG writes it: a b c d e f. */
export type Matrix = readonly [number, number, number, number, number, number];

export interface Shape {
  /** As the `d` of a path. */
  path: string;
  paint: Paint;
  /** From the outermost to the innermost. */
  transforms: readonly Matrix[];
}

/** A logo that can be drawn: shapes in a box. */
export interface Logo {
  box: { x: number; y: number; width: number; height: number };
  shapes: Shape[];
}

const plainPaint: Paint = {
  fill: '#000000',
  stroke: undefined,
  strokeWidth: 1,
  cap: 'butt',
  join: 'miter',
  rule: 'nonzero',
  opacity: 1,
};

/** Meets something that it cannot draw: then the whole logo is not drawn, rather than a part of it. */
class Undrawable extends Error {}

const numbers = (text = ''): number[] => (text.match(/[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/gi) ?? []).map(Number);

function number(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:px)?$/.test(text.trim())) throw new Undrawable(text);
  return parseFloat(text);
}

function color(text: string | undefined, otherwise: string | undefined): string | undefined {
  if (text === undefined || text === 'inherit') return otherwise;
  if (text === 'none' || text === 'transparent') return undefined;
  if (text === 'currentColor') return '#000000';
  if (!/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$|^[a-z]+$/i.test(text)) throw new Undrawable(text);
  return text.toLowerCase();
}

const oneOf = <T extends string>(text: string | undefined, all: readonly T[], otherwise: T): T =>
  all.find((each) => each === text) ?? otherwise;

function paintOf({ attributes: a }: Tag, around: Paint): Paint {
  return {
    fill: color(a['fill'], around.fill),
    stroke: color(a['stroke'], around.stroke),
    strokeWidth: number(a['stroke-width'], around.strokeWidth),
    cap: oneOf(a['stroke-linecap'], ['butt', 'round', 'square'], around.cap),
    join: oneOf(a['stroke-linejoin'], ['miter', 'round', 'bevel'], around.join),
    rule: oneOf(a['fill-rule'], ['nonzero', 'evenodd'], around.rule),
    opacity: around.opacity * number(a['opacity'], 1),
  };
}

const transforms: Record<string, (n: number[]) => Matrix> = {
  matrix: ([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]) => [a, b, c, d, e, f],
  translate: ([x = 0, y = 0]) => [1, 0, 0, 1, x, y],
  scale: ([x = 1, y = x]) => [x, 0, 0, y, 0, 0],
  rotate: ([degrees = 0, x = 0, y = 0]) => {
    const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
    return [cos, sin, -sin, cos, x - x * cos + y * sin, y - x * sin - y * cos];
  },
};

function transformsOf({ attributes: { transform } }: Tag): Matrix[] {
  if (!transform) return [];
  const found = [...transform.matchAll(/([a-zA-Z]+)\s*\(([^)]*)\)/g)];
  return found.map(([, name = '', inner]) => {
    const make = transforms[name];
    if (!make) throw new Undrawable(name);
    return make(numbers(inner));
  });
}

const joined = (points: number[], end: string): string =>
  points.reduce((path, at, index) => path + (index % 2 ? ` ${at}` : `${index ? ' L' : 'M'}${at}`), '') + end;

/** An ellipse in four arcs would do; two are enough. */
const ellipse = (x: number, y: number, rx: number, ry: number): string =>
  `M${x - rx} ${y} A${rx} ${ry} 0 1 0 ${x + rx} ${y} A${rx} ${ry} 0 1 0 ${x - rx} ${y} Z`;

function rectangle(a: Tag['attributes']): string {
  const [x, y, w, h] = ['x', 'y', 'width', 'height'].map((name) => number(a[name], 0)) as [
    number,
    number,
    number,
    number,
  ];
  const rx = Math.min(number(a['rx'], number(a['ry'], 0)), w / 2);
  const ry = Math.min(number(a['ry'], rx), h / 2);
  if (rx <= 0 || ry <= 0) return `M${x} ${y} h${w} v${h} h${-w} Z`;
  const arc = (dx: number, dy: number) => `a${rx} ${ry} 0 0 1 ${dx} ${dy}`;
  return (
    `M${x + rx} ${y} h${w - 2 * rx} ${arc(rx, ry)} v${h - 2 * ry} ${arc(-rx, ry)} ` +
    `h${2 * rx - w} ${arc(-rx, -ry)} v${2 * ry - h} ${arc(rx, -ry)} Z`
  );
}

/** What each element draws, as a path. Anything absent cannot be drawn here. */
const drawn: Record<string, (a: Tag['attributes']) => string> = {
  path: ({ d = '' }) => {
    if (!/^[MmLlHhVvCcSsQqTtAaZz\d\seE+.,-]*$/.test(d)) throw new Undrawable('path');
    return d;
  },
  rect: rectangle,
  circle: (a) => ellipse(number(a['cx'], 0), number(a['cy'], 0), number(a['r'], 0), number(a['r'], 0)),
  ellipse: (a) => ellipse(number(a['cx'], 0), number(a['cy'], 0), number(a['rx'], 0), number(a['ry'], 0)),
  line: (a) => `M${number(a['x1'], 0)} ${number(a['y1'], 0)} L${number(a['x2'], 0)} ${number(a['y2'], 0)}`,
  polyline: ({ points }) => joined(numbers(points), ''),
  polygon: ({ points }) => joined(numbers(points), ' Z'),
};

function boxOf({ attributes: { viewBox, width, height } }: Tag): Logo['box'] {
  const [x, y, wide, high] = viewBox === undefined ? [0, 0, number(width, 0), number(height, 0)] : numbers(viewBox);
  if (x === undefined || y === undefined || !wide || !high || wide < 0 || high < 0) throw new Undrawable('box');
  return { x, y, width: wide, height: high };
}

function read(tags: readonly Tag[]): Logo {
  const [root, ...rest] = tags;
  if (root?.name !== 'svg' || root.is !== 'opening') throw new Undrawable('root');
  const logo: Logo = { box: boxOf(root), shapes: [] };
  const around = [{ paint: paintOf(root, plainPaint), transforms: transformsOf(root) }];
  for (const tag of rest) {
    const outer = around.at(-1);
    if (!outer) throw new Undrawable('end');
    const inner = { paint: paintOf(tag, outer.paint), transforms: [...outer.transforms, ...transformsOf(tag)] };
    if (tag.is === 'closing') around.pop();
    else if (tag.name === 'g' && tag.is === 'opening') around.push(inner);
    else {
      const draw = drawn[tag.name];
      if (!draw) throw new Undrawable(tag.name);
      logo.shapes.push({ path: draw(tag.attributes), ...inner });
      if (tag.is === 'opening') around.push(inner);
    }
  }
  return logo;
}

/**
 * A brand's logo as shapes. Logos are drawings of paths and plain shapes; one with anything else in it (text, pictures,
 * gradients, references) is not drawn at all, because a part of a logo is no logo.
 * @returns undefined when it cannot be drawn
 */
export function logoOf(svg: string): Logo | undefined {
  const tags = tagsOf(svg);
  if (!tags) return undefined;
  try {
    return read(tags);
  } catch (error) {
    if (error instanceof Undrawable) return undefined;
    throw error;
  }
}
