export type { Screen } from './screen.ts';
export { clockText, isShort, minutesToSay } from './time-left.ts';
export { usePage, type Page } from './use-page.ts';
