import { once } from 'node:events';
import { request, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createLimitedServer, type ServerLimits } from './server.ts';
import { passOverOffers } from './upgrades.ts';

const opened: { close(): void }[] = [];
afterEach(() => opened.splice(0).forEach((each) => each.close()));

/** So short that a test need not wait, so long that an honest request is through in time. */
const short = { headersMs: 300, requestMs: 600, lookEveryMs: 30 };

const answersAll: RequestListener = (incoming, response) => {
  incoming.resume().on('end', () => response.end('answered'));
};

async function listen(limits: Partial<ServerLimits>, listener: RequestListener = answersAll): Promise<Server> {
  const server = createLimitedServer(listener, { ...short, ...limits }).listen(0, '127.0.0.1');
  opened.push({ close: () => void (server.close(), server.closeAllConnections()) });
  await once(server, 'listening');
  return server;
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

interface Client {
  socket: Socket;
  /** All that the server has said, once it has closed the connection. */
  said: Promise<string>;
}

async function dial(server: Server): Promise<Client> {
  const socket = connect(portOf(server), '127.0.0.1');
  opened.push({ close: () => socket.destroy() });
  let text = '';
  socket.on('data', (chunk) => (text += String(chunk)));
  // Cut off in the middle of a word is what some of these are about.
  socket.on('error', () => undefined);
  const said = once(socket, 'close').then(() => text);
  await once(socket, 'connect');
  return { socket, said };
}

/** Sends a beginning, and then the rest sign by sign for as long as the server lets it. */
function dribble({ socket }: Client, beginning: string, sign: string): void {
  socket.write(beginning);
  const timer = setInterval(() => socket.write(sign), 10);
  socket.on('close', () => clearInterval(timer));
}

const statusOf = async (server: Server, headers: Record<string, string> = {}): Promise<number> => {
  const asked = request({ port: portOf(server), host: '127.0.0.1', agent: false, headers }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode ?? 0;
};

function problemIn(said: string): { head: string; body: Record<string, unknown> } {
  const [head = '', body = ''] = said.split('\r\n\r\n', 2);
  return { head, body: JSON.parse(body) as Record<string, unknown> };
}

describe('who sends slowly', () => {
  it.each([
    ['a header, sign by sign', 'GET / HTTP/1.1\r\nHost: hub\r\nX-Slow: ', 'a'],
    ['headers without end', 'GET / HTTP/1.1\r\nHost: hub\r\n', 'X-A: b\r\n'],
    ['a body, sign by sign', 'POST / HTTP/1.1\r\nHost: hub\r\nContent-Length: 100000\r\n\r\n', 'a'],
    [
      'a body in chunks, sign by sign',
      'POST / HTTP/1.1\r\nHost: hub\r\nTransfer-Encoding: chunked\r\n\r\n',
      '1\r\na\r\n',
    ],
  ])('(%s) is told so and cut off, while others are answered', async (_what, beginning, sign) => {
    const server = await listen({ headers: 1000 });
    const slow = await Promise.all(Array.from({ length: 20 }, () => dial(server)));
    for (const client of slow) dribble(client, beginning, sign);
    expect(await statusOf(server)).toBe(200);
    for (const said of await Promise.all(slow.map((client) => client.said))) {
      const { head, body } = problemIn(said);
      expect(head).toMatch(/^HTTP\/1.1 408 .*\r\nContent-Type: application\/problem\+json\r\n/);
      expect(body).toMatchObject({
        status: 408,
        type: expect.stringMatching(/request-too-slow$/),
        instance: expect.stringMatching(/^req_/),
      });
    }
    expect(await statusOf(server)).toBe(200);
  });

  it('or says nothing at all is cut off too', async () => {
    const { said } = await dial(await listen({}));
    expect(await said).toContain('408');
  });

  it('and does not read the answer gives the place back', async () => {
    const left = new Promise((resolve) => {
      void listen({ idleMs: 200 }, (_incoming, response) => {
        response.once('close', resolve);
        response.end(Buffer.alloc(50_000_000));
      }).then(async (server) => {
        const { socket } = await dial(server);
        socket.pause();
        socket.write('GET / HTTP/1.1\r\nHost: hub\r\n\r\n');
      });
    });
    await left;
  });
});

describe('who sends too much', () => {
  it.each([
    ['one header too large', { 'X-Large': 'x'.repeat(20_000) }],
    ['an endless cookie', { Cookie: 'a=b; '.repeat(4_000) }],
    ['too many headers', Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`X-${index}`, 'a']))],
  ])('(%s) is told so, with nothing left out silently', async (_what, headers) => {
    const server = await listen({});
    const { socket, said } = await dial(server);
    const lines = Object.entries({ Host: 'hub', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`GET / HTTP/1.1\r\n${lines.join('')}\r\n`);
    expect(problemIn(await said).body).toMatchObject({
      status: 431,
      type: expect.stringMatching(/headers-too-large$/),
      headers: 100,
    });
    expect(
      await statusOf(
        server,
        Object.fromEntries(
          Object.entries(headers)
            .slice(0, 90)
            .filter(([, value]) => value.length < 10),
        ),
      ),
    ).toBe(200);
  });

  it.each([
    ['something else than HTTP', 'EHLO shop.example\r\n\r\n'],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: hub\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: hub\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a line break in a header', 'GET / HTTP/1.1\r\nHost: hub\r\nX-A: a\n\x00b: c\r\n\r\n'],
    ['no host', 'GET / HTTP/1.1\r\n\r\n'],
    ['two hosts', 'GET / HTTP/1.1\r\nHost: hub\r\nhost: evil.example\r\n\r\n'],
    ['an address that is none', 'GET http://[hub/ HTTP/1.1\r\nHost: hub\r\n\r\n'],
  ])('or %s is refused before anything reads it', async (_what, sent) => {
    const { socket, said } = await dial(await listen({}));
    socket.write(sent);
    expect(problemIn(await said).body).toMatchObject({ status: 400, type: expect.stringMatching(/bad-request$/) });
  });

  it('or something else than HTTP after a request that was answered is told so as well', async () => {
    const { socket, said } = await dial(await listen({}));
    socket.write('GET / HTTP/1.1\r\nHost: hub\r\n\r\n');
    await once(socket, 'data');
    socket.write('EHLO shop.example\r\n\r\n');
    expect(await said).toMatch(/answered[^]*HTTP\/1\.1 400 [^]*bad-request/);
  });

  it.each([
    ['a whole URL', 'GET http://hub.example/health?a=1 HTTP/1.1\r\nHost: hub\r\n', '/health?a=1'],
    ['an expectation', 'GET /health HTTP/1.1\r\nHost: hub\r\nExpect: the-unexpected\r\n', '/health'],
    ['the first version of HTTP', 'GET /health HTTP/1.0\r\n', '/health'],
  ])('is not who sends %s', async (_what, sent, path) => {
    const { socket, said } = await dial(await listen({}, ({ url }, response) => response.end(`asked for ${url}`)));
    socket.write(`${sent}Connection: close\r\n\r\n`);
    expect(await said).toMatch(/^HTTP\/1\.1 200 /);
    expect(await said).toContain(`asked for ${path}`);
  });

  it('connections gets no more, and one again for each that it gives back', async () => {
    const server = await listen({ connectionsPerNetwork: 3, headersMs: 30_000, requestMs: 30_000 });
    const held = await Promise.all([dial(server), dial(server), dial(server)]);
    expect(await (await dial(server)).said).toBe('');
    held[0]?.socket.end();
    await held[0]?.said;
    expect(await statusOf(server)).toBe(200);
  });
});

