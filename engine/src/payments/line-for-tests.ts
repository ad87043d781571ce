import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/**
 * What becomes of one call: its answer is lost on the way, it never arrives, it is refused before it reaches the provider
 * (as a request that makes no sense), its answer reads otherwise, or it waits until the test lets it go.
 */
type Fate = 'answer lost' | 'never arrives' | 'refused' | ((answer: string) => string) | Promise<unknown>;

export interface Line {
  url: string;
  /** What went over the line, oldest first: "POST /v1/refunds key". */
  readonly calls: readonly string[];
  /** Decides about calls that match ("POST /v1/refunds") from now on. */
  fate(pattern: RegExp, fate: Fate): void;
  /** Every call gets through again. */
  repair(): void;
  stop(): Promise<void>;
}

/** The wire between the engine and a provider, on which calls and answers get lost when a test says so. */
export async function startLine(provider: string): Promise<Line> {
  const calls: string[] = [];
  let fates: { pattern: RegExp; fate: Fate }[] = [];

  const carry = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const what = `${request.method} ${request.url}`;
    const key = request.headers['idempotency-key'] ?? request.headers['paypal-request-id'] ?? '';
    calls.push(`${what} ${String(key)}`.trim());
    const fate = fates.find(({ pattern }) => pattern.test(what))?.fate;
    const body = await buffer(request);
    if (fate === 'never arrives') return void request.socket.destroy();
    if (fate === 'refused') {
      const error = { type: 'invalid_request_error', message: 'refused by a test' };
      return void response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
    }
    if (typeof fate === 'object') await fate;
    const headers = Object.entries(request.headers).flatMap(([name, value]) =>
      ['host', 'connection', 'content-length', 'transfer-encoding'].includes(name) || value === undefined
        ? []
        : [[name, String(value)] as [string, string]],
    );
    const answer = await fetch(provider + (request.url ?? ''), {
      method: request.method ?? 'GET',
      headers,
      redirect: 'manual',
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
    const told = await answer.text();
    const text = typeof fate === 'function' ? fate(told) : told;
    if (fate === 'answer lost') return void request.socket.destroy();
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' }).end(text);
  };

  const server = createServer((request, response) => void carry(request, response).catch(() => response.destroy()));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    fate: (pattern, fate) => void fates.unshift({ pattern, fate }),
    repair: () => void (fates = []),
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
