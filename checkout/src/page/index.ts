export type { Screen } from './screen.ts';
export { clockText, isShort, minutesToSay } from './time-left.ts';
export { usePage } from './use-page.ts';
