import { wordsIn, type Words } from './words.ts';

/** All words in Italian: a chunk of their own. */
export default wordsIn(import.meta.glob<Words>('../**/locales/it.json', { eager: true, import: 'default' }));
