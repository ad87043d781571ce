import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { readText } from './request-body.ts';

/** One event as it arrived: the raw text matters, signatures cover it. */
export interface Heard {
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
  /** The event's type, under the name its provider gives it; the query of a call without a body, or a form as it stands. */
  readonly type: string;
}

/** Stands where the hub would: hears every event, and answers as a test wants. */
export interface Listener {
  readonly url: string;
  readonly heard: readonly Heard[];
  /** The first event of a type, now or as soon as it comes. */
  hears(type: string): Promise<Heard>;
  /** The HTTP status to answer from now on; default 200. */
  answer: number;
  stop(): Promise<void>;
}

const queryOf = (url = ''): string => url.split('?')[1] ?? '';

/** A form says only which payment it is about, so its type is the whole of it. */
function typeOf(body: string): string {
  if (!body.startsWith('{')) return body;
  const event = JSON.parse(body) as { type?: string; event_type?: string; status?: string };
  return event.type ?? event.event_type ?? event.status ?? '';
}

/** For tests only. */
export async function startListener(): Promise<Listener> {
  const heard: Heard[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    void readText(request).then((body) => {
      response.writeHead(listener.answer).end();
      heard.push({ body, headers: request.headers, type: body === '' ? queryOf(request.url) : typeOf(body) });
      for (const tell of waiting) tell();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;

  const listener: Listener = {
    url: `http://127.0.0.1:${port}/webhooks`,
    heard,
    answer: 200,
    hears: (type) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = heard.find((one) => one.type === type);
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return listener;
}
