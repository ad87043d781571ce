import { problemBase, ProblemError } from '@pih/schemas';
import { Unexpected } from '../http/index.ts';
import type { Because } from './model.ts';

/** What a person reads of an error; what nobody foresaw is told without detail. */
export function becauseOf(error: unknown): Because {
  const { type, title, message } = error instanceof ProblemError ? error : new Unexpected({});
  return { type: problemBase + type, title, detail: message };
}
