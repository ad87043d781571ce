import { describe, expect, it } from 'vitest';
import { contrast } from '@pih/schemas/contrast';
import type { CheckoutTheme } from '@pih/schemas/types';
import nordlicht from '../../../seeds/demo/checkout/nordlicht.json';
import rosmarino from '../../../seeds/demo/checkout/rosmarino.json';
import { aView } from '../test-world.ts';
import { between, inkOn } from './contrast.ts';
import { dress } from './dress.ts';
import { variablesOf } from './variables.ts';

const { theme } = aView().brand;
const colored = (colors: Partial<CheckoutTheme['colors']>): CheckoutTheme => ({
  ...theme,
  colors: { ...theme.colors, ...colors },
});

it('measures contrast as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

it('writes with whichever ink reads better', () => {
  expect(inkOn('#ffb3c7')).toBe('#16161a');
  expect(inkOn('#003087')).toBe('#ffffff');
});

it('mixes two colours', () => {
  expect(between('#000000', '#ffffff', 0.5)).toBe('#808080');
});

describe('the variables of a theme', () => {
  it('carry the colours, the corners and the faces of the document', () => {
    expect(variablesOf(theme)).toMatchObject({
      '--accent': '#2f6f4f',
      '--radius': '16px',
      '--font-heading': expect.stringContaining('serif'),
    });
  });

  it('keep sharp corners sharp everywhere', () => {
    expect(variablesOf({ ...theme, radius: 0 })).toMatchObject({
      '--radius': '0px',
      '--radius-control': '0px',
      '--radius-pill': '0',
    });
  });

  it('ring the focus in the text colour when the accent is too faint to be seen', () => {
    expect(variablesOf(colored({ accent: '#f3e9a0' }))['--focus']).toBe(theme.colors.text);
    expect(variablesOf(theme)['--focus']).toBe(theme.colors.accent);
  });

  it('write errors in the text colour when the danger colour cannot be read', () => {
    expect(variablesOf(colored({ danger: '#ff9999' }))['--danger-text']).toBe(theme.colors.text);
  });

  it('draw the edge of a field strongly enough to be seen', () => {
    expect(contrast(variablesOf(theme)['--edge'] ?? '', theme.colors.surface)).toBeGreaterThanOrEqual(3);
  });
});

it('dresses the document through its style object, not through attributes', () => {
  dress(aView().brand);
  expect(document.documentElement.style.getPropertyValue('--accent')).toBe('#2f6f4f');
  expect(document.documentElement.style.getPropertyValue('color-scheme')).toBe('light');
});

describe.each([
  ['Rosmarino', rosmarino.theme.colors],
  ['Nordlicht Tickets', nordlicht.theme.colors],
])('the demo brand %s', (_brand, { background, surface, text, muted, accent, onAccent }) => {
  it.each([
    ['text on background', text, background],
    ['text on surface', text, surface],
    ['muted text on background', muted, background],
    ['muted text on surface', muted, surface],
    ['words on the accent', onAccent, accent],
  ])('has readable %s', (_pair, ink, ground) => {
    expect(contrast(ink, ground)).toBeGreaterThanOrEqual(4.5);
  });
});
