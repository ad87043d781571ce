import type { Checkout } from '@pih/schemas';

/** What a message borrows from its brand. */
export interface Look {
  name: string;
  /** Where mail programs find the logo; absent where the brand has none. */
  logoUrl?: string;
  /** Width by height of the logo as it is shown, in pixels. */
  logoSize?: { width: number; height: number };
  scheme: 'light' | 'dark';
  colors: Checkout['theme']['colors'];
  /** Pixels. */
  radius: number;
  headingFont: string;
  bodyFont: string;
  footer?: string;
  links: { label: string; address: string }[];
}

/** Mail programs have no fonts but the device's: the nearest to each of the checkout's. */
const fonts: Record<string, string> = {
  'system-serif': "Georgia,'Times New Roman',serif",
  lora: "Georgia,'Times New Roman',serif",
};
const sans = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const fontOf = (name: string): string => fonts[name] ?? sans;

const logoHeight = 36;
const widestLogo = 240;

/** The size that an SVG asks for by its view box; undefined when it does not say. */
function logoSizeOf(svg: string): { width: number; height: number } | undefined {
  const [, box = ''] = /viewBox="([^"]+)"/.exec(svg) ?? [];
  const [, , width = 0, height = 0] = box.split(/[\s,]+/).map(Number);
  if (!(width > 0 && height > 0)) return undefined;
  const scale = Math.min(logoHeight / height, widestLogo / width);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

const labels = {
  terms: { en: 'Terms', it: 'Condizioni' },
  privacy: { en: 'Privacy', it: 'Privacy' },
  support: { en: 'Help', it: 'Assistenza' },
} as const;

/** How messages of a brand look, by its checkout document. */
export function lookOf(brand: Checkout, language: string, publicUrl: string): Look {
  const { theme, logo, texts, links = {} } = brand;
  const words = language === 'it' ? 'it' : 'en';
  const size = logo === undefined ? undefined : logoSizeOf(logo);
  const footer = texts?.footer?.[language] ?? Object.values(texts?.footer ?? {})[0];
  return {
    name: brand.merchantName,
    ...(logo && { logoUrl: `${publicUrl}/v1/brands/${brand.id}/logo.svg` }),
    ...(size && { logoSize: size }),
    scheme: theme.scheme,
    colors: theme.colors,
    radius: theme.radius,
    headingFont: fontOf(theme.fonts.heading),
    bodyFont: fontOf(theme.fonts.body),
    ...(footer && { footer }),
    links: (['support', 'terms', 'privacy'] as const).flatMap((name) => {
      const address = links[name];
      return address
        ? [{ label: labels[name][words], address: name === 'support' ? `mailto:${address}` : address }]
        : [];
    }),
  };
}

/** For messages that no brand sends: those of the hub to its own people. */
export const houseLook = (name: string): Look => ({
  name,
  scheme: 'light',
  colors: {
    background: '#f4f5f7',
    surface: '#ffffff',
    text: '#1c2030',
    muted: '#5b6274',
    accent: '#4338ca',
    onAccent: '#ffffff',
    border: '#e2e5eb',
  },
  radius: 8,
  headingFont: sans,
  bodyFont: sans,
  links: [],
});
