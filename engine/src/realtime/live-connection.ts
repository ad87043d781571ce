import type { Server as HttpServer, IncomingHttpHeaders } from 'node:http';
import type { Logger } from 'pino';
import { Server } from 'socket.io';
import { eventView, summaryOf, type ChangeFeed, type PaymentListener } from '../payments/index.ts';

export interface RealtimeDependencies {
  /** Changes of payments by any node: an operator sees them all, whichever node their browser is connected to. */
  changes: ChangeFeed;
  /** Who opens the connection, by the same cookie as every request; undefined for nobody. */
  identify: (headers: IncomingHttpHeaders) => Promise<{ can(action: string): Promise<boolean> } | undefined>;
  publicUrl: string;
  log: Logger;
}

/** How often a connection's session is looked at again, so that signing out ends it. */
const recheckMs = 60_000;

/** Tells operators of each change of a payment as it is stored, by any node. */
export function startRealtime(
  http: HttpServer,
  { changes, identify, publicUrl, log }: RealtimeDependencies,
): { close(): Promise<void> } {
  const { origin, protocol } = new URL(publicUrl);
  // Without TLS the hub is also reached by its address in the network; with it, only by its name.
  const isPlain = protocol === 'http:';
  const io = new Server(http, {
    path: '/v1/live',
    serveClient: false,
    // A page of another site could open a socket with the operator's cookie; browsers say where they come from.
    allowRequest: (request, decide) => {
      const from = request.headers.origin;
      decide(null, from === undefined || from === origin || (isPlain && from === `http://${request.headers.host}`));
    },
  });

  const mayWatch = async (headers: IncomingHttpHeaders): Promise<boolean> => {
    const found = await identify(headers);
    return found ? found.can('payments.read') : false;
  };

  io.use((socket, next) => {
    mayWatch(socket.request.headers).then(
      (allowed) => next(allowed ? undefined : new Error('not-signed-in')),
      (error: unknown) => {
        log.error({ err: error }, 'a live connection could not be checked');
        next(new Error('unexpected'));
      },
    );
  });

  const tell: PaymentListener = (payment, events) => {
    const last = events.at(-1);
    if (last) io.emit('payment', { summary: summaryOf(payment), event: eventView(last) });
  };
  let stopFollowing: (() => void) | undefined;
  /** Changes are followed exactly while somebody watches. */
  const followWhileWatched = () => {
    if (io.of('/').sockets.size > 0) return void (stopFollowing ??= changes.follow(tell));
    stopFollowing?.();
    stopFollowing = undefined;
  };

  io.on('connection', (socket) => {
    followWhileWatched();
    const timer = setInterval(() => {
      mayWatch(socket.request.headers).then(
        (allowed) => allowed || socket.disconnect(true),
        () => socket.disconnect(true),
      );
    }, recheckMs).unref();
    socket.on('disconnect', () => {
      clearInterval(timer);
      followWhileWatched();
    });
  });

  return {
    async close() {
      stopFollowing?.();
      io.disconnectSockets(true);
      // Not io.close(): that would wait for every request of the server it is attached to, which is not ours to end.
      io.engine.close();
    },
  };
}
