import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** A server's end, without anybody left unanswered. */
export interface Draining {
  readonly isUnderWay: boolean;
  /**
   * Takes no more connections, closes those that are idle, ends event streams, and asks everybody else to go after their
   * answer.
   */
  begin(): void;
  /** Begins, and resolves once every request is answered, or its time is over and it was cut off. */
  ended(graceMs: number): Promise<void>;
}

/** How often what is left is looked through: a stream may have begun in the moment that the end did. */
const lookMs = 250;

const isStream = (response: ServerResponse): boolean =>
  String(response.getHeader('content-type') ?? '').startsWith('text/event-stream');

/** To be called before the server listens, so that it knows of every connection. */
export function drainable(http: Server): Draining {
  const answering = new Set<ServerResponse>();
  const sockets = new Set<Socket>();
  let closed: Promise<void> | undefined;
  let looks: NodeJS.Timeout | undefined;

  http.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  http.prependListener('request', (_request, response) => {
    answering.add(response);
    if (closed) response.shouldKeepAlive = false;
    response.once('close', () => {
      answering.delete(response);
      if (closed) setImmediate(look);
    });
  });

  function look(): void {
    for (const response of answering) {
      if (isStream(response)) response.end();
      else if (!response.headersSent) response.shouldKeepAlive = false;
    }
    http.closeIdleConnections();
    // Nobody waits for an answer on what is left: requests of which half a header has come, and live connections.
    if (answering.size === 0) for (const socket of sockets) socket.destroySoon();
  }

  function begin(): Promise<void> {
    if (closed) return closed;
    looks = setInterval(look, lookMs).unref();
    closed = new Promise<void>((resolve) => http.close(() => resolve())).finally(() => clearInterval(looks));
    look();
    return closed;
  }

  return {
    get isUnderWay() {
      return closed !== undefined;
    },
    begin: () => void begin(),
    async ended(graceMs) {
      const impatient = setTimeout(() => {
        for (const socket of sockets) socket.destroy();
      }, graceMs).unref();
      await begin();
      clearTimeout(impatient);
    },
  };
}
