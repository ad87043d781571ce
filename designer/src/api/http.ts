import { localProblem, ProblemError, readProblem, slugOf } from './problem.ts';

type Query = Record<string, string | number | undefined>;

interface Call {
  query?: Query;
  body?: unknown;
  /** The caller's name for one intention; the same again repeats the stored answer instead of acting twice. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

let csrfToken: string | undefined;
let signedOut: () => void = () => {};

/** Sends this token with every change from now on; undefined after signing out. */
export const setCsrfToken = (token: string | undefined): void => void (csrfToken = token);

/** Calls back when the engine says that nobody is signed in (any more). */
export const whenSignedOut = (then: () => void): void => void (signedOut = then);

function address(path: string, query: Query = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  return given.length ? `${path}?${new URLSearchParams(given)}` : path;
}

function headers(method: string, { body, idempotencyKey }: Call): Record<string, string> {
  return {
    Accept: 'application/json',
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
    ...(method !== 'GET' && csrfToken && { 'X-CSRF-Token': csrfToken }),
    ...(idempotencyKey && { 'Idempotency-Key': idempotencyKey }),
  };
}

async function send(method: string, path: string, call: Call): Promise<Response> {
  try {
    return await fetch(address(path, call.query), {
      method,
      headers: headers(method, call),
      credentials: 'same-origin',
      ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
      ...(call.signal && { signal: call.signal }),
    });
  } catch (error) {
    if (call.signal?.aborted) throw error;
    throw new ProblemError(localProblem('unreachable'));
  }
}

async function refuse(response: Response): Promise<never> {
  const problem = readProblem(await response.json().catch(() => undefined), response.status);
  if (slugOf(problem) === 'not-signed-in') signedOut();
  const seconds = Number(response.headers.get('Retry-After'));
  throw new ProblemError(problem, seconds > 0 ? Math.ceil(seconds) : undefined);
}

async function request<T>(method: string, path: string, call: Call = {}): Promise<T> {
  const response = await send(method, path, call);
  if (!response.ok) return refuse(response);
  if (response.status === 204) return undefined as T;
  try {
    return (await response.json()) as T;
  } catch {
    throw new ProblemError(localProblem('unreadable-answer', response.status));
  }
}

/** A file that the engine answers, under the name that it gives it. */
export interface AnsweredFile {
  name: string;
  content: Blob;
}

async function getFile(path: string, call: Call = {}): Promise<AnsweredFile> {
  const response = await send('GET', path, call);
  if (!response.ok) return refuse(response);
  const [, name] = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '') ?? [];
  try {
    return { name: name ?? 'download', content: await response.blob() };
  } catch {
    throw new ProblemError(localProblem('unreachable', response.status));
  }
}

/**
 * Calls the engine. The answer is taken for what the published schema of that address says.
 * @throws ProblemError when the engine refuses, cannot be reached, or answers something unreadable
 */
export const http = {
  get: <T>(path: string, call?: Call) => request<T>('GET', path, call),
  post: <T>(path: string, call?: Call) => request<T>('POST', path, call),
  patch: <T>(path: string, call?: Call) => request<T>('PATCH', path, call),
  put: <T>(path: string, call?: Call) => request<T>('PUT', path, call),
  /** Whole in memory: for documents, not for exports of any length. */
  getFile,
  delete: <T>(path: string, call?: Call) => request<T>('DELETE', path, call),
};
