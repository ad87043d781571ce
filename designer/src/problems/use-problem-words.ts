import type { Problem } from '@pih/schemas/types';
import { useI18n } from 'vue-i18n';
import { slugOf } from '../api/index.ts';

/**
 * Problems in the reader's language, by type. A type that the console has no words for is told in the engine's English:
 * better than hiding it.
 */
export function useProblemWords() {
  const { t, te } = useI18n();
  const word = (problem: Problem, part: 'title' | 'do'): string | undefined => {
    const key = `problems.${slugOf(problem)}.${part}`;
    return te(key) || te(key, 'en') ? t(key) : undefined;
  };
  return {
    /** What went wrong. */
    title: (problem: Problem): string => word(problem, 'title') ?? problem.title,
    /** What to do about it. */
    whatToDo: (problem: Problem): string => word(problem, 'do') ?? problem.detail ?? t('problems.unknown.do'),
  };
}
