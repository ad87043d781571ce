import { wordsIn, type Words } from './words.ts';

/** All words in English: a chunk of their own. */
export default wordsIn(import.meta.glob<Words>('../**/locales/en.json', { eager: true, import: 'default' }));
