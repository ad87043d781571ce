import type { Server as HttpServer, IncomingHttpHeaders, IncomingMessage } from 'node:http';
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

/** Whether a request belongs to a connection that was let in: engine.io names that by an identifier of its own making. */
const isUnderWay = ({ url = '' }: IncomingMessage): boolean => new URL(url, 'http://localhost').searchParams.has('sid');

/** Tells operators of each change of a payment as it is stored, by any node. */
export function startRealtime(
  http: HttpServer,
  { changes, identify, publicUrl, log }: RealtimeDependencies,
): { close(): Promise<void> } {
  const { origin, protocol } = new URL(publicUrl);
  // Without TLS the hub is also reached by its address in the network; with it, only by its name.
  const isPlain = protocol === 'http:';
  const mayWatch = async (headers: IncomingHttpHeaders): Promise<boolean> => {
    const found = await identify(headers);
    return found ? found.can('payments.read') : false;
  };
  /** A page of another site could open a socket with the operator's cookie; browsers say where they come from. */
  const isFromHere = ({ headers: { origin: from, host } }: IncomingMessage): boolean =>
    from === undefined || from === origin || (isPlain && from === `http://${host}`);

  const io = new Server(http, {
    path: '/v1/live',
    serveClient: false,
    // Before there is a connection to keep: strangers would otherwise hold as many as they like until each is told to go.
    allowRequest: (request, decide) => {
      if (!isFromHere(request)) return decide('another-site', false);
      if (isUnderWay(request)) return decide(null, true);
      mayWatch(request.headers).then(
        (allowed) => decide(allowed ? null : 'not-signed-in', allowed),
        (error: unknown) => {
          log.error({ err: error }, 'a live connection could not be checked');
          decide('unexpected', false);
        },
      );
    },
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
