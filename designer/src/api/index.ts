export { http, setCsrfToken, whenSignedOut, type AnsweredFile } from './http.ts';
export { intentions, type KeyFor } from './intention.ts';
export type { Loaded } from './loaded.ts';
export { pageWithRows } from './page-with-rows.ts';
export { localProblem, ProblemError, problemOf, slugOf } from './problem.ts';
