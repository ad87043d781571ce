export { remembered } from './remembered.ts';
export { usePreferences, type Theme, type Density } from './store.ts';
