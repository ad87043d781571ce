export { usePreferences, type Theme, type Density } from './store.ts';
