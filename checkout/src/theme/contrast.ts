/** Relative luminance of a colour such as "#2f6f4f", by WCAG 2.2. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two colours by WCAG 2.2, from 1 to 21: text needs 4.5, edges and signs need 3. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Black or white, whichever reads better on a colour. */
export const inkOn = (color: string): '#ffffff' | '#16161a' =>
  contrast(color, '#ffffff') >= contrast(color, '#16161a') ? '#ffffff' : '#16161a';

/** A colour part of the way from one to another: 0 is the first, 1 the second. */
export function between(one: string, other: string, share: number): string {
  const channels = [1, 3, 5].map((at) => {
    const [from, to] = [one, other].map((color) => Number.parseInt(color.slice(at, at + 2), 16));
    const value = Math.round((from ?? 0) + ((to ?? 0) - (from ?? 0)) * share);
    return value.toString(16).padStart(2, '0');
  });
  return '#' + channels.join('');
}

/** The first colour that stands out enough from every ground, else the last one. */
export function standingOut(candidates: readonly [string, ...string[]], grounds: readonly string[], ratio: number) {
  const fits = (color: string): boolean => grounds.every((ground) => contrast(color, ground) >= ratio);
  return candidates.find(fits) ?? candidates[candidates.length - 1] ?? candidates[0];
}