describe('who offers to go on in another protocol', () => {
  const offer = 'Host: hub\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n';
  const echoes: RequestListener = (incoming, response) => {
    let body = '';
    incoming.on('data', (chunk) => (body += String(chunk)));
    incoming.on('end', () => response.end(`${incoming.method} ${incoming.url} ${body}.`));
  };

  it('is answered in this one, body and later requests too', async () => {
    const server = await listen({ connectionsPerNetwork: 1 }, echoes);
    server.on('upgrade', (_request, socket: Socket) => socket.end('taken'));
    passOverOffers(server);
    const { socket, said } = await dial(server);
    socket.write(`POST /a HTTP/1.1\r\n${offer}Content-Length: 10\r\n\r\nhello`);
    socket.write('there');
    expect(String(await once(socket, 'data'))).toMatch(/^HTTP\/1\.1 200 [^]*POST \/a hellothere\.$/);
    socket.write(`GET /b HTTP/1.1\r\n${offer}\r\n`);
    expect(String(await once(socket, 'data'))).toMatch(/^HTTP\/1\.1 200 [^]*GET \/b \.$/);
    socket.write('GET /c HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n');
    expect(await said).toContain('GET /c .');
    // The place is free again, and was taken once only.
    expect(await statusOf(server)).toBe(200);
  });

  it('gets it where that is a live connection', async () => {
    const server = await listen({}, echoes);
    server.on('upgrade', (_request, socket: Socket) => socket.end('taken'));
    passOverOffers(server);
    const { socket, said } = await dial(server);
    socket.write('GET / HTTP/1.1\r\nHost: hub\r\nConnection: Upgrade\r\nUpgrade: WebSocket\r\n\r\n');
    expect(await said).toBe('taken');
  });
});

describe('who is only listening', () => {
  /** Waits until somebody slow was cut off: by then every limit of time has passed. */
  async function limitsPass(server: Server): Promise<void> {
    const slow = await dial(server);
    dribble(slow, 'POST / HTTP/1.1\r\nHost: hub\r\nContent-Length: 100000\r\n\r\n', 'a');
    await slow.said;
  }

  it('to events is not cut off by what limits requests', async () => {
    let stream: ServerResponse | undefined;
    const server = await listen({}, (incoming, response) => {
      if (incoming.method === 'POST') return answersAll(incoming, response);
      stream = response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      stream.write('data: 1\n\n');
    });
    const { socket } = await dial(server);
    socket.write('GET / HTTP/1.1\r\nHost: hub\r\n\r\n');
    await once(socket, 'data');
    await limitsPass(server);
    stream?.write('data: 2\n\n');
    expect(String(await once(socket, 'data'))).toContain('data: 2');
  });

  it('on a live connection is not cut off either', async () => {
    const server = await listen({});
    server.on('upgrade', (_request, socket: Socket) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n');
      socket.on('data', (chunk) => socket.write(chunk));
    });
    const { socket } = await dial(server);
    socket.write('GET / HTTP/1.1\r\nHost: hub\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n');
    await once(socket, 'data');
    await limitsPass(server);
    socket.write('still here');
    expect(String(await once(socket, 'data'))).toBe('still here');
  });
});
