export { useVocabulary } from './store.ts';
export type { Vocabulary } from './api.ts';
