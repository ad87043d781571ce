export { http, setCsrfToken, whenSignedOut } from './http.ts';
export { intentions, type KeyFor } from './intention.ts';
export type { Loaded } from './loaded.ts';
export { localProblem, ProblemError, problemOf, slugOf } from './problem.ts';
