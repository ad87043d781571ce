import type { Unknown } from './connector.ts';
import { operationDeadline } from './deadline.ts';
import { ProviderNotReady } from './problems.ts';

/** The answer never came, or cannot be read. It says only what is certain. */
export class WireFault extends Error {
  readonly because: Exclude<Unknown['because'], 'no_reference'>;
  constructor(because: WireFault['because'], cause?: unknown) {
    super(`The provider gave no answer (${because})`, { cause });
    this.name = 'WireFault';
    this.because = because;
  }
}

export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>> | Headers;
  readonly body?: string;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Sends one request and reads the whole answer. @throws WireFault, ProviderNotReady when its address is not allowed */
export type Wire = (request: WireRequest) => Promise<WireAnswer>;

/** For a call outside any operation. */
const usualTimeoutMs = 15_000;

/** The connection was never made, so the provider has seen nothing. */
const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * HTTP as connectors need it: one deadline for request and answer (the operation's own, when that comes first), an answer
 * of bounded size, and no redirects followed (they would carry credentials to wherever the answer says).
 */
export function createWire(options: { fetch?: typeof fetch; timeoutMs?: number; maxBytes?: number }): Wire {
  const { timeoutMs, maxBytes = 1_000_000 } = options;
  return async ({ method, url, headers, body }) => {
    const deadline = deadlineOf(timeoutMs);
    try {
      const answer = await (options.fetch ?? fetch)(url, {
        method,
        headers,
        redirect: 'manual',
        signal: deadline,
        ...(body !== undefined && { body }),
      });
      return { status: answer.status, headers: answer.headers, text: await readBounded(answer, maxBytes) };
    } catch (error) {
      if (error instanceof WireFault || error instanceof ProviderNotReady) throw error;
      if (deadline.aborted) throw new WireFault('timeout', error);
      throw new WireFault(neverConnected.has(codeOf(error)) ? 'unreachable' : 'unreadable_answer', error);
    }
  };
}

/** The earlier of two ends: that of one call, and that of the operation it belongs to. */
function deadlineOf(timeoutMs: number | undefined): AbortSignal {
  const operation = operationDeadline();
  if (!operation) return AbortSignal.timeout(timeoutMs ?? usualTimeoutMs);
  return timeoutMs === undefined ? operation : AbortSignal.any([operation, AbortSignal.timeout(timeoutMs)]);
}

async function readBounded(answer: Response, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new WireFault('unreadable_answer'); // leaving the loop cancels the rest
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** fetch hides the reason in a chain of causes; with several addresses for a name they are in `errors`. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return codeOf(error.cause);
}
