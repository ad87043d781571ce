import type { CheckoutTheme } from '@pih/schemas/types';
import { between, inkOn, standingOut } from './contrast.ts';

/** From the faintest line to the muted text: the edge of a field is no stronger than it must be. */
const steps = [0.2, 0.4, 0.6, 0.8];

type Face = CheckoutTheme['fonts']['body'];

const sans = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const serif = "'Iowan Old Style', 'Palatino Linotype', Palatino, Georgia, 'Times New Roman', serif";

const families: Readonly<Record<Face, string>> = {
  'system-sans': sans,
  'system-serif': serif,
  inter: `'Inter Variable', ${sans}`,
  lora: `'Lora Variable', ${serif}`,
  'space-grotesk': `'Space Grotesk Variable', ${sans}`,
};

/**
 * The custom properties that dress the page as a brand. Colours that a document leaves open, or that would be too faint
 * for their use (a focus ring, the edge of a field, an error), are filled in from those it gives.
 */
export function variablesOf(theme: CheckoutTheme): Record<`--${string}`, string> {
  const { background, surface, text, muted, accent, onAccent, border } = theme.colors;
  const light = theme.scheme === 'light';
  const success = theme.colors.success ?? (light ? '#1f7a4d' : '#4ade9a');
  const danger = theme.colors.danger ?? (light ? '#b3261e' : '#ff8f8a');
  const grounds = [background, surface];
  return {
    '--background': background,
    '--surface': surface,
    '--text': text,
    '--muted': muted,
    '--accent': accent,
    '--on-accent': onAccent,
    '--border': border,
    '--success': success,
    '--on-success': inkOn(success),
    '--danger': danger,
    '--on-danger': inkOn(danger),
    '--danger-text': standingOut([danger, text], grounds, 4.5),
    '--focus': standingOut([accent, text], grounds, 3),
    '--link': standingOut([accent, text], grounds, 4.5),
    '--edge': standingOut([border, ...steps.map((share) => between(border, muted, share)), muted], [surface], 3),
    '--radius': `${theme.radius}px`,
    '--radius-control': `${Math.min(theme.radius, 12)}px`,
    '--radius-small': `${Math.min(theme.radius, 6)}px`,
    '--radius-pill': theme.radius === 0 ? '0' : '999px',
    '--font-heading': families[theme.fonts.heading],
    '--font-body': families[theme.fonts.body],
  };
}
