export type { Effect } from './effect.ts';
export { Effects } from './effects.ts';
export { Past } from './past.ts';
