import { contrast } from '@pih/schemas/contrast';
import type { CheckoutTheme } from '@pih/schemas/types';

type Color = keyof CheckoutTheme['colors'];

/** Two colours of a theme that stand on one another and are too much alike. */
export interface ContrastWarning {
  ink: Color;
  ground: Color;
  /** What they have, and what WCAG 2.2 asks of this pair (1.4.3 for text, 1.4.11 for signs). */
  ratio: number;
  needed: number;
}

const pairs: readonly [ink: Color, ground: Color, needed: number][] = [
  ['text', 'background', 4.5],
  ['text', 'surface', 4.5],
  ['muted', 'background', 4.5],
  ['muted', 'surface', 4.5],
  ['onAccent', 'accent', 4.5],
  ['accent', 'surface', 3],
  ['danger', 'surface', 3],
  ['success', 'surface', 3],
];

const isColor = (value: unknown): value is string => typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value);

/** The pairs of a theme's colours that somebody could not read; colours that are not given, or not yet whole, say nothing. */
export function contrastWarnings(colors: Partial<CheckoutTheme['colors']> = {}): ContrastWarning[] {
  return pairs.flatMap(([ink, ground, needed]) => {
    const [one, other] = [colors[ink], colors[ground]];
    if (!isColor(one) || !isColor(other)) return [];
    const ratio = contrast(one, other);
    return ratio < needed ? [{ ink, ground, ratio, needed }] : [];
  });
}
