export { useProblemWords } from './use-problem-words.ts';
