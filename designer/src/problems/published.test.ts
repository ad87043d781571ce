import { publishedProblems } from '@pih/schemas/problems';
import { expect, it } from 'vitest';
import en from './locales/en.json';

/** What the browser says itself, and what is said when nothing better is known. */
const ownWords = ['unknown', 'unreachable', 'unreadable-answer'];

it('words are kept only for problems that the engine publishes', () => {
  const published = new Set(publishedProblems.map(({ type }) => type));
  expect(Object.keys(en).filter((slug) => !ownWords.includes(slug) && !published.has(slug))).toEqual([]);
});
