import { contrast } from '@pih/schemas/contrast';

/** Black or white, whichever reads better on a colour such as "#ff3e00". */
export const inkOn = (color: string): string =>
  contrast(color, '#000000') > contrast(color, '#ffffff') ? '#000000' : '#ffffff';
