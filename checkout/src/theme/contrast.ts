import { contrast } from '@pih/schemas/contrast';

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
