import type { Server as HttpServer, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import { Server, type Socket } from 'socket.io';
import type { DocumentNews } from '../config/index.ts';
import { eventView, summaryOf, type ChangeFeed, type PaymentListener } from '../payments/index.ts';

export interface RealtimeDependencies {
  /** Changes of payments by any node: an operator sees them all, whichever node their browser is connected to. */
  changes: Pick<ChangeFeed, 'follow'>;
  /** Changes of documents, on whichever node. */
  live: { onNews(reader: (news: DocumentNews) => void): () => void };
  /** Who opens the connection, by the same cookie as every request; undefined for nobody. */
  identify: (headers: IncomingHttpHeaders) => Promise<{ can(action: string): Promise<boolean> } | undefined>;
  publicUrl: string;
  log: Logger;
  /** How often a connection's session is looked at again, so that signing out ends it, in milliseconds. */
  recheckMs?: number;
}

const usualRecheckMs = 60_000;

/** Whether a request belongs to a connection that was let in: engine.io names that by an identifier of its own making. */
const isUnderWay = ({ url = '' }: IncomingMessage): boolean => new URL(url, 'http://localhost').searchParams.has('sid');

/** What there is to hear, and what one has to be allowed for each. */
const rooms = { payments: 'payments.read', config: 'config.read' } as const;
type Room = keyof typeof rooms;
const allRooms = Object.keys(rooms) as Room[];

/** Tells operators of each change of a payment or of a document as it is stored, by any node: to each what they may read. */
export function startRealtime(
  http: HttpServer,
  { changes, live, identify, publicUrl, log, recheckMs = usualRecheckMs }: RealtimeDependencies,
): { close(): Promise<void> } {
  const { origin, protocol } = new URL(publicUrl);
  // Without TLS the hub is also reached by its address in the network; with it, only by its name.
  const isPlain = protocol === 'http:';
  const mayHear = async (headers: IncomingHttpHeaders): Promise<Room[]> => {
    const found = await identify(headers);
    const heard: Room[] = [];
    for (const room of allRooms) if (await found?.can(rooms[room])) heard.push(room);
    return heard;
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
      mayHear(request.headers).then(
        ({ length }) => decide(length > 0 ? null : 'not-signed-in', length > 0),
        (error: unknown) => {
          log.error({ err: error }, 'a live connection could not be checked');
          decide('unexpected', false);
        },
      );
    },
  });

  const tell: PaymentListener = (payment, events) => {
    const last = events.at(-1);
    if (last) io.to('payments').emit('payment', { summary: summaryOf(payment), event: eventView(last) });
  };
  let stopFollowing: (() => void) | undefined;
  /** Changes are followed exactly while somebody watches. */
  const followWhileWatched = () => {
    if (io.of('/').adapter.rooms.has('payments')) return void (stopFollowing ??= changes.follow(tell));
    stopFollowing?.();
    stopFollowing = undefined;
  };

  const admitted = new WeakMap<Socket, readonly Room[]>();
  const stopReading = live.onNews((news) => void io.to('config').emit('config', news));

  /** Lets a connection hear what its operator may read, and nothing else. */
  const admit = (socket: Socket, heard: readonly Room[]): void => {
    for (const room of allRooms) void (heard.includes(room) ? socket.join(room) : socket.leave(room));
    followWhileWatched();
  };
  /** Roles change and sessions end while a connection stays: one that may hear nothing any more is closed. */
  const recheck = async (socket: Socket): Promise<void> => {
    const heard = await mayHear(socket.request.headers).catch((): Room[] => []);
    if (heard.length === 0) socket.disconnect(true);
    else if (socket.connected) admit(socket, heard);
  };
  // Before a connection is told that it is one, so that it misses nothing from then on.
  io.use((socket, next) => {
    mayHear(socket.request.headers).then(
      (heard) => {
        admitted.set(socket, heard);
        next(heard.length > 0 ? undefined : new Error('not-signed-in'));
      },
      (error: unknown) => {
        log.error({ err: error }, 'a live connection could not be checked');
        next(new Error('unexpected'));
      },
    );
  });

  io.on('connection', (socket) => {
    admit(socket, admitted.get(socket) ?? []);
    const timer = setInterval(() => void recheck(socket), recheckMs).unref();
    socket.on('disconnect', () => {
      clearInterval(timer);
      followWhileWatched();
    });
  });

  return {
    async close() {
      stopFollowing?.();
      stopReading();
      io.disconnectSockets(true);
      // Not io.close(): that would wait for every request of the server it is attached to, which is not ours to end.
      io.engine.close();
    },
  };
}
