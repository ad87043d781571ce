import type { CheckoutView } from '@pih/schemas/types';
import { variablesOf } from './variables.ts';

type Brand = CheckoutView['brand'];

/** A small icon for the tab: the merchant's initial on the accent colour. */
function iconOf({ merchantName, theme }: Brand): string {
  const { accent, onAccent } = theme.colors;
  const initial = (/[\p{L}\p{N}]/u.exec(merchantName)?.[0] ?? '').toUpperCase();
  return (
    'data:image/svg+xml,' +
    encodeURIComponent(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="${Math.min(theme.radius, 9)}" fill="${accent}"/>` +
        `<text x="16" y="23" text-anchor="middle" font-family="sans-serif" font-weight="700" font-size="20" fill="${onAccent}">${initial}</text></svg>`,
    )
  );
}

/**
 * Gives the whole document the looks of a brand. Through the CSS object model, because the content security policy
 * refuses style attributes.
 */
export function dress(brand: Brand): void {
  const { style } = document.documentElement;
  for (const [name, value] of Object.entries(variablesOf(brand.theme))) style.setProperty(name, value);
  style.setProperty('color-scheme', brand.theme.scheme);
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', brand.theme.colors.background);
  document.querySelector('link[rel="icon"]')?.setAttribute('href', iconOf(brand));
}
