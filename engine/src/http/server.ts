import {
  createServer,
  STATUS_CODES,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { newId, problem, type ProblemError } from '@pih/schemas';
import { networkOf } from './network.ts';
import { BadRequest } from './problems.ts';

export const RequestTooSlow = problem({
  type: 'request-too-slow',
  status: 408,
  title: 'The request took too long to arrive',
  detail: () => 'Send the whole request at once. If the connection is bad, try again where it is better.',
});

export const HeadersTooLarge = problem<{ bytes: number; headers: number }>({
  type: 'headers-too-large',
  status: 431,
  title: 'The headers of the request are too large',
  detail: ({ bytes, headers }) =>
    `Send at most ${headers} headers, and ${bytes} bytes of address and headers together.`,
});

/** What one client may take of the server. Times are in milliseconds. */
export interface ServerLimits {
  /** Until the last header has come. */
  headersMs: number;
  /** Until the last byte of the body has come. */
  requestMs: number;
  /** How often those two are looked at. */
  lookEveryMs: number;
  /** How long a connection is kept for the next request. */
  keepAliveMs: number;
  /** How long a connection may stand still: who does not read the answer gives its place back. Streams send something before. */
  idleMs: number;
  /** Of the address and all headers together. */
  headerBytes: number;
  headers: number;
  connections: number;
  /** Of one network; behind a proxy, where all come from the same one, there is no such limit. */
  connectionsPerNetwork: number;
}

/** Browsers and shops send a few kilobytes in a moment; the proxies of cloud providers keep connections for a minute. */
export const usualLimits: ServerLimits = {
  headersMs: 10_000,
  requestMs: 30_000,
  lookEveryMs: 2_000,
  keepAliveMs: 65_000,
  idleMs: 120_000,
  headerBytes: 16_384,
  headers: 100,
  connections: 10_000,
  connectionsPerNetwork: 1_000,
};

/** What Node's parser found wrong, in our words. */
function problemOf({ code = '' }: NodeJS.ErrnoException, { headerBytes, headers }: ServerLimits): ProblemError {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new RequestTooSlow({});
  if (code === 'HPE_HEADER_OVERFLOW') return new HeadersTooLarge({ bytes: headerBytes, headers });
  return new BadRequest({ why: 'This is not HTTP as RFC 9112 has it. Check what sends it.' });
}

/** Every error is problem+json, even when there is no request yet that could be answered. */
function answerRaw(socket: Duplex, refused: ProblemError): void {
  const body = JSON.stringify({ ...refused.toJSON(), instance: newId('request', new Date()) });
  const head = [
    `HTTP/1.1 ${refused.status} ${STATUS_CODES[refused.status] ?? ''}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}

/** Each name of the two-by-two list of names and values. */
const timesNamed = ({ rawHeaders }: IncomingMessage, name: string): number =>
  rawHeaders.filter((each, index) => index % 2 === 0 && each.toLowerCase() === name).length;

/**
 * The address that is asked for, as everything behind reads it: with a path first. Proxies may send a whole URL instead
 * (RFC 9112, section 3.2.2); undefined when that is none.
 */
function targetOf({ url = '' }: IncomingMessage): string | undefined {
  if (url.startsWith('/') || url === '*') return url;
  if (!URL.canParse(url)) return undefined;
  const { pathname, search } = new URL(url);
  return pathname + search;
}

/** What Node lets pass, or refuses in silence; undefined when nothing is wrong. */
function mistakeIn(request: IncomingMessage, limits: ServerLimits): ProblemError | undefined {
  // Node leaves out what is over, and with it perhaps the header that says who is asking.
  if (request.rawHeaders.length > 2 * limits.headers)
    return new HeadersTooLarge({ bytes: limits.headerBytes, headers: limits.headers });
  const hosts = timesNamed(request, 'host');
  if (hosts > 1 || (hosts === 0 && request.httpVersion !== '1.0'))
    return new BadRequest({ why: 'Send one Host header, no more and no less (RFC 9112, section 3.2).' });
  if (targetOf(request) === undefined)
    return new BadRequest({ why: 'The address of the request is no address. Begin it with a slash.' });
  return undefined;
}

function refuseCrowds(http: Server, most: number): void {
  const open = new Map<string, number>();
  const known = new WeakSet<Socket>();
  http.on('connection', (socket: Socket) => {
    // One that was put back after an offer to change the protocol is the same one.
    if (known.has(socket)) return;
    known.add(socket);
    const network = networkOf(socket.remoteAddress ?? '');
    const count = (open.get(network) ?? 0) + 1;
    open.set(network, count);
    socket.once('close', () => {
      const left = (open.get(network) ?? 0) - 1;
      if (left > 0) open.set(network, left);
      else open.delete(network);
    });
    if (count > most) socket.destroy();
  });
}

/**
 * A server that nobody can hold up: who sends slowly, too much, or from too many connections at once is cut off, and the
 * others are answered meanwhile.
 * @param isBehindProxy whether all connections come from a proxy
 */
export function createLimitedServer(
  listener: RequestListener,
  given: Partial<ServerLimits> = {},
  isBehindProxy = false,
): Server {
  const limits = { ...usualLimits, ...given };
  const answering = new WeakMap<Duplex, ServerResponse>();
  const answer: RequestListener = (request, response) => {
    answering.set(request.socket, response);
    const mistake = mistakeIn(request, limits);
    if (mistake) {
      answering.delete(request.socket);
      answerRaw(request.socket, mistake);
      return;
    }
    request.url = targetOf(request) ?? '/';
    listener(request, response);
  };
  const http = createServer(
    {
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      connectionsCheckingInterval: limits.lookEveryMs,
      keepAliveTimeout: limits.keepAliveMs,
      maxHeaderSize: limits.headerBytes,
      // Refused above, in words.
      requireHostHeader: false,
    },
    answer,
  );
  // What a client expects beyond "100-continue" is passed over, as RFC 9110, section 10.1.1, allows.
  http.on('checkExpectation', (request, response) => http.emit('request', request, response));
  http.maxHeadersCount = limits.headers + 1;
  http.maxConnections = limits.connections;
  http.timeout = limits.idleMs;
  if (!isBehindProxy) refuseCrowds(http, limits.connectionsPerNetwork);
  http.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const answered = answering.get(socket);
    // In the middle of an answer another one would be read as a part of it.
    const isInBetween = answered?.headersSent === true && !answered.writableFinished;
    if (!socket.writable || error.code === 'ECONNRESET' || isInBetween) socket.destroy();
    else answerRaw(socket, problemOf(error, limits));
  });
  return http;
}
