import type { Problem } from '@pih/schemas/types';

/** Why the engine's answer is not the one we hoped for. */
export type Failure =
  | { kind: 'unreachable' }
  | { kind: 'problem'; slug: string; status: number; problem: Problem; retryAfterSeconds?: number };

/** What came back; `servedAt` is the engine's clock in milliseconds, where it said it. */
export type Answer<T> = { ok: true; value: T; servedAt?: number } | { ok: false; failure: Failure };

/** "refund-too-large" of ".../problems/refund-too-large". */
export const slugOf = (type: string): string => type.slice(type.lastIndexOf('/') + 1);

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'type' in body && typeof body.type === 'string';
}

async function failureOf(response: Response): Promise<Failure> {
  const body: unknown = await response.json().catch(() => undefined);
  // A proxy in front of the engine may answer a page of its own; its status says enough.
  const problem = isProblem(body) ? body : { type: 'about:blank', title: response.statusText, status: response.status };
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  return {
    kind: 'problem',
    slug: slugOf(problem.type),
    status: response.status,
    problem,
    ...(Number.isFinite(retryAfter) && { retryAfterSeconds: Math.max(1, Math.ceil(retryAfter)) }),
  };
}

/** Sends a request and reads its JSON answer. Never rejects: what went wrong is a value. */
export async function ask<T>(
  send: typeof fetch,
  url: string,
  { timeoutMs, ...init }: RequestInit & { timeoutMs: number },
): Promise<Answer<T>> {
  try {
    const response = await send(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok) return { ok: false, failure: await failureOf(response) };
    const servedAt = Date.parse(response.headers.get('date') ?? '');
    const value = (await response.json()) as T;
    return { ok: true, value, ...(Number.isFinite(servedAt) && { servedAt }) };
  } catch {
    // Offline, cut off, timed out, or an answer that is no JSON: in each case we know nothing.
    return { ok: false, failure: { kind: 'unreachable' } };
  }
}
