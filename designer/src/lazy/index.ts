export { lazily } from './lazily.ts';
export { withMissingPages } from './pages.ts';
