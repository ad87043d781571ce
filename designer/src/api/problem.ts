import type { Problem } from '@pih/schemas/types';

/** Problems that only a browser can have; the engine's own have the same shape (RFC 9457). */
type LocalProblem = 'unreachable' | 'unreadable-answer';

/** A refused or failed call, with the problem that says why. */
export class ProblemError extends Error {
  readonly problem: Problem;
  /** Seconds to wait before asking again, when the engine said so. */
  readonly retryAfter: number | undefined;

  constructor(problem: Problem, retryAfter?: number) {
    super(problem.title);
    this.name = 'ProblemError';
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

const titles: Record<LocalProblem, string> = {
  unreachable: 'The hub cannot be reached',
  'unreadable-answer': 'The hub answered something unexpected',
};

/** A problem of the browser's own: the call never arrived, or the answer was no answer. */
export const localProblem = (slug: LocalProblem, status = 0): Problem => ({ type: slug, title: titles[slug], status });

/** The last part of a problem's type: `…/problems/refund-too-large` → `refund-too-large`. */
export const slugOf = (problem: Problem): string => problem.type.slice(problem.type.lastIndexOf('/') + 1);

/** What went wrong, whatever was thrown. A fault of our own is not dressed up as the engine's: it is thrown again. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  throw error;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Reads a body as a problem, or says that it is none. */
export function readProblem(body: unknown, status: number): Problem {
  if (!isRecord(body) || typeof body['type'] !== 'string' || typeof body['title'] !== 'string')
    return localProblem('unreadable-answer', status);
  return { ...body, type: body['type'], title: body['title'], status };
}
