import type { Server as HttpServer, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Job } from '@pih/schemas';
import type { Logger } from 'pino';
import { Server, type Socket } from 'socket.io';
import type { DocumentNews } from '../config/index.ts';
import type { Viewer } from '../http/index.ts';
import type { ChangeFeed } from '../payments/index.ts';
import { Audiences } from './audiences.ts';

export interface RealtimeDependencies {
  /** Changes of payments by any node: an operator hears of them, whichever node their browser is connected to. */
  changes: Pick<ChangeFeed, 'follow'>;
  /** Jobs that change, on whichever node, with whose they are. */
  jobs: { follow(listener: (owner: string, job: Job) => void): () => void };
  /** Changes of documents, on whichever node. */
  live: { onNews(reader: (news: DocumentNews) => void): () => void };
  /** Who opens the connection, by the same cookie as every request; undefined for nobody. */
  identify: (headers: IncomingHttpHeaders) => Promise<Listener | undefined>;
  /** Tells when somebody's roles, sessions or keys have changed: who was let in may be nobody now. */
  followStanding: (listener: () => void) => () => void;
  publicUrl: string;
  log: Logger;
  /** How often a connection's session is looked at again, so that one that has run out ends it, in milliseconds. */
  recheckMs?: number;
}

/** Somebody who opens a connection. */
export interface Listener {
  can(action: string): Promise<boolean>;
  viewer: Viewer;
}

/** What a connection may hear. */
interface Admission {
  listener: Listener;
  heard: readonly Room[];
}

const usualRecheckMs = 60_000;

/** Whether a request belongs to a connection that was let in: engine.io names that by an identifier of its own making. */
const isUnderWay = ({ url = '' }: IncomingMessage): boolean => new URL(url, 'http://localhost').searchParams.has('sid');

/** What there is to hear, and what one has to be allowed for each. */
const rooms = { payments: 'payments.read', config: 'config.read' } as const;
type Room = keyof typeof rooms;
const allRooms = Object.keys(rooms) as Room[];

/** Where the connections of one person hear of the jobs that they have started. */
const jobsOf = (caller: string): string => `jobs of ${caller}`;

/** Tells operators of each change of a payment or of a document as it is stored, by any node: to each what they may read. */
export function startRealtime(
  http: HttpServer,
  { changes, jobs, live, identify, followStanding, publicUrl, log, recheckMs = usualRecheckMs }: RealtimeDependencies,
): { close(): Promise<void> } {
  const { origin, protocol } = new URL(publicUrl);
  // Without TLS the hub is also reached by its address in the network; with it, only by its name.
  const isPlain = protocol === 'http:';
  /** @returns undefined for those who may hear nothing */
  const admission = async (headers: IncomingHttpHeaders): Promise<Admission | undefined> => {
    const listener = await identify(headers);
    const heard: Room[] = [];
    for (const room of allRooms) if (await listener?.can(rooms[room])) heard.push(room);
    return listener && heard.length > 0 ? { listener, heard } : undefined;
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
      admission(request.headers).then(
        (found) => decide(found ? null : 'not-signed-in', found !== undefined),
        (error: unknown) => {
          log.error({ err: error }, 'a live connection could not be checked');
          decide('unexpected', false);
        },
      );
    },
  });

  const audiences = new Audiences({
    changed: (audience, news) => void io.to(audience).emit('payment', news),
    gone: (audience, id) => void io.to(audience).emit('payment_gone', { id }),
    failed: (error) => log.error({ err: error }, 'a change of a payment could not be told'),
  });
  let stopFollowing: (() => void) | undefined;
  const follow = () => {
    const stops = [
      changes.follow((...told) => audiences.tell(...told)),
      jobs.follow((owner, job) => void io.to(jobsOf(owner)).emit('job', job)),
    ];
    return () => stops.forEach((stop) => stop());
  };
  /** Changes are followed exactly while somebody watches. */
  const followWhileWatched = () => {
    if (!audiences.isEmpty) return void (stopFollowing ??= follow());
    stopFollowing?.();
    stopFollowing = undefined;
  };

  const admitted = new WeakMap<Socket, Admission & { standing: number }>();
  /** How often anybody's standing has changed; what was found out before the last time is out of date. */
  let standing = 0;
  /** The audience that a connection is part of. */
  const partOf = new WeakMap<Socket, string>();
  const stopReading = live.onNews((news) => void io.to('config').emit('config', news));

  const leave = (socket: Socket): void => {
    const audience = partOf.get(socket);
    if (audience === undefined) return;
    audiences.leave(audience);
    partOf.delete(socket);
    void socket.leave(audience);
  };
  /** Lets a connection hear what its operator may read, and nothing else. */
  const admit = (socket: Socket, { listener, heard }: Admission): void => {
    void (heard.includes('config') ? socket.join('config') : socket.leave('config'));
    const { caller } = listener.viewer;
    if (caller) void (heard.includes('payments') ? socket.join(jobsOf(caller.id)) : socket.leave(jobsOf(caller.id)));
    // Joining first: an audience of one would otherwise be gone for a moment.
    const audience = heard.includes('payments') ? audiences.join(listener.viewer) : undefined;
    leave(socket);
    if (audience !== undefined) {
      partOf.set(socket, audience);
      void socket.join(audience);
    }
    followWhileWatched();
  };
  /** Roles change and sessions end while a connection stays: one that may hear nothing any more is closed. */
  const recheck = async (socket: Socket): Promise<void> => {
    const begun = standing;
    const found = await admission(socket.request.headers).catch(() => undefined);
    if (!found) socket.disconnect(true);
    // Otherwise whoever was asked later has, or will have, the newer answer.
    else if (socket.connected && begun === standing) admit(socket, found);
  };
  let stopStanding: (() => void) | undefined;
  const recheckAll = (): void => {
    standing += 1;
    for (const socket of io.sockets.sockets.values()) void recheck(socket);
  };
  /** Nobody's standing is of interest while nobody is connected. */
  const followStandingWhileWatched = (): void => {
    if (io.sockets.sockets.size > 0) return void (stopStanding ??= followStanding(recheckAll));
    stopStanding?.();
    stopStanding = undefined;
  };
  // Before a connection is told that it is one, so that it misses nothing from then on.
  io.use((socket, next) => {
    const begun = standing;
    admission(socket.request.headers).then(
      (found) => {
        if (found) admitted.set(socket, { ...found, standing: begun });
        next(found ? undefined : new Error('not-signed-in'));
      },
      (error: unknown) => {
        log.error({ err: error }, 'a live connection could not be checked');
        next(new Error('unexpected'));
      },
    );
  });

  io.on('connection', (socket) => {
    const found = admitted.get(socket);
    if (found) admit(socket, found);
    followStandingWhileWatched();
    // It came in while somebody's standing changed, which nobody has told it.
    if (found?.standing !== standing) void recheck(socket);
    const timer = setInterval(() => void recheck(socket), recheckMs).unref();
    socket.on('disconnect', () => {
      clearInterval(timer);
      leave(socket);
      followWhileWatched();
      followStandingWhileWatched();
    });
  });

  return {
    async close() {
      stopFollowing?.();
      stopStanding?.();
      stopReading();
      io.disconnectSockets(true);
      // Not io.close(): that would wait for every request of the server it is attached to, which is not ours to end.
      io.engine.close();
    },
  };
}
